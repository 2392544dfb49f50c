# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How Microsoft Graph refuses: one JSON shape, its codes (Microsoft Learn, error responses of Microsoft Graph)."""

from __future__ import annotations

import uuid

from ..clock import BoxClock
from ..wire import Answer, Request, json_answer

NOT_AUTHENTICATED = "InvalidAuthenticationToken"
NOT_ALLOWED = "Authorization_RequestDenied"
BAD_REQUEST = "BadRequest"


class GraphRefused(Exception):
    """A refusal on its way out."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.code = code
        self.text = text


def refusal(refused: GraphRefused, request: Request, clock: BoxClock) -> Answer:
    """The refusal with its ids and its time."""
    given = request.headers.get("client-request-id", "")
    inner = {
        "date": clock.now().strftime("%Y-%m-%dT%H:%M:%S"),
        "request-id": str(uuid.uuid4()),
        "client-request-id": given or str(uuid.uuid4()),
    }
    content = {"error": {"code": refused.code, "message": refused.text, "innerError": inner}}
    return json_answer(refused.status, content)
