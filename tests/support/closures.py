# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Ansible packs with a module: all that its imports lead to, those inside of functions as well."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from .places import ROOT
from .syntax import nodes_of, tree_of

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
        waiting += _imported(path) - found
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
    """The files that one file imports, wherever in it the import stands, and those of the packages that they are in."""
    files = {_file_of(name) for node in nodes_of(path) for name in _names(node, path)}
    return frozenset(files.union(*map(_packages_of, files)))


@cache
def _packages_of(path: Path) -> frozenset[Path]:
    packages = [folder / "__init__.py" for folder in path.parents if PLUGINS in folder.parents]
    return frozenset(package for package in packages if package.is_file())


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


def roots(leave_out: Sequence[str] = ()) -> list[Path]:
    """The files that no other one imports while it is imported itself; folders of plugins to leave out."""
    files = [path for path in sorted(PLUGINS.rglob("*.py")) if path.relative_to(PLUGINS).parts[0] not in leave_out]
    below = frozenset[Path]().union(*map(loads, files))
    return [path for path in files if path not in below and path.stat().st_size]


@cache
def loads(path: Path) -> frozenset[Path]:
    """The files that one file imports while it is imported itself: neither in a function nor for the type checker."""
    found: set[Path] = set()
    waiting: list[ast.AST] = [tree_of(path)]
    while waiting:
        node = waiting.pop()
        found.update(_file_of(name) for name in _names(node, path))
        for_types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if not for_types and not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            waiting.extend(ast.iter_child_nodes(node))
    return frozenset(found - {path})
