# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every property that rows of a live tenant had is there, and of that kind."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.making import Making, listed
from simulator.exchange.tenant import Tenant

OBSERVED = listed("observed_rows")
KINDS: dict[str, tuple[type, ...]] = {
    "b": (bool,),
    "g": (str, type(None)),  # an id or a moment, where there is one
    "i": (int,),
    "l": (list,),
    "o": (dict, type(None)),
    "s": (str, type(None)),  # a text, where there is one
}
# Nouns without a page, which the box does not have.
NO_SUCH_NOUN = {"CalendarSettings": 2, "M365CrossTenantAccessPolicy": 6}


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
        if name not in row or not is_of(row[name], KINDS[kind])
    }
    assert not wrong


def test_the_exceptions_are_few() -> None:
    assert sum(len(OBSERVED[noun]) for noun in NO_SUCH_NOUN) == sum(NO_SUCH_NOUN.values())
