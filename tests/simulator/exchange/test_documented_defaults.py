# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody set is what Microsoft's reference says it is, and null where null says "not configured"."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.family_spec import read
from simulator.exchange.making import Making, known, pairs
from simulator.exchange.tenant import Tenant
from simulator.exchange.test_families import create, mandatory, service_of

from exo_simulator.exchange.columns import nullable
from exo_simulator.exchange.families import family
from support.extent import each

# Where a row of a live tenant says otherwise, or where the property is shown in another way.
OTHERWISE = {key: entry["shown"] for key, entry in read("exceptions")["defaults"].items()}
DEFAULTS = list(pairs("documented_defaults"))
NULLS = [(cmdlet, name) for cmdlet, name, _value in pairs("null_truths")]


@pytest.fixture(scope="module")
def making() -> Making:
    return Making(Tenant(mailboxes=3))


@pytest.mark.parametrize(("cmdlet", "parameter", "documented"), each(8, DEFAULTS))
def test_a_documented_default(making: Making, cmdlet: str, parameter: str, documented: Any) -> None:
    noun = cmdlet.partition("-")[2]
    shown_as = family(noun).read_name(parameter)
    alias = family(noun).aliases.get(parameter)
    told = alias.mapping.get(str(documented).lower(), documented) if alias else documented
    expected = OTHERWISE.get(f"{noun}.{parameter}", None if shown_as in nullable(noun) else told)
    shown = making.row(noun)[shown_as]
    assert (shown if isinstance(shown, (bool, list)) else str(shown)) == (
        expected if isinstance(expected, (bool, list)) else str(expected)
    )


@pytest.mark.parametrize(
    ("noun", "name", "started"),
    [
        ("AppRetentionCompliancePolicy", "Enabled", True),
        ("InboundConnector", "Enabled", True),
        ("IntraOrganizationConnector", "Enabled", True),
        ("PartnerApplication", "Enabled", True),
        ("SharingPolicy", "Enabled", True),
        ("SweepRule", "Enabled", True),
        ("TeamsProtectionPolicyRule", "State", "Enabled"),
        ("JournalRule", "Enabled", False),  # its page: the default value is $false
    ],
)
def test_what_is_on_by_its_page_starts_on(making: Making, noun: str, name: str, started: object) -> None:
    assert making.row(noun)[name] == started


def test_the_lines_are_all_there_and_few_are_otherwise() -> None:
    assert (len(DEFAULTS), len(NULLS)) == (520, 171)
    assert set(OTHERWISE) <= {f"{cmdlet.partition('-')[2]}.{name}" for cmdlet, name, _value in DEFAULTS}


@pytest.mark.parametrize(("cmdlet", "parameter"), each(8, NULLS))
def test_null_at_a_truth_reads_back_as_null(making: Making, cmdlet: str, parameter: str) -> None:
    verb, _dash, noun = cmdlet.partition("-")
    shown_as = family(noun).read_name(parameter)
    if f"{cmdlet} {parameter}" in read("exceptions")["null_truths"]:
        assert making.tenant.run(cmdlet, Identity="AdeleV", User="AlexW", AccessRights=["FullAccess"], AutoMapping=None)
        return
    if verb == "New":
        for value in (True, None):
            assert create(Tenant(mailboxes=3), noun, **{parameter: value})[shown_as] is value
        return
    needed = {**mandatory(known(cmdlet)), **making.named(noun)}
    service = service_of(noun)
    set_to = "Enabled" if parameter == "WeatherEnabled" else True
    making.tenant.run(cmdlet, service, **needed, **{parameter: set_to})
    assert making.again(noun)[shown_as] == set_to
    making.tenant.run(cmdlet, service, **needed, **{parameter: None})
    assert making.again(noun)[shown_as] is None
