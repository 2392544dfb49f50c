# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EXOBanner('AutogenSession'): what the module shows after connecting; a cheap probe (CIPP). Its text is the box's."""

from __future__ import annotations

from ..clouds import HostPart
from ..state import BoxState
from ..wire import Answer, Note, Request
from .access import Denied, admit, need_role
from .envelope import Page, context_url, success

TEXT = "This is Microsoft 365 in a box: nothing you do here reaches Microsoft."


def banner(state: BoxState, request: Request, part: HostPart, tenant_name: str, note: Note) -> Answer:
    """The banner for who may come in."""
    try:
        admission = admit(state, request, part, tenant_name, note)
        if state.settings.role_needed_at_connect:
            need_role(state, admission)
    except Denied as denied:
        note.error = denied.reason
        return denied.answer
    note.executed = True
    return success(context_url(request, tenant_name, "EXOBanner"), Page(rows=[{"BannerText": TEXT}]))
