# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the box does not play is said, for each entry of its README; the rest is small and in the right places."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Literal

import pytest
from simulator.exchange.family_spec import read, spec_of
from simulator.exchange.tenant import Tenant
from simulator.exchange.test_families import mandatory, sample

from exo_simulator.exchange import Caller, CmdletNotAvailable, NotPlayed
from exo_simulator.exchange.catalogue import Cmdlet, of_noun
from exo_simulator.exchange.contract import ConfigError
from exo_simulator.exchange.playing import Standing, all_standings, is_run
from exo_simulator.exchange.tables import load
from support.extent import each
from support.places import ROOT, SIMULATOR
from support.yaml_texts import from_yaml

README = (SIMULATOR / "README.md").read_text(encoding="utf-8").partition("## What it does not play")[2]
UNPLAYED, _mark, WITHOUT_EFFECT = README.partition("taken without effect:\n")
ENTRIES = re.findall(r"^- `(\w+-\w+)`(?:: (.*))?$", UNPLAYED, re.MULTILINE)
WITHOUT_PAGE = re.findall(r"^- `(\w+-\w+)`$", README.partition("that no page describes")[2], re.MULTILINE)
AUTOMATED = set(from_yaml((ROOT / "tests" / "simulator" / "data" / "automated_nouns.yml").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def shared() -> Tenant:
    return Tenant(mailboxes=3)


def known(name: str) -> Cmdlet:
    verb, _dash, noun = name.partition("-")
    return of_noun(noun)[verb]


def service_of(cmdlet: Cmdlet) -> Literal["exchange", "compliance"]:
    return "exchange" if "exchange" in cmdlet.services else "compliance"


@pytest.mark.parametrize(("name", "listed"), each(8, ENTRIES), ids=[name for name, _listed in each(8, ENTRIES)])
def test_each_entry_is_refused_by_name(shared: Tenant, name: str, listed: str) -> None:
    cmdlet = known(name)
    needed = mandatory(cmdlet)
    for parameter in re.findall(r"`(\w+)`", listed) or [""]:
        asked: dict[str, Any] = {parameter: sample(cmdlet.parameters[parameter.casefold()])} if parameter else {}
        rest = {key: value for key, value in needed.items() if key != parameter}
        with pytest.raises(NotPlayed) as refused:
            shared.run(name, service_of(cmdlet), **asked, **rest)
        assert str(refused.value) == (
            f"The parameter {parameter} of {name} is not played by the box."
            if parameter
            else f"The cmdlet {name} is not played by the box."
        )


@pytest.mark.parametrize("name", each(4, WITHOUT_PAGE))
def test_a_cmdlet_without_a_page_is_refused_by_name_and_no_unknown_one(shared: Tenant, name: str) -> None:
    services: tuple[Literal["exchange", "compliance"], ...] = ("exchange", "compliance")
    said = []
    for service in services:
        with pytest.raises((NotPlayed, CmdletNotAvailable)) as refused:
            shared.run(name.lower(), service)
        said.append(str(refused.value))
    assert f"The cmdlet {name} is not played by the box." in said
    with pytest.raises(CmdletNotAvailable):
        shared.organization.invoke(Caller("app", "nobody", frozenset()), "exchange", name, {})


def test_the_readme_lists_what_is_not_played_and_what_has_no_effect() -> None:
    listed = {(name, one) for name, ones in ENTRIES for one in re.findall(r"`(\w+)`", ones)}
    idle = re.findall(r"^- `(\w+-\w+)`: (.*)$", WITHOUT_EFFECT, re.MULTILINE)
    taken = {(name, one) for name, ones in idle for one in re.findall(r"`(\w+)`", ones)}
    for found, standing in ((listed, Standing.NOT_PLAYED), (taken, Standing.HARMLESS)):
        there = [(cmdlet, parameter) for cmdlet, parameter, this in all_standings() if this is standing]
        assert found == {(cmdlet.name, parameter.name) for cmdlet, parameter in there if is_run(cmdlet)}
    assert {name for name, ones in ENTRIES if not ones} == {
        cmdlet.name for cmdlet, _parameter, _standing in all_standings() if not is_run(cmdlet)
    }


def test_at_most_a_tenth_is_not_played_and_nothing_of_what_people_automate() -> None:
    count = Counter(standing for _cmdlet, _parameter, standing in all_standings())
    assert count[Standing.NOT_PLAYED] <= count.total() / 10
    assert len(AUTOMATED) == 110
    assert not [
        f"{cmdlet.name} -{parameter.name}"
        for cmdlet, parameter, standing in all_standings()
        if standing is Standing.NOT_PLAYED and cmdlet.noun in AUTOMATED and cmdlet.verb in {"Get", "New", "Set"}
    ]


def test_what_people_automate_and_has_no_effect_has_its_reason() -> None:
    told = [(cmdlet, name) for why in read("without_effect").values() for cmdlet, ones in why.items() for name in ones]
    assert len(told) == len(set(told))
    idle = {
        (cmdlet, name)
        for cmdlet, names in load("playing")["without_effect"].items()
        for name in names
        if known(cmdlet).noun in AUTOMATED and known(cmdlet).verb in {"Get", "New", "Set"}
    }
    lives = {(cmdlet, name) for cmdlet, name in idle if has_reason(known(cmdlet), name)}
    assert idle - lives == set(told)


def has_reason(cmdlet: Cmdlet, name: str) -> bool:
    reasons = spec_of(cmdlet.noun).not_properties
    return name in reasons or f"{cmdlet.verb} {name}" in reasons


def test_a_switch_that_is_false_needs_nothing(shared: Tenant) -> None:
    assert shared.run("Get-MailboxFolderStatistics", Identity="AdeleV", Archive=False).rows
    with pytest.raises(NotPlayed, match="Archive"):
        shared.run("Get-MailboxFolderStatistics", Identity="AdeleV", Archive=True)


def test_a_tenants_description_that_needs_it_is_refused_in_one_line() -> None:
    with pytest.raises(
        ConfigError, match=r"^objects.MigrationBatch: Move: The parameter Analyze of New-MigrationBatch"
    ):
        Tenant(objects={"MigrationBatch": [{"Name": "Move", "Analyze": True}]})
