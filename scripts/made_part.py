# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a page in docs/ that a script makes of a table: it stands between two comments, people write the rest."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
END = "<!-- The end of what 'make docs' makes. -->\n"


@dataclass(frozen=True)
class MadePart:
    """The part of ``page`` behind the comment ``begin``; ``source`` is the table that it is made of, in words."""

    page: Path
    begin: str
    source: str

    def renewed(self, old: str, content: str) -> str:
        """The page with ``content`` for what was made before.

        :raises ValueError: the page has lost one of its two comments.
        """
        before, mark, rest = old.partition(self.begin)
        _old, end, after = rest.partition(END)
        if not mark or not end:
            raise ValueError(f"{self.page.name} needs the two comments that enclose what is made of {self.source}.")
        return before + self.begin + "\n" + content + END + after

    def write(self, content: str, *, check: bool) -> int:
        """Write the page, or only ``check`` it: 1 where it would change. Says what it did."""
        name = self.page.relative_to(ROOT)
        old = self.page.read_text(encoding="utf-8")
        new = self.renewed(old, content)
        if new == old:
            return 0
        if check:
            print(f"{name} is not in step with {self.source}: run 'make docs'.")
            return 1
        self.page.write_text(new, encoding="utf-8")
        print(f"Wrote {name}")
        return 0


def is_check(description: str) -> bool:
    """The command line of such a script: whether it shall only check."""
    parser = argparse.ArgumentParser(description=description.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing, fail where something would change")
    return bool(parser.parse_args().check)
