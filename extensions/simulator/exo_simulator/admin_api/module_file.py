# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EXOModuleFile: the list of cmdlets that a caller may run (CIPP and monkey365 read `value[].exportedCmdlets`).

A row has `fileName`, `fileContent` and `exportedCmdlets` (go-exoscc, 2026). The file itself is Microsoft's, so it is
empty here.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from ..clouds import HostPart, service_of
from ..state import BoxState
from ..wire import Answer, Note, Request
from .access import Denied, admit, need_role
from .envelope import Page, context_url, success


def module_file(state: BoxState, request: Request, part: HostPart, tenant_name: str, note: Note) -> Answer:
    """One row with `exportedCmdlets`: those allowed, narrowed by the CommandName header (names with `*`)."""
    try:
        admission = admit(state, request, part, tenant_name, note)
        if state.settings.role_needed_at_connect:
            need_role(state, admission)
    except Denied as denied:
        note.error = denied.reason
        return denied.answer
    organization = state.organizations[admission.tenant.tenant_id]
    allowed = organization.allowed_cmdlets(admission.caller, service_of(part))
    patterns = [name.strip().lower() for name in request.headers.get("commandname", "*").split(",")]
    names = [name for name in allowed if any(fnmatchcase(name.lower(), pattern) for pattern in patterns)]
    note.executed = True
    context = context_url(request, tenant_name, "EXOModuleFile")
    key = state.passwords.fields(state.settings.module_file_key)
    row = {"fileName": "exo.psm1", "fileContent": "", "exportedCmdlets": ",".join(names), **key}
    return success(context, Page(rows=[row]))
