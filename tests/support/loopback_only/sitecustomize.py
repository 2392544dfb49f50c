# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refuse every connection that would leave this machine.

Python imports a module of this name at its start: with this folder in PYTHONPATH, a playbook of the tests and all
modules that it starts can reach loopback addresses only, whatever a mistake asks for.
"""

from __future__ import annotations

import ipaddress
import sys
from typing import Any


def loopback_only(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook.

    :raises ConnectionRefusedError: a connection to another machine, by address; names are resolved before.
    """
    if event not in ("socket.connect", "socket.sendto"):
        return
    address = arguments[1]
    if isinstance(address, tuple) and not _is_loopback(str(address[0])):
        raise ConnectionRefusedError(f"the tests must not reach {address[0]}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


sys.addaudithook(loopback_only)
