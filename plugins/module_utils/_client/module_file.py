# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The file that the service makes for Microsoft's module, asked for as any other call.

Microsoft's module downloads itself from this address (CIPP, monkey365); in it stands the key that passwords are
encrypted with (ExoHelper).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote

from .call import Call, Target
from .sender import Sender
from .tries import Tries

# The version gate of this call; CIPP sends 3.9.2.
_MODULE_VERSION = "3.9.2"


@dataclass(frozen=True)
class ModuleFile(Call):
    """The question, in the form of a call: it is tried, renewed and led to its region as any other.

    ``names`` are the cmdlets that it asks for, with commas between them and ``*`` for all.
    """

    method: ClassVar[str] = "GET"

    names: str = "*"

    def body(self) -> bytes:
        """A GET has none."""
        return b""

    def url(self, target: Target) -> str:
        """The address of the file."""
        tenant = quote(target.tenant_id, safe="")
        return f"{target.rest_base}/adminapi/v1.0/{tenant}/EXOModuleFile?Version={_MODULE_VERSION}"

    def headers(self, target: Target, token: str, page_size: int) -> dict[str, str]:
        """Those of every call, and what is asked for."""
        return {**super().headers(target, token, page_size), "CommandName": self.names}


def module_file(sender: Sender, names: str) -> list[dict[str, Any]]:
    """The rows of the module file for these cmdlets.

    :raises Failure: what the service or the network did instead of telling.
    """
    call = ModuleFile("EXOModuleFile", "read", str(uuid.uuid4()), names=names)
    return list(sender.send(call, call.url(sender.target), 1, Tries()).rows)
