# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check that no promise lost its test: each test function of an earlier commit, or its successor, has just passed.

``tests/successors/before.yml`` has the functions of that commit, file by file; ``successors.yml`` beside it names the
files that moved as they were, what became of functions that are no longer there, and why some do not run in "make
test". What passed is in .build/ran, as ``make units`` and ``make integration`` leave it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path("tests/successors")
RAN = Path(".build/ran")
# What make test runs; test-all leaves more files there.
STAGES = ("units-client", "units-box", "integration")


def load(name: str) -> Any:
    """One of the two tables."""
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def functions(before: Mapping[str, list[str]]) -> Iterator[str]:
    """``path::function`` for each of them."""
    for path, names in before.items():
        for name in names:
            yield f"{path}::{name}"


def passed() -> set[str]:
    """The functions that passed.

    :raises FileNotFoundError: a stage has not run.
    """
    return {line for stage in STAGES for line in (RAN / f"{stage}.txt").read_text(encoding="utf-8").splitlines()}


def lost(before: Mapping[str, list[str]], table: Mapping[str, Any], ran: set[str]) -> list[str]:
    """A line for each function of ``before`` that neither ran nor has a successor that did."""
    found: list[str] = []
    for one in functions(before):
        if one in table["elsewhere"]:
            continue
        path, _colons, name = one.partition("::")
        wanted = table["successors"].get(one, [f"{table['moved'].get(path, path)}::{name}"])
        found.extend(f"{one}: {successor} did not pass in make test" for successor in wanted if successor not in ran)
    return found


def main() -> int:
    before, table = load("before.yml"), load("successors.yml")
    try:
        found = lost(before, table, passed())
    except FileNotFoundError as error:
        print(f"{error.filename} is not there: run make units integration first.")
        return 1
    for line in found:
        print(line)
    print(f"{len(list(functions(before)))} test functions of before, {len(found)} lost.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
