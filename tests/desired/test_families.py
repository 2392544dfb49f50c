# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each kind that people automate goes through its whole cycle; families.yml has what is not proved, and why.

``make test`` has a kind for each mechanism, ``make test-all`` all kinds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pytest
from desired.cycle import Case, Cycle
from simulator.exchange.family_spec import read, spec_of

from ansible_collections.m365.exchange.plugins.module_utils._object_families.facts_of_family import Facts
from ansible_collections.m365.exchange.plugins.module_utils._object_families.tables.all_families import (
    KINDS_OF,
    facts_of,
)
from exo_simulator.exchange.settings import CHOICES
from support.box import Box
from support.desk import Desk
from support.extent import choose
from support.places import ROOT
from support.yaml_texts import from_yaml

HERE = ROOT / "tests" / "desired"
CASES: dict[str, Any] = from_yaml((HERE / "families.yml").read_text(encoding="utf-8"))
PROVED: dict[str, Any] = from_yaml((HERE / "proved.yml").read_text(encoding="utf-8"))
ENTRIES: dict[str, Any] = from_yaml((HERE / "entries.yml").read_text(encoding="utf-8"))
# Those that people automate, those of each of the 128 resources of a desired-state tool, and all that have a table.
OF_TOOL = {one["noun"] for one in read("desired_state").values()}
WITH_TABLE = {kind for kinds in KINDS_OF.values() for kind in kinds}
ALL = dict.fromkeys([*read("automated_nouns"), *sorted(OF_TOOL | WITH_TABLE)])
NOUNS = [noun for noun in ALL if noun not in ENTRIES and "skipped" not in CASES.get(noun, {})]
# Those that have each mechanism once, the cheapest of their like.
FEW = (
    "AddressList", "AntiPhishPolicy", "AppRetentionCompliancePolicy", "AutoSensitivityLabelRule",
    "AvailabilityAddressSpace", "AvailabilityConfig", "ClassificationRuleCollection", "ComplianceCase",
    "DkimSigningConfig", "FilePlanPropertyAuthority", "HostedConnectionFilterPolicy", "InboundConnector",
    "JournalRule", "LabelPolicy", "Mailbox", "MailboxAutoReplyConfiguration", "MailboxPlan", "PublicFolder",
    "MailboxRegionalConfiguration", "QuarantinePolicy", "ReportSubmissionPolicy", "ReportSubmissionRule",
    "RetentionPolicyTag", "RoleGroup", "SharingPolicy", "SupervisoryReviewPolicyV2", "SupervisoryReviewRule",
)  # fmt: skip


def mechanisms(nouns: Collection[str]) -> Iterator[tuple[str, str]]:
    """What the tables of the kinds say, each with the rules of comparison and the steps in which it shows."""
    for noun in nouns:
        facts: Facts = facts_of(noun) or {}
        yield from ((key, "") for key in facts)
        yield from (("compare", rule) for rule in facts.get("compare", {}).values())
        yield from (("step", one) for one in PROVED[noun]["steps"])


def test_make_test_has_each_mechanism() -> None:
    assert set(mechanisms(FEW)) == set(mechanisms(NOUNS))


@pytest.mark.parametrize("noun", choose(FEW, NOUNS))
def test_a_kind_goes_through_its_cycle(noun: str, desks: Mapping[str, Desk], own_box: Box) -> None:
    case = Case(**CASES.get(noun) or {})
    own_box.control.settings(**case.settings)
    try:
        cycle = Cycle(noun, spec_of(noun), case, desks[case.signed_in], own_box)
        found = cycle.live()
    finally:
        own_box.control.settings(**{name: CHOICES[name][0] for name in case.settings})
    assert [line for line in found if line.partition(":")[0] not in case.not_proved] == []
    # What docs/families.md says of the kind.
    assert cycle.proved.told() == PROVED[noun]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("AuditConfigurationPolicy", "no cmdlet writes it"),
        ("ClientAccessRule", "Microsoft has retired Get-ClientAccessRule (date announced: 2025-09-01)"),
        ("ComplianceSearchAction", "works only in a search-only session of Microsoft's own module"),
    ],
)
def test_who_wants_a_kind_without_a_cycle_is_told_why(kind: str, said: str, desks: Mapping[str, Desk]) -> None:
    desk = desks["as an application"]
    result = desk.resource(kind=kind, identity="Ours", state="absent")
    assert result["failed"]
    assert said in "\n".join([result["msg"], *desk.warnings])
    assert {noun for noun, case in CASES.items() if "skipped" in case} >= {kind}


def test_what_has_no_cycle_has_a_reason_and_what_is_told_is_used() -> None:
    assert len(read("desired_state")) == 128
    assert set(CASES) <= set(ALL)
    assert set(PROVED) == set(NOUNS)
    assert set(ENTRIES) >= set(read("family_scripts"))
    reasons = [reason for case in CASES.values() for reason in case.get("left_out", {}).values()]
    assert all([*reasons, *(case.get("skipped", "used") for case in CASES.values())])
