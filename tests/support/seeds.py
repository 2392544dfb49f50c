# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where chance comes from: one seed for a whole run of the tests, so that a failure can be had again.

M365_SEED gives it. Else M365_SOAK draws a new one, and without that it comes from the commit: two runs of one commit
test the same, two commits do not.
"""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .places import ROOT
from .yaml_texts import from_yaml

KEPT = Path(__file__).with_name("kept_seeds.yml")
OUTSIDE_OF_GIT = 20_261_129
LIMIT = 10**9
# What the processes of pytest-xdist share, so that all of them draw the same.
_CHOSEN = "M365_SEED_OF_THIS_RUN"


class Seed(NamedTuple):
    """A number, and where it comes from."""

    number: int
    origin: str

    def __str__(self) -> str:
        return f"M365_SEED={self.number} ({self.origin})"


def given() -> bool:
    """Whether somebody repeats a run."""
    return bool(os.environ.get("M365_SEED"))


def choose(environ: Mapping[str, str], root: Path = ROOT) -> Seed:
    """The seed of a run in this environment, of the checkout ``root``."""
    if environ.get("M365_SEED"):
        return Seed(int(environ["M365_SEED"]), "given")
    if environ.get(_CHOSEN):
        number, _space, origin = environ[_CHOSEN].partition(" ")
        return Seed(int(number), origin)
    if environ.get("M365_SOAK"):
        return Seed(random.SystemRandom().randrange(LIMIT), "by chance")
    commit = _commit(root)
    if commit is None:
        return Seed(OUTSIDE_OF_GIT, "fixed: there is no commit")
    return Seed(int(commit, 16) % LIMIT, f"of commit {commit[:8]}")


@cache
def seed() -> Seed:
    """The seed of this run; processes that this one starts take it over."""
    chosen = choose(os.environ)
    os.environ[_CHOSEN] = f"{chosen.number} {chosen.origin}"
    return chosen


def kept(name: str) -> list[int]:
    """The seeds that are kept for one test; none where a run is repeated with a seed of its own."""
    table: dict[str, list[dict[str, int]]] = from_yaml(KEPT.read_text(encoding="utf-8"))
    return [] if given() else [one["seed"] for one in table[name]]


def seeds(name: str) -> list[int]:
    """The seed of this run, and those that are kept for the test."""
    return list(dict.fromkeys([seed().number, *kept(name)]))


def _commit(root: Path) -> str | None:
    command = ["git", "-C", str(root), "rev-parse", "--verify", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except FileNotFoundError:
        return None
    # A checkout inside another repository would say that one's.
    return done.stdout.strip() if done.returncode == 0 and (root / ".git").exists() else None
