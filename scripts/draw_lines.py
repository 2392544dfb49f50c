# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draw lines of the product at random, to see whether the names of folders and files alone tell where each stands.

Somebody who has not read the code gets the lines and the list of files, and says where they think each is; then the
same seed with --answers tells.

.venv/newest/bin/python scripts/draw_lines.py [--seed 7] [--count 20] [--answers]
"""

from __future__ import annotations

import argparse
import ast
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "plugins" / "module_utils"
# One that is shorter (a bracket, "return found") says nothing, wherever it stands.
_SHORTEST = 25


class Line(NamedTuple):
    """A line of a file of the library, counted from 1."""

    path: Path
    number: int
    text: str


def lines_of(path: Path) -> Iterator[Line]:
    """The lines of code of a file that say something: no comment, text of its own, import or repetition of a name."""
    source = path.read_text(encoding="utf-8")
    silent: set[int] = set()
    for node in ast.walk(ast.parse(source)):
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
    files = sorted(path for path in LIBRARY.rglob("*.py") if path.parent.name != "_advice")
    return [line for path in files if not path.stem.endswith("data") for line in lines_of(path)]


def draw(seed: int, count: int) -> list[Line]:
    """``count`` different lines, the same for the same seed and the same code."""
    found = all_lines()
    return random.Random(seed).sample(found, min(count, len(found)))  # noqa: S311 - a sample, no secret


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--answers", action="store_true", help="tell folder, file and line of each")
    options = parser.parse_args(arguments)
    for number, line in enumerate(draw(options.seed, options.count), 1):
        place = f"  # {line.path.relative_to(LIBRARY)}:{line.number}" if options.answers else ""
        print(f"{number:3}  {line.text}{place}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
