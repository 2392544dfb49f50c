# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refuse every connection that would leave this machine, and compile a packed module once for all runs.

Python imports a module of this name at its start: with this folder in PYTHONPATH, a playbook of the tests and all
modules that it starts can reach loopback addresses only, whatever a mistake asks for.
"""

from __future__ import annotations

import importlib.util
import ipaddress
import marshal
import os
import sys
import zipimport
from contextlib import suppress
from types import CodeType
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


def keep_bytecode(folder: str) -> None:
    """Have what is imported from an archive compiled once for all processes of the tests.

    A module that Ansible packs comes as sources in an archive, which each process of it would compile again. Nothing
    else differs but the archive that a traceback names.
    """
    functions = vars(zipimport)
    compile_source = functions["_compile_source"]

    def compile_once(pathname: str, source: bytes) -> CodeType:
        name = f"{importlib.util.source_hash(source).hex()}.{sys.implementation.cache_tag}"
        path = os.path.join(folder, name)
        with suppress(OSError), open(path, "rb") as kept:
            found: CodeType = marshal.loads(kept.read())  # far quicker than load, which reads in small pieces
            return found
        code: CodeType = compile_source(pathname, source)
        part = f"{path}-{os.getpid()}"
        with suppress(OSError):  # a run that has outlived its tests
            with open(part, "wb") as new:
                marshal.dump(code, new)
            os.rename(part, path)
        return code

    functions["_compile_source"] = compile_once


sys.addaudithook(loopback_only)
if kept_here := os.environ.get("M365_TEST_BYTECODE"):
    keep_bytecode(kept_here)
