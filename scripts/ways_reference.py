# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the tables of docs/ways.md from tests/support/ways.yml, or check that they are in step.

The same table is what tests/integration/test_ways.py proves, cell by cell.
"""

from __future__ import annotations

import re
import string
import sys
from collections.abc import Iterable, Iterator

from made_part import ROOT, MadePart, is_check

BEGIN = "<!-- Made from tests/support/ways.yml by 'make docs'; edit that table instead. -->\n"
TABLES = MadePart(ROOT / "docs" / "ways.md", BEGIN, "the table of ways")

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / ".build" / "link")]


from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import ADVICE  # noqa: E402
from support.ways import RUNS, Cell, Ways  # noqa: E402


class Notes:
    """What stands below the tables: numbers for what is unsure, letters for refusals, in the order that they come."""

    def __init__(self) -> None:
        self.unsure: list[str] = []
        self.refusals: list[str] = []

    def numbers(self, texts: Iterable[str]) -> str:
        """The marks of notes, behind a cell."""
        for text in texts:
            if text not in self.unsure:
                self.unsure.append(text)
        return "".join(f" ({number})" for number in sorted(self.unsure.index(text) + 1 for text in texts))

    def letter(self, key: str) -> str:
        """The mark of a refusal."""
        if key not in self.refusals:
            self.refusals.append(key)
        return f"({string.ascii_lowercase[self.refusals.index(key)]})"


def shown(runs: tuple[Cell, ...], notes: Notes) -> str:
    """One cell, from what becomes of it as action and as module."""
    action, module = runs
    if action.refused:
        return f"no {notes.letter(action.refused)}"
    if module.refused:
        return f"action only{notes.numbers(action.notes)} {notes.letter(module.refused)}"
    return f"yes{notes.numbers(action.notes)}"


def tables(ways: Ways) -> Iterator[str]:
    """A table for each service, with the ways as rows and the environments as columns, and the notes."""
    notes = Notes()
    cells = list(zip(*(ways.cells(run) for run in RUNS), strict=True))
    for service, facts in ways.services.items():
        yield f"## {facts['title']}\n\n`service: {service}`\n\n"
        yield "| way | " + " | ".join(one.name for one in ways.environments) + " |\n"
        yield "|---" * (len(ways.environments) + 1) + "|\n"
        for way in ways.ways:
            row = [shown(pair, notes) for pair in cells if pair[0].way == way and pair[0].service == service]
            yield f"| {way.title} (`{way.name}`) | " + " | ".join(row) + " |\n"
        yield "\n"
    yield from legend(notes)


def plainly(template: str) -> str:
    """A text of the advice with its facts as words in italics."""
    return re.sub(r"'?\{(\w+)\}'?", lambda found: f"*{found[1].replace('_', ' ')}*", template)


def legend(notes: Notes) -> Iterator[str]:
    """What the marks mean; a refusal's advice is that of the failure itself."""
    yield "## Why not\n\n"
    for key in notes.refusals:
        yield f"- {notes.letter(key)} [{key}](troubleshooting.md#{key}): {plainly(ADVICE[key].cause)}\n"
    yield "\n## What is not promised\n\n"
    yield "It works against the box, but Microsoft's documents do not promise it, or contradict each other:\n\n"
    yield from (f"- ({number}) {text}\n" for number, text in enumerate(notes.unsure, 1))
    yield "\n"


def main() -> int:
    return TABLES.write("".join(tables(Ways.load())), check=is_check(__doc__ or ""))


if __name__ == "__main__":
    sys.exit(main())
