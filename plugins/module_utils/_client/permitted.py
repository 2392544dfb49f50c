# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Ask the service which cmdlets this identity may run.

Microsoft's module downloads itself from this address; with the header CommandName: * the answer tells the caller's own
cmdlets, joined by commas (CIPP, monkey365).
"""

from __future__ import annotations

import re

from .module_file import module_file
from .sender import Sender

_NAME = re.compile(r"[A-Za-z]+-[A-Za-z0-9]+")


def permitted_cmdlets(sender: Sender) -> frozenset[str]:
    """The names of the cmdlets that the identity of a connection may run in the service that it looks at.

    :raises Failure: what the service or the network did instead of telling.
    """
    rows = module_file(sender, "*")
    listed = ",".join(str(row.get("exportedCmdlets") or "") for row in rows)
    return frozenset(name for name in (one.strip() for one in listed.split(",")) if _NAME.fullmatch(name))
