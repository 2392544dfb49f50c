# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The product stays readable: functions fit on a screen, files have one subject, nothing is written twice."""

from __future__ import annotations

import ast
import itertools
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from support.places import ROOT

PLUGINS = ROOT / "plugins"
SCREEN = 50
FILE = 350
PASSAGE = 6
DOCUMENTATION = ("DOCUMENTATION", "EXAMPLES", "RETURN")
# Its text is made, not written.
DATA = PLUGINS / "module_utils" / "_catalogue" / "data.py"
FILES = sorted(path for path in PLUGINS.rglob("*.py") if path != DATA)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def span(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def documentation_of(path: Path) -> set[int]:
    """The lines of a module's documentation."""
    return {
        number
        for node in tree_of(path).body
        if isinstance(node, ast.Assign) and is_text(node.value)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id in DOCUMENTATION
        for number in span(node)
    }


def code_of(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of code, with their numbers: no blank ones, comments, docstrings, imports and documentation."""
    silent = documentation_of(path)
    for node in ast.walk(tree_of(path)):
        if isinstance(node, (ast.Import, ast.ImportFrom)) or (isinstance(node, ast.Expr) and is_text(node.value)):
            silent.update(span(node))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if number not in silent and line.strip() and not line.strip().startswith("#"):
            yield number, line.strip()


def test_every_function_fits_on_a_screen() -> None:
    functions = [
        (path, node)
        for path in FILES
        for node in ast.walk(tree_of(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    assert len(functions) > 1000
    long = [
        f"{path.relative_to(ROOT)}: {node.name} has {len(span(node))} lines"
        for path, node in functions
        if len(span(node)) > SCREEN
    ]
    assert long == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PLUGINS).as_posix())
def test_no_file_is_too_long_to_have_one_subject(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines()) - len(documentation_of(path))
    assert lines <= FILE, "what part of it is a subject of its own?"


def test_no_passage_stands_twice() -> None:
    """Six lines that are the same are one function that nobody has written yet."""
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for path in FILES:
        lines = list(code_of(path))
        for start in range(len(lines) - PASSAGE + 1):
            passage = tuple(line for _number, line in itertools.islice(lines, start, start + PASSAGE))
            places[passage].append(f"{path.relative_to(ROOT)}:{lines[start][0]}")
    assert len(places) > 5000
    assert [found for found in places.values() if len(found) > 1] == []
