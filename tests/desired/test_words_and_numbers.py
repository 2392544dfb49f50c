# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of Microsoft's, and numbers that YAML changed, are looked at before anything is written; in check mode, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

Given = dict[str, Any]
Sent = Callable[[], list[str]]

ADELE = "AdeleV@contoso.onmicrosoft.com"
CHECK: Given = {"check_mode": True}
POLICY: Given = {"kind": "HostedContentFilterPolicy", "identity": "Default"}
RULE: Given = {"kind": "TransportRule", "identity": "Versions"}


def writes(sent: list[str]) -> list[str]:
    return [one for one in sent if not one.startswith("Get-")]


@pytest.mark.parametrize("context", [{}, CHECK], ids=["run", "check mode"])
@pytest.mark.parametrize(
    ("task", "remedy"),
    [
        ({**POLICY, "properties": {"IncreaseScoreWithImageLinks": "Offf"}}, "Write Off."),
        ({**POLICY, "properties": {"IncreaseScoreWithImageLinks": "Burn"}}, "Write one of Off, On, Test."),
        ({**RULE, "properties": {"Mode": "Enforced", "SetSCL": 5}}, "Write Enforce."),
        ({"kind": "DistributionGroup", "identity": "Worded", "properties": {"MemberJoinRestriction": "Opened"}},
         "Write Open."),
    ],
)  # fmt: skip
def test_a_word_that_is_none_of_them_is_refused(
    desk: Desk, cmdlets: Sent, task: Given, remedy: str, context: Given
) -> None:
    result = desk.resource(**task, context=context)
    assert result["error"]["documentation"].endswith("#resource-word-unknown"), result["msg"]
    assert remedy in result["msg"]
    assert writes(cmdlets()) == []


def test_any_case_and_what_is_there_already_are_taken(desk: Desk, cmdlets: Sent) -> None:
    desk.resource(**POLICY, properties={"IncreaseScoreWithImageLinks": "Off"})
    cmdlets()
    assert not desk.resource(**POLICY, properties={"IncreaseScoreWithImageLinks": "off"})["changed"]
    assert desk.resource(**POLICY, properties={"IncreaseScoreWithImageLinks": "test"}, context=CHECK)["changed"]
    taken = desk.resource(**POLICY, properties={"IncreaseScoreWithImageLinks": "Burn"}, catalogue="off", context=CHECK)
    assert (taken.get("msg"), taken["changed"]) == (None, True)


@pytest.mark.parametrize("context", [{}, CHECK], ids=["run", "check mode"])
def test_of_examples_what_is_almost_one_is_warned_of(desk: Desk, context: Given) -> None:
    audit: Given = {"kind": "Mailbox", "identity": ADELE, "properties": {"AuditOwner": {"Add": ["HardDelet"]}}}
    desk.resource(**audit, context=context)
    said = "AuditOwner of Mailbox gets HardDelet, perhaps HardDelete is meant. It is sent as it is."
    assert said in desk.warnings


def test_the_domain_in_front_of_words_is_none_of_them(desk: Desk) -> None:
    policy: Given = {"kind": "SharingPolicy", "identity": "Worded"}
    taken: Given = {"Domains": ["fabrikam.com: CalendarSharingFreeBusySimple", "*:ContactsSharing"]}
    assert desk.resource(**policy, properties=taken, context=CHECK)["changed"]
    assert desk.warnings == []
    wrong: Given = {"Domains": ["fabrikam.com: CalendarSharingFreeBusySimpl"]}
    desk.resource(**policy, properties=wrong, context=CHECK)
    (said,) = desk.warnings
    assert "perhaps CalendarSharingFreeBusySimple is meant" in said


@pytest.mark.parametrize("value", [[1.10], ["2.0", 1.10], {"Add": [1.10]}, [0o17]])
def test_a_number_in_a_list_of_texts_is_refused(desk: Desk, cmdlets: Sent, value: Any) -> None:
    result = desk.resource(**RULE, properties={"SubjectContainsWords": value, "SetSCL": 5})
    assert result["error"]["documentation"].endswith("#parameter-value"), result["msg"]
    assert "quotation marks" in result["msg"]
    assert writes(cmdlets()) == []


@pytest.mark.parametrize("value", [[2.20], {"Add": [1.10]}])
def test_a_number_in_a_list_of_anything_is_warned_of(desk: Desk, value: Any) -> None:
    junk: Given = {"kind": "MailboxJunkEmailConfiguration", "identity": ADELE}
    for context in (CHECK, {}):
        desk.resource(**junk, properties={"BlockedSendersAndDomains": value}, context=context)
        assert any("which is no text" in one for one in desk.warnings), context


def test_an_empty_text_is_null_for_what_is_no_text(desk: Desk, box: Box) -> None:
    """A task has it from the default of a variable: nothing is made with it, and what is there is cleared."""
    blank: Given = {
        "ExpiryDate": "",
        "SetSCL": "",
        "From": "",
        "MessageSizeOver": "",
        "FromScope": "",
        "Comments": "",
    }
    rule: Given = {**RULE, "identity": "Blanks"}
    desk.resource(**rule, state="absent")
    made = desk.resource(**rule, properties={**blank, "PrependSubject": "x", "SenderDomainIs": ["fabrikam.com"]})
    assert made.get("msg") is None
    assert {"ExpiryDate", "SetSCL", "From", "MessageSizeOver", "FromScope"}.isdisjoint(made["steps"][0]["parameters"])
    full: Given = {
        "ExpiryDate": "2999-01-01",
        "SetSCL": 5,
        "From": [ADELE],
        "MessageSizeOver": "10MB",
        "FromScope": "InOrganization",
        "Comments": "x",
    }
    assert desk.resource(**rule, properties=full)["changed"]
    box.control.reset()
    cleared = desk.resource(**rule, properties=blank, allow_tenant_wide=True)
    assert cleared.get("msg") is None
    assert {change["property"] for change in cleared["changes"]} == set(blank)
    (sent,) = [one["parameters"] for one in box.control.journal(kind="invoke") if one["cmdlet"] == "Set-TransportRule"]
    assert (sent["ExpiryDate"], sent["SetSCL"], sent["FromScope"], sent["Comments"]) == (None, None, None, "")
    assert not desk.resource(**rule, properties=blank)["changed"]
    desk.resource(**rule, state="absent")


def test_a_truth_is_not_emptied(desk: Desk, cmdlets: Sent) -> None:
    refused = desk.resource(kind="Mailbox", identity=ADELE, properties={"ModerationEnabled": ""})
    assert refused["error"]["documentation"].endswith("#null-means-nothing"), refused["msg"]
    assert cmdlets() == []
