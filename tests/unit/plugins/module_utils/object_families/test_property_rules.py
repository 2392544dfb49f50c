# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import get_args

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import all_names, find
from ansible_collections.m365.exchange.plugins.module_utils._object_families.facts_of_family import Family, Rule
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family_by_rule import family_by_rule
from ansible_collections.m365.exchange.plugins.module_utils._object_families.property_rules import rule_for
from support.rows import each_row


@each_row(
    ("kind", "parameter", "rule"),
    [
        ("Mailbox", "DisplayName", "text"),
        ("Mailbox", "displayname", "text"),
        ("Mailbox", "HiddenFromAddressListsEnabled", "boolean"),
        ("Mailbox", "IssueWarningQuota", "size"),
        ("Mailbox", "MaxSendSize", "size"),
        ("Mailbox", "RecipientLimits", "number"),
        ("Mailbox", "LitigationHoldDuration", "span"),
        ("Mailbox", "RetainDeletedItemsFor", "span"),
        ("Mailbox", "EmailAddresses", "addresses"),
        ("Mailbox", "ForwardingAddress", "recipient"),
        ("Mailbox", "ForwardingSmtpAddress", "address"),
        ("Mailbox", "GrantSendOnBehalfTo", "recipients"),
        ("Mailbox", "AuditOwner", "set"),
        ("Mailbox", "Languages", "set"),
        ("Mailbox", "RetentionPolicy", "name"),
        ("MobileDeviceMailboxPolicy", "MaxEmailBodyTruncationSize", "number"),
        ("MobileDeviceMailboxPolicy", "PasswordExpiration", "span"),
        ("RemoteDomain", "LineWrapSize", "number"),
        ("TransportRule", "SentTo", "recipients"),
        ("TransportRule", "ActivationDate", "date"),
        ("TransportRule", "Priority", "number"),
        ("TransportRule", "SubjectMatchesPatterns", "ordered"),
        ("TransportRule", "SubjectContainsWords", "set"),
        ("RetentionPolicy", "RetentionPolicyTagLinks", "names"),
        ("ActiveSyncMailboxPolicy", "ApprovedApplicationList", "set"),
        ("Label", "AdvancedSettings", "object"),
        ("DynamicDistributionGroup", "IncludedRecipients", "words"),
        ("Mailbox", "NobodyKnowsIt", "anything"),
        ("NobodyKnowsIt", "Name", "anything"),
    ],
)
def test_the_documented_type_tells_how_a_parameter_is_compared(kind: str, parameter: str, rule: Rule) -> None:
    assert rule_for(family_by_rule(kind), parameter) == rule


def test_a_family_says_it_by_name_before_it_says_it_by_pattern() -> None:
    said: dict[str, Rule] = {"*Name": "exact", "SimpleDisplayName": "html", "*": "text"}
    known = Family("Mailbox", "table", {"change": "Set-Mailbox"}, compare=said)
    assert rule_for(known, "simpledisplayname") == "html"
    assert rule_for(known, "DISPLAYNAME") == "exact"
    assert rule_for(known, "MaxSendSize") == "text"


def test_each_parameter_that_is_written_has_a_rule() -> None:
    rules = set(get_args(Rule))
    found = set()
    for name in all_names():
        verb, _hyphen, noun = name.partition("-")
        cmdlet = find(name)
        if verb in ("Set", "New") and cmdlet is not None:
            known = Family(noun, "rule", {"change": name})
            found |= {rule_for(known, one.name) for one in cmdlet.parameters.values()}
    assert found <= rules
    assert {"recipients", "size", "span", "words", "addresses", "objects"} <= found


def test_what_is_added_to_and_removed_from_is_a_list_although_nobody_told_its_type() -> None:
    known = Family(
        "Odd", "table", {"change": "Set-Odd"}, deltas={"Things": {"add": "AddThings", "remove": "RemoveThings"}}
    )
    assert rule_for(known, "things") == "set"
    assert rule_for(known, "Others") == "anything"
