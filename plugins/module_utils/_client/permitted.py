# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Ask the service which cmdlets this identity may run.

Private to this collection: it may change in any release. Microsoft's module downloads itself from this address; with
the header CommandName: * the answer tells the caller's own cmdlets, joined by commas (CIPP, monkey365).
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from .call import Call, Target
from .sender import Sender
from .tries import Tries

# The version gate of this call; CIPP sends 3.9.2.
_MODULE_VERSION = "3.9.2"
_NAME = re.compile(r"[A-Za-z]+-[A-Za-z0-9]+")


@dataclass(frozen=True)
class _ModuleFile(Call):
    """The question, in the form of a call: it is tried, renewed and led to its region as any other."""

    method: ClassVar[str] = "GET"

    def body(self) -> bytes:
        return b""

    def url(self, target: Target) -> str:
        tenant = quote(target.tenant_id, safe="")
        return f"{target.rest_base}/adminapi/v1.0/{tenant}/EXOModuleFile?Version={_MODULE_VERSION}"

    def headers(self, target: Target, token: str, page_size: int) -> dict[str, str]:
        return {**super().headers(target, token, page_size), "CommandName": "*"}


def permitted_cmdlets(sender: Sender) -> frozenset[str]:
    """The names of the cmdlets that the identity of a connection may run in the service that it looks at.

    :raises Failure: what the service or the network did instead of telling.
    """
    call = _ModuleFile("EXOModuleFile", "read", str(uuid.uuid4()))
    page = sender.send(call, call.url(sender.target), 1, Tries())
    listed = ",".join(str(row.get("exportedCmdlets") or "") for row in page.rows)
    return frozenset(name for name in (one.strip() for one in listed.split(",")) if _NAME.fullmatch(name))
