# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The file that the service makes for Microsoft's module, and the cmdlets that an identity may run as it lists them.

Microsoft's module downloads itself from this address; with the header CommandName: * the answer tells the caller's own
cmdlets, joined by commas (CIPP, monkey365). In it stands the key that passwords are encrypted with (ExoHelper), which
:mod:`password_key` finds.
"""

from __future__ import annotations

import re
import uuid

from .._json_types import Row
from .attempts import Attempts
from .call import Call, Resource
from .sender import Sender

_NAME = re.compile(r"[A-Za-z]+-[A-Za-z0-9]+")


def module_file(sender: Sender, names: str) -> list[Row]:
    """The rows of the module file for ``names``: cmdlets with commas between them, ``*`` for all.

    :raises Failure: what the service or the network did instead of telling.
    """
    call = Call("EXOModuleFile", "read", str(uuid.uuid4()), resource=Resource("EXOModuleFile", {"CommandName": names}))
    return list(sender.send(call, call.url(sender.target), 1, Attempts()).rows)


def permitted_cmdlets(sender: Sender) -> frozenset[str]:
    """The names of the cmdlets that the identity of a connection may run in the service that it looks at.

    :raises Failure: what the service or the network did instead of telling.
    """
    rows = module_file(sender, "*")
    listed = ",".join(str(row.get("exportedCmdlets") or "") for row in rows)
    return frozenset(name for name in (one.strip() for one in listed.split(",")) if _NAME.fullmatch(name))
