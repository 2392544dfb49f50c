# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ansible-core finds out to pack a module, found out once for all modules and runs of the tests.

To pack one takes it a second: it parses each of the files that the module needs, and looks for each name that one of
them imports in two places. Most of these files are needed by all modules. So what each file imports, and where each
name is, is kept in the folder of the bytecode, for each ansible-core, and the next run that packs a module reads it.
"""

from __future__ import annotations

import ast
import importlib
import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from typing import Any

_COLLECTIONS = "ANSIBLE_COLLECTIONS_PATH"
_FOLDER = "M365_TEST_BYTECODE"

Findings = dict[tuple[Any, ...], dict[str, Any]]


class Source:
    """What is parsed only where nothing is known of it: stands for the syntax tree that older cores make first."""

    def __init__(self, text: str | bytes) -> None:
        self.text = text


class Kept:
    """The findings of this process and of those before it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._known: Findings = {}
        self._texts: dict[Any, Any] = {}  # a file is found under many names, and kept once
        self._read = 0

    @property
    def _path(self) -> str:
        return os.path.join(os.environ[_FOLDER], self._name)

    def read(self) -> None:
        """Take over what others have found."""
        with suppress(FileNotFoundError), open(self._path, "rb") as file:
            self._known = pickle.load(file)
        self._read = len(self._known)

    def write(self) -> None:
        """Leave to others what is new; of two that do so at once, one is lost and found out again."""
        if len(self._known) == self._read:
            return
        part = f"{self._path}-{os.getpid()}"
        with open(part, "wb") as file:
            pickle.dump(self._known, file)
        os.rename(part, self._path)

    def keep(self, kind: Any, key: Callable[..., tuple[Any, ...] | None], attributes: tuple[str, ...]) -> None:
        """Have objects of a class made once for each key, with these attributes; without a key, always."""
        make = kind.__init__

        def make_once(one: Any, *args: Any, **options: Any) -> None:
            name = key(*args, **options)
            if name in self._known:
                vars(one).update(self._known[name])
                return
            make(one, *(_parsed(arg) for arg in args), **options)
            if name is not None and not getattr(one, "redirected", False):
                self._known[name] = {attribute: self._same(getattr(one, attribute)) for attribute in attributes}

        kind.__init__ = make_once

    def _same(self, value: Any) -> Any:
        return self._texts.setdefault(value, value) if isinstance(value, (str, bytes)) else value


def _parsed(given: Any) -> Any:
    return compile(given.text, "<unknown>", "exec", ast.PyCF_ONLY_AST) if isinstance(given, Source) else given


def find_once() -> None:
    """Let the ansible-core of this process keep what it finds."""
    common: Any = importlib.import_module("ansible.executor.module_common")
    version = importlib.import_module("ansible.release").__version__
    kept = Kept(f"packing-{version}")
    imports = ("submodules", "optional_imports", *(["embeds"] if hasattr(common, "_compile_module_ast") else []))
    kept.keep(common.ModuleDepFinder, _name_of_file, imports)
    place = ("found", "redirected", "fq_name_parts", "source_code", "output_path", "is_package", "candidate_names")
    kept.keep(common.CollectionModuleUtilLocator, _name_of_search, place)
    if not hasattr(common, "_compile_module_ast"):
        common.compile = lambda source, *_others: Source(source)
    find = common.recursive_finder

    def find_all(*args: Any, **options: Any) -> Any:
        kept.read()
        found = find(*args, **options)
        kept.write()
        return found

    common.recursive_finder = find_all


def _name_of_file(name: str, content: Source | str | bytes, is_pkg_init: bool = False) -> tuple[Any, ...] | None:
    """Of a file beside a module; the module's own has more to be found, and is met once."""
    if ".module_utils" not in name:
        return None
    text = content.text if isinstance(content, Source) else content
    return "imports", name, sha256(text.encode() if isinstance(text, str) else text).digest(), is_pkg_init


def _name_of_search(*args: Any, **options: Any) -> tuple[Any, ...]:
    return "place", os.environ.get(_COLLECTIONS), args, tuple(sorted(options.items()))
