# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a fault may look at, and the answer that stands in for one that was never made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..admin_api.envelope import GENERIC_ROWS, Page, backend_name, challenge, context_url, dressed, success
from ..clock import BoxClock
from ..clouds import look_up
from ..sign_in.refusals import Trace
from ..wire import Answer, Call, Request, json_answer

Options = Mapping[str, Any]


@dataclass(frozen=True)
class Context:
    """The request that a fault meets."""

    request: Request
    call: Call
    clock: BoxClock

    @property
    def signing_in(self) -> bool:
        """Whether the request is for the sign-in service."""
        part = look_up(self.request.host)
        return part is not None and part.part == "sign_in"

    @property
    def tenant(self) -> str:
        """The tenant as the path of an admin API request writes it."""
        return self.request.path.split("/")[3] if self.request.path.count("/") > 3 else ""

    def blank(self) -> Answer:
        """A success without rows: what a transforming fault works on when nothing was executed."""
        if self.signing_in:
            return json_answer(200, {})
        return self.dressed(success(context_url(self.request, self.tenant, GENERIC_ROWS), Page()))

    def dressed(self, answer: Answer) -> Answer:
        """The answer with the usual headers of the admin API or of the sign-in service."""
        if self.signing_in:
            return self.trace().dressed(answer)
        return dressed(answer, self.request, self.clock, backend_name(None), rate_limits=False)

    def trace(self) -> Trace:
        """The ids of a sign-in answer."""
        given = self.request.headers.get("client-request-id", "00000000-0000-0000-0000-000000000000")
        return Trace(self.request.host, given, self.clock)

    def challenge(self, detail: str) -> tuple[str, str]:
        """The WWW-Authenticate header that names this cloud's sign-in host."""
        part = look_up(self.request.host)
        return challenge(part.family.hosts[0] if part else self.request.host, detail)
