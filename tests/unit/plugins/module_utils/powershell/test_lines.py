# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Command lines and what they mean, both typed by hand: the files of data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._powershell.parse_command import parse
from ansible_collections.m365.exchange.plugins.module_utils._powershell.render_command import render
from support.rows import each_row
from support.yaml_texts import from_yaml

DATA = Path(__file__).parent / "data"
REFUSED = "refusals"


def entries(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = from_yaml((DATA / f"{name}.yml").read_text(encoding="utf-8"))
    return found


FILES = sorted(path.stem for path in DATA.glob("*.yml") if path.stem != REFUSED)


def typed(value: Any) -> Any:
    """A value with its kinds, so that 1, 1.0, true and '1' differ."""
    if isinstance(value, dict):
        return {key: typed(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [typed(one) for one in value]
    return (type(value).__name__, value)


def test_there_are_enough_of_both() -> None:
    assert sum(len(entries(name)) for name in FILES) >= 300
    assert len(entries(REFUSED)) >= 80


@each_row("name", FILES)
def test_a_line_means_what_was_typed(name: str) -> None:
    wrong = []
    for entry in entries(name):
        wanted = {
            "cmdlet": entry.get("cmdlet", entry["line"].split()[0]),
            "parameters": typed(entry["is"]),
            "properties": entry.get("properties", []),
            "first": entry.get("first"),
            "said": (entry.get("warnings", 0), entry.get("notes", 0)),
        }
        line = parse(entry["line"])
        found = {
            "cmdlet": line.cmdlet,
            "parameters": typed(line.parameters),
            "properties": list(line.properties),
            "first": line.result_size,
            "said": (len(line.warnings), len(line.notes)),
        }
        wrong += [] if found == wanted else [(entry["line"], found, wanted)]
    assert wrong == []


@each_row("name", FILES)
def test_what_a_line_means_is_written_and_read_as_the_same(name: str) -> None:
    for entry in entries(name):
        before = parse(entry["line"])
        written = render(before.cmdlet, before.parameters, before.properties, before.result_size)
        after = parse(written)
        assert typed(after.parameters) == typed(before.parameters), written
        assert (after.cmdlet, after.properties) == (before.cmdlet, before.properties), written
        assert after.result_size == before.result_size, written
        assert {*after.notes, *after.warnings} <= {*before.notes, *before.warnings}, written


def test_all_else_is_refused_where_it_stands() -> None:
    wrong = []
    for entry in entries(REFUSED):
        with pytest.raises(Failure) as caught:
            parse(entry["line"])
        location = caught.value.more["location"]
        found = (caught.value.key, [location["line"], location["column"]])
        wrong += [] if found == (entry["key"], entry["at"]) else [(entry["line"], found)]
        assert "\n" not in caught.value.line
    assert wrong == []


def test_a_caret_stands_below_the_spot() -> None:
    for entry in entries(REFUSED):
        with pytest.raises(Failure) as caught:
            parse(entry["line"])
        location = caught.value.more["location"]
        text, caret = location["excerpt"]
        written = entry["line"].split("\n")[location["line"] - 1]
        place = caret.index("^")
        assert caret == " " * place + "^"
        here = written[location["column"] - 1 : location["column"]]
        assert "***" in text or text[place : place + 1] in (here, " "[: len(here)])
