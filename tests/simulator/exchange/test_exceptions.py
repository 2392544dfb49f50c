# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The exceptions of all generated rows are one list, of at most 60, each with its evidence, and each is one."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.family_spec import read
from simulator.exchange.making import known, listed, pairs
from simulator.exchange.test_documented_words import RECIPIENTS, WORDS

EXCEPTIONS: dict[str, dict[str, dict[str, Any]]] = read("exceptions")
MOST = 60


def test_they_are_few() -> None:
    assert sum(one.get("properties", 1) for section in EXCEPTIONS.values() for one in section.values()) <= MOST


@pytest.mark.parametrize("section", sorted(EXCEPTIONS))
def test_each_has_its_evidence(section: str) -> None:
    assert EXCEPTIONS[section]
    assert [key for key, one in EXCEPTIONS[section].items() if len(one["evidence"]) < len("live rows")] == []


def test_each_is_about_a_line_of_the_tables() -> None:
    told = listed("documented_combinations")
    lines = {f"{cmdlet} {line[0]}" for cmdlet, ones in told["companion"].items() for line in ones}
    fixed = {f"{cmdlet} {line[0]}" for cmdlet, ones in told["fixed"].items() for line in ones}
    assert set(EXCEPTIONS["combinations"]) <= lines | fixed
    nulls = {f"{cmdlet} {name}" for cmdlet, name, _value in pairs("null_truths")}
    assert set(EXCEPTIONS["null_truths"]) <= nulls
    rows = {noun: set(ones) for table in ("module_rows", "observed_rows") for noun, ones in listed(table).items()}
    named = [key.partition(".") for key in EXCEPTIONS["observed"]]
    assert [noun for noun, _dot, name in named if not (noun in rows or (noun == "*" and name))] == []


def test_no_word_that_is_held_to_is_an_exception() -> None:
    for key in EXCEPTIONS["words"]:
        cmdlet, _space, name = key.partition(" ")
        assert known(cmdlet).parameter(name), key
        assert not (name.startswith(RECIPIENTS) and name in WORDS.get(cmdlet, {})), key
