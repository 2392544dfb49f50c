# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The product stays readable: functions fit on a screen and say what they do, nothing is written twice."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from support.places import ROOT
from support.rows import each_row
from support.syntax import nodes_of, tree_of

PLUGINS = ROOT / "plugins"
SCREEN = 50
FILE = 350
PASSAGE = 6
DOCUMENTATION = ("DOCUMENTATION", "EXAMPLES", "RETURN")
# What ends so and names a thing; and participles that do not end in "ed".
NOUNS = {"listing", "nothing", "pacing", "warning"}
IRREGULAR = {
    "begun", "bound", "chosen", "done", "drawn", "found", "given", "gone", "hidden", "kept", "known", "made", "met",
    "said", "sent", "shown", "sought", "spelt", "spoken", "swept", "taken", "thrown", "told", "written",
}  # fmt: skip
# What would fit any value, as the whole name of one.
VAGUE = {
    "asked", "both", "done", "found", "given", "gone", "held", "here", "inner", "kept", "known", "like", "made",
    "means", "meant", "named", "one", "ones", "other", "others", "own", "said", "seen", "sent", "shown", "taken",
    "there", "told", "wanted", "what", "where",
}  # fmt: skip
# Fields that people read: of a failure's card, of reports and verdicts, and of the page about kinds of objects.
PUBLIC_FIELDS = {
    "plugins/module_utils/_baselines/verdicts.py": {"found", "wanted"},
    "plugins/module_utils/_errors/failure.py": {"what"},
    "plugins/module_utils/_report_files/report_document.py": {"found", "wanted"},
    "plugins/module_utils/_object_families/facts_of_family.py": {"gone"},
}
# Its text is made, not written.
DATA = PLUGINS / "module_utils" / "_catalogue" / "cmdlets_data.py"
# Each kind's table stands by itself, with the sources of its facts: two kinds may well have the same.
TABLES = PLUGINS / "module_utils" / "_object_families" / "tables"
FILES = sorted(path for path in PLUGINS.rglob("*.py") if path != DATA)


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
    for node in nodes_of(path):
        if isinstance(node, (ast.Import, ast.ImportFrom)) or (isinstance(node, ast.Expr) and is_text(node.value)):
            silent.update(span(node))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if number not in silent and line.strip() and not line.strip().startswith("#"):
            yield number, line.strip()


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Each function of the product, with the place that a person looks for."""
    for path in FILES:
        name = path.relative_to(ROOT)
        for node in nodes_of(path):
            if isinstance(node, ast.FunctionDef):
                yield f"{name}:{node.lineno} {node.name}", node


def is_attribute(node: ast.FunctionDef) -> bool:
    """Whether it is read as an attribute, which may well be a participle."""
    return any(ast.unparse(one).endswith("property") for one in node.decorator_list)


def is_participle(name: str) -> bool:
    word = name.strip("_")
    return word not in NOUNS and (word in IRREGULAR or re.fullmatch(r"[a-z]{2,}(ed|ing)", word) is not None)


def names_of_values(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each name that a variable, a parameter or a field gets, with its line; a field of another object has its own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and ast.unparse(node.value) == "self":
            yield node.lineno, node.attr


def vague_names(tree: ast.AST) -> list[tuple[int, str]]:
    return [(line, name) for line, name in names_of_values(tree) if name.strip("_") in VAGUE]


def test_every_function_fits_on_a_screen() -> None:
    found = list(functions())
    assert len(found) > 1000
    assert [place for place, node in found if len(span(node)) > SCREEN] == []


def test_functions_are_called_by_what_they_do() -> None:
    """What is shown comes of a function that shows."""
    assert is_participle("_spelled")
    assert [place for place, node in functions() if is_participle(node.name) and not is_attribute(node)] == []


def test_values_are_called_by_what_they_hold() -> None:
    """What is found is a row or a token, and its name says which."""
    assert vague_names(ast.parse("def read(given): self._found = [one for one in given]")) == [
        (1, "given"),
        (1, "_found"),
        (1, "one"),
    ]
    vague = [
        f"{name}:{line} {value}"
        for path in FILES
        for name in [path.relative_to(ROOT).as_posix()]
        for line, value in vague_names(tree_of(path))
        if value not in PUBLIC_FIELDS.get(name, ())
    ]
    assert vague == []


@each_row("path", FILES, ids=lambda path: path.relative_to(PLUGINS).as_posix())
def test_no_file_is_too_long_to_have_one_subject(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines()) - len(documentation_of(path))
    assert lines <= FILE, "what part of it is a subject of its own?"


def test_no_passage_stands_twice() -> None:
    """Six lines that are the same are one function that nobody has written yet."""
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for path in FILES:
        if path.parent == TABLES:
            continue
        lines = list(code_of(path))
        name = path.relative_to(ROOT)
        for start in range(len(lines) - PASSAGE + 1):
            passage = tuple(line for _number, line in lines[start : start + PASSAGE])
            places[passage].append(f"{name}:{lines[start][0]}")
    assert len(places) > 5000
    assert [found for found in places.values() if len(found) > 1] == []
