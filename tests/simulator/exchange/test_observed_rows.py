# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every property that rows of live tenants had is there, and of that kind.

Two witnesses: observed_rows.json has the service's JSON of one tenant (2026), from which the box's own table was made
as well; module_rows.json has what Microsoft's module gave of another tenant (the anonymised sample of an audit tool,
May 2026), which the box was not made from.
"""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.family_spec import read
from simulator.exchange.making import Making, listed
from simulator.exchange.tenant import Tenant

OBSERVED = listed("observed_rows")
OF_THE_MODULE = listed("module_rows")
KINDS: dict[str, tuple[type, ...]] = {
    "b": (bool,),
    "g": (str, type(None)),  # an id or a moment, where there is one
    "i": (int,),
    "l": (list,),
    "o": (dict, type(None)),
    "s": (str, type(None)),  # a text, where there is one
}
# Nouns without a page, which the box does not have.
EXCEPTIONS = read("exceptions")["observed"]
NO_SUCH_NOUN = {noun: entry["properties"] for noun, entry in EXCEPTIONS.items() if "properties" in entry}
OTHERWISE = {key.partition(".")[2] for key in EXCEPTIONS}
# The module's rows: a property that nobody set is null there or empty, an object of .NET is a text in JSON.
OF_AN_OBJECT: dict[str, tuple[type, ...]] = {
    "b": (bool,),
    "i": (int,),
    "l": (list, type(None)),
    "o": (dict, str, type(None)),
    "s": (str, type(None)),
}


@pytest.fixture(scope="module")
def making() -> Making:
    return Making(Tenant(mailboxes=3, groups=1, contacts=1, objects={"RMSTemplate": [{"Name": "Encrypt"}]}))


def is_of(value: Any, kinds: tuple[type, ...]) -> bool:
    return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))


@pytest.mark.parametrize("noun", sorted(set(OBSERVED) - set(NO_SUCH_NOUN)))
def test_each_observed_property_is_there_and_of_its_kind(making: Making, noun: str) -> None:
    row = making.row(noun)
    wrong = {
        name: (kind, row.get(name, "absent"))
        for name, kind in OBSERVED[noun].items()
        if name not in row or not (is_of(row[name], KINDS[kind]) or (row[name] is None and name in OTHERWISE))
    }
    assert not wrong


@pytest.mark.parametrize("noun", sorted(OF_THE_MODULE))
def test_each_property_of_the_modules_rows_is_there_and_of_its_kind(making: Making, noun: str) -> None:
    row = making.row(noun)
    expected = {name: kind for name, kind in OF_THE_MODULE[noun].items() if name not in OTHERWISE}
    assert not set(expected) - set(row)
    kinds = {name: kind.split("|")[0] for name, kind in expected.items() if kind.split("|")[0] != "null"}
    wrong = {name: (kind, row[name]) for name, kind in kinds.items() if not is_of(row[name], OF_AN_OBJECT[kind])}
    assert not {name: found for name, found in wrong.items() if found[1] is not None or "null" not in expected[name]}


def test_all_nouns_are_checked_and_the_exceptions_are_few() -> None:
    assert (len(OBSERVED), sum(map(len, OBSERVED.values()))) == (49, 2501)
    assert (len(OF_THE_MODULE), sum(map(len, OF_THE_MODULE.values()))) == (18, 1123)
    assert sum(len(OBSERVED[noun]) for noun in NO_SUCH_NOUN) == sum(NO_SUCH_NOUN.values())
