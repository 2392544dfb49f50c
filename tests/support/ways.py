# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of ways to sign in (ways.yml): its cells, for the test that proves them and the page that shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from .yaml_texts import from_yaml

TABLE = Path(__file__).with_name("ways.yml")

Run = Literal["action", "module"]
RUNS: tuple[Run, ...] = ("action", "module")


@dataclass(frozen=True)
class Environment:
    """A cloud by ``name``; one that has no ``places`` (by service: host and audience) is closed."""

    name: str
    option: str
    organization: str
    found: str = ""
    cloud: str = ""
    sign_in: str = ""
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Way:
    """A way to sign in and the options of a task for it, as templates."""

    name: str
    title: str
    options: Mapping[str, Any]
    one_service: bool = False


@dataclass(frozen=True)
class Cell:
    """One way in one environment to one service, run in one way; ``refused`` is the advice's key, or None."""

    way: Way
    environment: Environment
    service: str
    run: Run
    refused: str | None
    notes: tuple[str, ...]


class Ways:
    """The whole table."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.services: Mapping[str, Mapping[str, str]] = content["services"]
        self.environments = tuple(self._environment(one) for one in content["environments"])
        self.ways = tuple(Way(**one) for one in content["ways"])
        self._refused: list[dict[str, Any]] = content["refused"]
        self.unsure: list[dict[str, Any]] = content["unsure"]

    @classmethod
    def load(cls) -> Ways:
        """The table as it is written."""
        return cls(from_yaml(TABLE.read_text(encoding="utf-8")))

    def _environment(self, entry: Mapping[str, Any]) -> Environment:
        places = {name: entry[name] for name in self.services if name in entry}
        if places:
            # Standalone protection is reached exactly as Exchange Online.
            places["protection"] = places["exchange"]
        plain = {name: value for name, value in entry.items() if name not in self.services}
        return Environment(**{"found": entry["option"], **plain}, places=places)

    def cells(self, run: Run) -> Iterator[Cell]:
        """Every cell of one way to run."""
        for way in self.ways:
            for environment in self.environments:
                for service in self.services:
                    facts = {"way": way.name, "environment": environment.name, "service": service, "run": run}
                    refused = next((line["key"] for line in self._refused if _fits(line, facts)), None)
                    notes = tuple(line["note"] for line in self.unsure if _fits(line, facts))
                    yield Cell(way, environment, service, run, refused, () if refused else notes)


def _fits(line: Mapping[str, Any], facts: Mapping[str, str]) -> bool:
    """Whether all that a line says of a cell is so; a list names several."""

    def fits(name: str, value: str) -> bool:
        said = line.get(name, value)
        return value in said if isinstance(said, list) else value == said

    return all(fits(name, value) for name, value in facts.items())
