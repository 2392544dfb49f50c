# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The families that people automate, and those of a desired-state tool, live whole.

Objects are created with every documented property, read back, changed, cleared and removed; a second one like the first
is refused, and so is what names nobody. What does not yet stands in family_not_yet.yml; that list can only shrink, as a
listed line that no longer holds fails.
"""

from __future__ import annotations

import pytest
from simulator.exchange.family_life import Life
from simulator.exchange.family_spec import read, spec_of
from simulator.exchange.making import listed

from exo_simulator.exchange.catalogue import of_noun
from exo_simulator.exchange.playing import Standing, standing
from support.extent import each

WITH_STEPS = set(read("family_scripts"))
AUTOMATED = [noun for noun in read("automated_nouns") if noun not in WITH_STEPS]
DESIRED = sorted({line["noun"] for line in read("desired_state").values()} - WITH_STEPS - set(AUTOMATED))
NOUNS = [*AUTOMATED, *(noun for noun in DESIRED if of_noun(noun))]
NOT_YET = read("family_not_yet")
OBSERVED = listed("observed_rows")


@pytest.mark.parametrize("noun", each(8, NOUNS))
def test_a_family_lives_whole(noun: str) -> None:
    assert Life(noun, spec_of(noun)).live() == NOT_YET.get(noun, [])


def test_each_family_has_a_life_and_what_is_told_of_one_is_used() -> None:
    assert len(AUTOMATED) + len(WITH_STEPS) == 110
    assert set(read("family_lives")) - {"everywhere"} <= set(NOUNS)
    assert set(NOT_YET) <= {*NOUNS, *WITH_STEPS, *read("desired_state")}


def test_what_is_not_shown_or_keeps_nothing_has_a_reason() -> None:
    for noun in NOUNS:
        spec = spec_of(noun)
        for table in (spec.kept, spec.unchecked, spec.not_shown, spec.not_properties):
            assert all(isinstance(reason, str) and reason for reason in table.values())


def test_who_says_that_live_rows_lack_a_property_has_such_rows() -> None:
    said = [
        (noun, name)
        for noun in NOUNS
        for table in (spec_of(noun).not_shown, spec_of(noun).not_properties)
        for name, reason in table.items()
        if "live rows" in reason
    ]
    assert said
    assert [(noun, name) for noun, name in said if noun not in OBSERVED or name in OBSERVED[noun]] == []


def test_who_says_that_a_parameter_is_not_played_is_right() -> None:
    said = [
        (verbs[verb], parameter)
        for verbs, reasons in ((of_noun(noun), spec_of(noun).not_properties) for noun in NOUNS)
        for verb in {"New", "Add", "Set"} & set(verbs)
        for parameter in verbs[verb].parameters.values()
        if (reasons.get(f"{verb} {parameter.name}") or reasons.get(parameter.name)) == "said to be not played"
    ]
    assert said
    assert [one.name for cmdlet, one in said if standing(cmdlet, one) is not Standing.NOT_PLAYED] == []
