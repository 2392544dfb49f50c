# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of this collection are compiled once on the controller, not in each run of ansible-playbook; to import this is
enough.

The loader that ansible-core has for collections compiles each file that is imported and keeps nothing of it: 250 ms of
each run that uses our actions. Python's own loader, which ansible-core uses for the plugins themselves, keeps the code
in ``__pycache__`` beside them, where it may write. (A finder of our own would do as well, but ansible-test lets nobody
change ``sys.meta_path``.)

Nothing changes where Python's loader has loaded this file already.
"""

from __future__ import annotations

from contextlib import suppress
from importlib.machinery import SourceFileLoader
from types import CodeType
from typing import Protocol

_PLUGINS = "ansible_collections.m365.exchange.plugins."
_OURS = (f"{_PLUGINS}module_utils.", f"{_PLUGINS}plugin_utils.")


class Loader(Protocol):
    """What is used of ansible-core's."""

    def get_filename(self, fullname: str) -> str:
        """The path of a module's file; of a folder that has none, something else."""

    def get_code(self, fullname: str) -> CodeType | None:
        """What is run when a module is imported."""


def install(loaders: type[Loader]) -> None:
    """Let these loaders take the code of our files as Python does from now on."""
    theirs = loaders.get_code

    def get_code(self: Loader, fullname: str) -> CodeType | None:
        path = self.get_filename(fullname) if fullname.startswith(_OURS) else ""
        if path.endswith(".py"):
            with suppress(EOFError, ImportError, TypeError, ValueError):  # what Python says of a file that is damaged
                return SourceFileLoader(fullname, path).get_code(fullname)
        return theirs(self, fullname)

    loaders.get_code = get_code  # type: ignore[method-assign]


if not isinstance(globals().get("__loader__"), SourceFileLoader):
    install(type(globals()["__loader__"]))
