# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Microsoft's module asks for when it connects: the cmdlets that it may export, and a banner."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

from ..clouds import HostPart, service_of
from ..state import BoxState
from ..wire import Answer, Note, Request
from .access import Admission, Denied, admit, need_role
from .envelope import Page, context_url, success

TEXT = "This is Microsoft 365 in a box: nothing you do here reaches Microsoft."


def module_file(state: BoxState, request: Request, part: HostPart, tenant_name: str, note: Note) -> Answer:
    """One row with `exportedCmdlets`: those allowed, narrowed by the CommandName header (names with `*`)."""
    admission = _admit(state, request, part, tenant_name, note)
    if isinstance(admission, Answer):
        return admission
    organization = state.organizations[admission.tenant.tenant_id]
    allowed = organization.allowed_cmdlets(admission.caller, service_of(part))
    patterns = [name.strip().lower() for name in request.headers.get("commandname", "*").split(",")]
    names = [name for name in allowed if any(fnmatchcase(name.lower(), pattern) for pattern in patterns)]
    key = state.passwords.fields(state.settings.module_file_key)
    row = {"fileName": "exo.psm1", "fileContent": "", "exportedCmdlets": ",".join(names), **key}
    return _tell(request, tenant_name, "EXOModuleFile", row, note)


def banner(state: BoxState, request: Request, part: HostPart, tenant_name: str, note: Note) -> Answer:
    """EXOBanner('AutogenSession'): what the module shows after connecting; a cheap probe (CIPP). Its text is the
    box's."""
    admission = _admit(state, request, part, tenant_name, note)
    if isinstance(admission, Answer):
        return admission
    return _tell(request, tenant_name, "EXOBanner", {"BannerText": TEXT}, note)


def _admit(state: BoxState, request: Request, part: HostPart, tenant_name: str, note: Note) -> Admission | Answer:
    """Who may come in, or the answer to whoever may not."""
    try:
        admission = admit(state, request, part, tenant_name, note)
        if state.settings.role_needed_at_connect:
            need_role(state, admission)
    except Denied as denied:
        note.error = denied.reason
        return denied.answer
    return admission


def _tell(request: Request, tenant_name: str, entity: str, row: dict[str, Any], note: Note) -> Answer:
    note.executed = True
    return success(context_url(request, tenant_name, entity), Page(rows=[row]))
