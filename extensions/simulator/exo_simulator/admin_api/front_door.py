# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Security & Compliance's front door: it answers every known bearer with a 302 to the region of the tenant.

The Location has another name and port than the region's own host (ScubaGear): following it leads nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..clouds import HostPart, admin_host, region_of
from ..state import BoxState
from ..wire import Answer, Note, Request
from .access import Denied, bearer

ADMIN_PORT = 446
# go-exoscc (2026) met a cookie here that ties what follows to a server; its name and value are the box's own.
AFFINITY = "affinity=box; path=/; secure; HttpOnly"


@dataclass(frozen=True)
class FrontDoor:
    """One request to a host of Security & Compliance, before anything else looks at it."""

    state: BoxState
    request: Request
    part: HostPart
    note: Note

    def answer(self) -> Answer | None:
        """The way to the right region, or a refusal; None where the request is in the right place."""
        asked_region = region_of(self.request.host)
        if asked_region is None and self.state.settings.compliance_region == "front_door":
            return None
        try:
            token = bearer(self.state, self.request, self.part, self.note)
        except Denied as denied:
            self.note.error = denied.reason
            return denied.answer
        tenant = self.state.directory.find(token.tenant_id)
        if tenant is None or self.state.settings.compliance_region == "front_door":
            return None
        first, second = tenant.cloud.compliance_regions
        region = second if self.state.settings.compliance_region == "second" else first
        if asked_region == region:
            return None
        query = f"?{self.request.raw_query}" if self.request.raw_query else ""
        host = admin_host(region, self.request.host)
        location = ("Location", f"https://{host}:{ADMIN_PORT}{self.request.path}{query}")
        return Answer(302, (location, ("Set-Cookie", AFFINITY)))
