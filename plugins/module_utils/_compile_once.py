# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Files of the archive that Ansible ships a module in are compiled once on a machine, not twice in each task; to import
this is enough.

Python's ``zipimporter`` compiles a file that it is asked to find, only to tell its name (``get_filename``), throws the
code away, and compiles it again to run it. And what a process has compiled is gone with it, where Python keeps the code
of files that lie in no archive: 175 ms of each ``exo_command`` that ran as a module, 240 ms of ``exo_resource``. So the
code is kept in the user's folder for caches, in Python's own form: each file begins with the hash of the source, which
is compared before the code is used; and it ends with the hash of the code, because marshal takes some damaged code for
good. As everywhere, PYTHONDONTWRITEBYTECODE keeps new ones from being written.

Nothing changes where this file was not read from an archive.
"""

from __future__ import annotations

import importlib.util
import marshal
import os
import sys
from contextlib import suppress
from functools import cache, partial
from types import CodeType
from zipimport import zipimporter

_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_OPEN_TO_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
_OPEN_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
# PEP 552: the hash of the source follows, and is compared.
_BY_HASH = (3).to_bytes(4, "little")
_LENGTH_OF_END = 8
# Without its assertions code is another.
_TAG = f"{sys.implementation.cache_tag}{f'.opt-{sys.flags.optimize}' if sys.flags.optimize else ''}"


class Importer(zipimporter):
    """Finds and loads as its base class does, but tells the name of a file without compiling it, and takes its code
    from an earlier process."""

    def get_filename(self, fullname: str) -> str:
        """The path of a file in the archive; raises ZipImportError where it has no such file."""
        path = os.path.join(self.archive, self.prefix, fullname.rpartition(".")[2])
        return os.path.join(path, "__init__.py") if self.is_package(fullname) else path + ".py"

    def get_code(self, fullname: str) -> CodeType:
        """The code of a file: kept or compiled; raises ZipImportError where the archive has no such file."""
        source = self.get_data(self.get_filename(fullname))
        head = importlib.util.MAGIC_NUMBER + _BY_HASH + importlib.util.source_hash(source)
        name = f"{fullname}.{_TAG}.pyc"
        code = _read_code(name, head)
        if code is None:
            code = super().get_code(fullname)
            packed_code = marshal.dumps(code)
            _write_code(name, head + packed_code + importlib.util.source_hash(packed_code))
        return code


@cache
def _folder_of_code() -> int | None:
    """A descriptor of the folder, made if need be; None where it cannot be, or others may write there."""
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    path = os.path.join(caches, "m365.exchange")
    if not os.path.isabs(path):
        return None
    with suppress(OSError):
        for missing in (caches, path) if not sys.dont_write_bytecode else ():
            _make_folder(missing)
        folder = os.open(path, _OPEN_FOLDER)
        status = os.fstat(folder)
        if status.st_uid == os.geteuid() and not status.st_mode & 0o022:
            return folder
        os.close(folder)
    return None


def _make_folder(path: str) -> None:
    """Make it if it is not there; but root makes none in a home that somebody else could not use any more."""
    if os.geteuid() == 0 != os.stat(os.path.dirname(path)).st_uid:
        return
    with suppress(FileExistsError):
        os.mkdir(path, 0o700)


def _read_code(name: str, head: bytes) -> CodeType | None:
    """The code in a file that begins with ``head``; None where there is no such file."""
    folder = _folder_of_code()
    if folder is None:
        return None
    with suppress(OSError, EOFError, ValueError, TypeError):
        with open(os.open(name, _OPEN_TO_READ, dir_fd=folder), "rb") as file:
            data = file.read()
        if data.startswith(head):
            packed_code, end = data[len(head) : -_LENGTH_OF_END], data[-_LENGTH_OF_END:]
            if importlib.util.source_hash(packed_code) == end:
                code: CodeType = marshal.loads(packed_code)  # nosec B302  # noqa: S302 - nobody else can write there
                return code
    return None


def _write_code(name: str, data: bytes) -> None:
    """Write a file whole, or none."""
    folder = _folder_of_code()
    if folder is None or sys.dont_write_bytecode:
        return
    part = f"{name}-{os.getpid()}"
    with suppress(OSError):
        try:
            with open(os.open(part, _OPEN_NEW, 0o600, dir_fd=folder), "wb") as file:
                file.write(data)
            os.replace(part, name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            os.unlink(part, dir_fd=folder)


def install(archive: str) -> None:
    """Let what is imported from the archive from now on come through the importer, from its folders, too."""
    hook = partial(_importer, archive)
    sys.path_hooks[:] = [hook if path_hook is zipimporter else path_hook for path_hook in sys.path_hooks]
    for place, finder in list(sys.path_importer_cache.items()):
        if isinstance(finder, zipimporter) and finder.archive == archive:
            del sys.path_importer_cache[place]


def _importer(archive: str, path: str) -> zipimporter:
    """Of any other archive Python's own: it may have compiled files alone."""
    importer = Importer(path)
    return importer if importer.archive == archive else zipimporter(path)


if isinstance(loader := globals().get("__loader__"), zipimporter):
    install(loader.archive)
