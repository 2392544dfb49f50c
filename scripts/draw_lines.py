# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draw lines of the product at random, to see whether the names of folders and files alone tell where each stands.

Somebody who has not read the code gets the lines and the list of files, and says where they think each is; then the
same seed with --answers tells. Of ten lines three are generic: each of their words stands in many rooms, so that names
can hardly catch them. The answers say so of each. Eight fresh readers with 40 lines each, in December 2026, found the
folder of 15 lines in 20, and the file of 11.

.venv/newest/bin/python scripts/draw_lines.py [--seed 7] [--count 20] [--answers]
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "plugins" / "module_utils"
# One that is shorter (a bracket, "return found") says nothing, wherever it stands.
_SHORTEST = 25
# Folders of tables of texts and of facts.
_TABLES = ("_advice", "tables")
# A word that stands in more rooms says nothing of any.
_MOST_ROOMS = 6
_WORD = re.compile(r"[A-Za-z][a-z]{2,}|[A-Z]{3,}")
_GENERIC = "generic: each of its words stands in many rooms"


class Line(NamedTuple):
    """A line of a file of the library, counted from 1."""

    path: Path
    number: int
    text: str


def statements_of(node: ast.AST) -> Iterator[ast.AST]:
    """All below a node, without the expressions that they are made of."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr):
            yield child
            yield from statements_of(child)


def lines_of(path: Path) -> Iterator[Line]:
    """The lines of code of a file that say something: no comment, text of its own, import or repetition of a name."""
    source = path.read_text(encoding="utf-8")
    silent: set[int] = set()
    for node in statements_of(ast.parse(source)):
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, (ast.Expr, ast.Import, ast.ImportFrom)):
            silent.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    for number, text in enumerate(source.splitlines(), 1):
        said = text.strip()
        if number not in silent and len(said) >= _SHORTEST and not said.startswith("#"):
            yield Line(path, number, said)


def all_lines() -> list[Line]:
    """Those of the whole library; tables of texts and data are not code."""
    files = sorted(path for path in LIBRARY.rglob("*.py") if path.parent.name not in _TABLES)
    return [line for path in files if not path.stem.endswith("data") for line in lines_of(path)]


def draw(lines: list[Line], seed: int, count: int) -> list[Line]:
    """``count`` different ones, the same for the same seed and the same code."""
    return random.Random(seed).sample(lines, min(count, len(lines)))  # noqa: S311 - a sample, no secret


def words_of(text: str) -> set[str]:
    """The words that its names are made of, in lower case."""
    return {word.lower() for word in _WORD.findall(text)}


def rooms_by_word(lines: list[Line]) -> Mapping[str, Collection[str]]:
    """For each word the rooms that it stands in."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, of_file in groupby(lines, lambda line: line.path):
        room = path.relative_to(LIBRARY).parts[0]
        for word in set().union(*(words_of(line.text) for line in of_file)):
            found[word].add(room)
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--answers", action="store_true", help="tell folder, file and line of each")
    options = parser.parse_args(arguments)
    lines = all_lines()
    rooms = rooms_by_word(lines)
    for number, line in enumerate(draw(lines, options.seed, options.count), 1):
        place = f"  # {line.path.relative_to(LIBRARY)}:{line.number}" if options.answers else ""
        generic = all(len(rooms[word]) > _MOST_ROOMS for word in words_of(line.text))
        print(f"{number:3}  {line.text}{place}{f' ({_GENERIC})' if place and generic else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
