# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Ansible packs with a module: all that its imports lead to, those inside of functions as well."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .places import ROOT
from .syntax import nodes_of

PLUGINS = ROOT / "plugins"
TABLE = ROOT / "tests" / "unit" / "data" / "closures.json"
_COLLECTION = ("ansible_collections", "m365", "exchange")
# A table of exact lines would be touched by each change, and looked at by nobody.
_STEP = 100


def modules() -> list[Path]:
    """The modules of the collection."""
    return sorted((PLUGINS / "modules").glob("*.py"))


@cache
def closure(start: Path) -> frozenset[Path]:
    """The files of the collection that are packed with ``start``, itself among them."""
    found: set[Path] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        for other in _imported(path):
            waiting.append(other)
            packages = [folder / "__init__.py" for folder in other.parents if PLUGINS in folder.parents]
            waiting.extend(package for package in packages if package.is_file())
    return frozenset(found)


def size(files: frozenset[Path]) -> dict[str, int]:
    """What the table says of a closure: its files, and its lines in full hundreds, rounded up."""
    lines = sum(map(_lines, files))
    return {"files": len(files), "lines": -(-lines // _STEP) * _STEP}


def sizes() -> dict[str, dict[str, int]]:
    """The table as it should be."""
    return {path.stem: size(closure(path)) for path in modules()}


def rendered(table: dict[str, dict[str, int]]) -> str:
    """The table as text, a module a line."""
    lines = [f'  "{name}": {json.dumps(entry)}' for name, entry in sorted(table.items())]
    return "{\n" + ",\n".join(lines) + "\n}\n"


@cache
def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@cache
def _imported(path: Path) -> frozenset[Path]:
    """The files that one file imports, wherever in it the import stands."""
    return frozenset(_file_of(name) for node in nodes_of(path) for name in _names(node, path))


def _names(node: ast.AST, path: Path) -> Iterator[tuple[str, ...]]:
    """The full names of what an import leads to, of this collection only."""
    if isinstance(node, ast.Import):
        names = [tuple(alias.name.split(".")) for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        here = (*_COLLECTION, *path.relative_to(ROOT).parts[:-1])
        base = here[: len(here) - node.level + 1] if node.level else ()
        module = tuple(node.module.split(".")) if node.module else ()
        names = [(*base, *module, alias.name) for alias in node.names]
    else:
        return
    yield from (name[len(_COLLECTION) :] for name in names if name[: len(_COLLECTION)] == _COLLECTION)


@cache
def _file_of(name: tuple[str, ...]) -> Path:
    """The file of a module, of a package, or of what has the name's last part inside."""
    for parts in (name, name[:-1]):
        place = ROOT.joinpath(*parts)
        for path in (place.with_suffix(".py"), place / "__init__.py"):
            if path.is_file():
                return path
    raise AssertionError(f"{'.'.join(name)} is nowhere in the collection")
