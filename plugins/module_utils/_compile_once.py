# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Files of the archive that Ansible ships a module in are compiled once, not twice; to import this is enough.

Python's ``zipimporter`` compiles a file that it is asked to find, only to tell its name (``get_filename``), throws the
code away, and compiles it again to run it. Half of what a module costs us is compiling, so that took 140 ms of each
``exo_command`` that ran as a module. Nothing changes where this file was not read from an archive.
"""

from __future__ import annotations

import os
import sys
from zipimport import zipimporter


class Importer(zipimporter):
    """Finds and loads as its base class does, but tells the name of a file without compiling it."""

    def get_filename(self, fullname: str) -> str:
        """The path of a file in the archive; raises ZipImportError where it has no such file."""
        path = os.path.join(self.archive, self.prefix, fullname.rpartition(".")[2])
        return os.path.join(path, "__init__.py") if self.is_package(fullname) else path + ".py"


def install() -> None:
    """Let what is imported from now on come through the importer, folders of which something has come, too."""
    sys.path_hooks[:] = [Importer if hook is zipimporter else hook for hook in sys.path_hooks]
    for place, finder in list(sys.path_importer_cache.items()):
        if isinstance(finder, zipimporter) and not isinstance(finder, Importer):
            del sys.path_importer_cache[place]


if isinstance(globals().get("__loader__"), zipimporter):
    install()
