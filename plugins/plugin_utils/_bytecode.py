# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of this collection are compiled once on the controller, not in each run of ansible-playbook; to import this is
enough.

The loader that ansible-core has for collections compiles each file that is imported and keeps nothing of it: 250 ms of
each run that uses our actions. Python's own finder, which ansible-core uses for the plugins themselves, keeps the code
in ``__pycache__`` beside them, where it may write.

Nothing changes where Python's finder has found this file already.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, ModuleSpec, SourceFileLoader
from types import ModuleType

_PLUGINS = "ansible_collections.m365.exchange.plugins."
_OURS = (f"{_PLUGINS}module_utils.", f"{_PLUGINS}plugin_utils.")


class Finder:
    """Finds files of this collection as Python finds others; what else there is, it leaves to whoever comes next."""

    @staticmethod
    def find_spec(fullname: str, path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        """How a module is loaded; ``path`` are the folders of its package."""
        if not fullname.startswith(_OURS):
            return None
        found = (_files_in(folder).find_spec(fullname) for folder in path or ())
        return next((spec for spec in found if spec is not None and spec.loader is not None), None)


@cache
def _files_in(folder: str) -> FileFinder:
    return FileFinder(folder, (SourceFileLoader, SOURCE_SUFFIXES))


def install() -> None:
    """Let what is imported from now on be found so."""
    if Finder not in sys.meta_path:
        sys.meta_path.insert(0, Finder)


if not isinstance(globals().get("__loader__"), SourceFileLoader):
    install()
