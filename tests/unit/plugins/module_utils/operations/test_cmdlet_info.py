# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What exo_cmdlet_info tells of cmdlets without a page, and of pages that others have seen otherwise."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import service_for
from ansible_collections.m365.exchange.plugins.module_utils._operations.cmdlet_info import run
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from support.extent import choose
from support.places import ROOT
from support.rows import each_row

GUESSED = json.loads((ROOT / "extensions" / "catalogue" / "guessed_nouns.json").read_text(encoding="utf-8"))["nouns"]
SEEN = json.loads((ROOT / "extensions" / "catalogue" / "undocumented.json").read_text(encoding="utf-8"))


def looked_up(**options: Any) -> dict[str, Any]:
    """The module's result without a connection."""
    context = Context({}, Owner.of(os.getpid(), Machine.here()))
    return dict(run({"with_parameters": True, **options}, context))


def parameter(cmdlet: str, name: str) -> dict[str, Any]:
    """What is told of one parameter."""
    (found,) = looked_up(cmdlet=cmdlet)["cmdlets"]
    (told,) = (one for one in found["parameters"] if one["name"] == name)
    return dict(told)


@each_row(
    ("cmdlet", "name", "kind", "evidence"),
    [
        ("Set-Mailbox", "GroupMailbox", "Switch", "The page says MailboxIdParameter, the service takes Switch"),
        ("Get-AutoSensitivityLabelPolicy", "ForceValidate", "Switch", "The page says Boolean, the service takes"),
        ("New-AntiPhishPolicy", "TargetedUserProtectionAction", "String", "The page says MultiValuedProperty"),
        ("Set-MailboxCalendarConfiguration", "WeatherEnabled", "String", "FirstRun, Disabled or Enabled"),
        (
            "Get-ComplianceCase",
            "Identity",
            "ComplianceCaseIdParameter",
            "The page says mandatory, the service optional",
        ),
        ("Set-AntiPhishPolicy", "Identity", "AntiPhishPolicyIdParameter", "named, the service position 0"),
        ("New-Mailbox", "Shared", "Switch", "the service mandatory in some parameter set"),
        ("Set-Mailbox", "MessageRecallProcessingEnabled", "Boolean", "did not show it to an application"),
    ],
)
def test_what_was_seen_otherwise_is_told_with_its_evidence(cmdlet: str, name: str, kind: str, evidence: str) -> None:
    told = parameter(cmdlet, name)
    assert (told["type"], told["documented"], told["sure"]) == (kind, True, False)
    assert evidence in told["evidence"]
    assert told["evidence"].endswith(".")


@each_row(
    ("cmdlet", "name", "kind"),
    [
        ("New-InboxRule", "IsExternal", "Boolean"),
        ("Set-RetentionCompliancePolicy", "ExcludeSPE", "Switch"),
        ("New-MigrationBatch", "SourceMappings", "Object[]"),
        ("New-SafeLinksPolicy", "CustomUrlList", "Object"),
    ],
)
def test_what_a_page_lacks_is_told(cmdlet: str, name: str, kind: str) -> None:
    told = parameter(cmdlet, name)
    assert (told["type"], told["documented"], told["sure"]) == (kind, False, False)
    assert f"Seen in the service as {kind}" in told["evidence"]


@each_row(
    ("cmdlet", "name", "words", "nullable"),
    [
        ("Set-Mailbox", "Type", ["Equipment", "Regular", "Room", "Shared", "Workspace", "Desk"], False),
        ("Set-MailboxCalendarConfiguration", "WeatherEnabled", ["FirstRun", "Disabled", "Enabled"], True),
        ("Set-OrganizationConfig", "EwsEnabled", [], True),
        ("Add-MailboxPermission", "AutoMapping", [], True),
        ("Set-Mailbox", "Office", [], False),
    ],
)
def test_words_and_truths_that_may_be_neither(cmdlet: str, name: str, words: list[str], nullable: bool) -> None:
    told = parameter(cmdlet, name)
    assert (told["words"], told["nullable"]) == (words, nullable)


@pytest.mark.parametrize("name", ["Get-CalendarSettings", "Add-MailboxLocation", "get-compliancecasestatistics"])
def test_a_cmdlet_without_a_page_is_listed_as_such(name: str) -> None:
    (found,) = looked_up(cmdlet=name)["cmdlets"]
    assert found["documented"] is False
    assert found["evidence"].startswith("Seen in the service, without a page")
    assert [one["name"] for one in found["parameters"]] == SEEN[found["name"]]["parameters"]
    assert number_of_all() == 941 + len(SEEN)


@cache
def number_of_all() -> int:
    return int(looked_up(cmdlet="*")["count"])


def test_names_whose_spelling_is_a_guess_are_neither_listed_nor_suggested() -> None:
    seen = {name.partition("-")[2] for name in SEEN}
    told = json.dumps(looked_up(cmdlet="*", with_parameters=False))
    verbs = ("Get", "Set", "New", "Remove")
    for number, noun in enumerate(GUESSED):
        for verb in choose((verbs[number % len(verbs)],), verbs):
            name = f"{verb}-{noun}"
            found = looked_up(cmdlet=name)
            assert found["suggestions"] == []
            assert found["count"] == 0 or name in SEEN or found["cmdlets"][0]["documented"]
            # What is close to a guess is answered with real names, if with any.
            assert name not in looked_up(cmdlet=f"{name}z")["suggestions"]
    assert all(f'-{noun}"' not in told for noun in GUESSED if noun not in seen and noun != "ActivityAlert")


@pytest.mark.parametrize("noun", ["DspmPolicy", "threatresponserule", "InsiderRiskEntityList"])
def test_a_guess_leads_to_its_service(noun: str) -> None:
    assert service_for(f"Get-{noun}", ["exchange", "compliance"]) == "compliance"
    assert service_for(f"Get-{noun}", ["exchange"]) == "exchange"


@each_row(
    ("cmdlet", "works"),
    [
        ("Remove-ComplianceTag", False),
        ("New-ComplianceCase", False),
        ("Set-RetentionCompliancePolicy", False),
        ("Remove-RoleGroupMember", True),
        ("Set-Mailbox", True),
        ("Get-Mailbox", False),
    ],
)
def test_whether_what_if_works(cmdlet: str, works: bool) -> None:
    (found,) = looked_up(cmdlet=cmdlet)["cmdlets"]
    assert found["supports_what_if"] is works


def test_parameters_that_are_never_given_together() -> None:
    (found,) = looked_up(cmdlet="Get-MobileDevice")["cmdlets"]
    assert found["never_together"] == [["Identity", "Mailbox"]]
    assert "never_together" not in looked_up(cmdlet="Get-MobileDevice", with_parameters=False)["cmdlets"][0]


def test_how_objects_of_a_noun_are_kept_is_told() -> None:
    def kept(cmdlet: str) -> Any:
        (found,) = looked_up(cmdlet=cmdlet)["cmdlets"]
        return found["desired_state"]

    mailbox = kept("New-Mailbox")
    assert (mailbox["known_by"], mailbox["identity"]) == ("table", ["Identity"])
    assert "Password" in mailbox["write_only"]
    assert "Shared" in mailbox["create_only"]
    assert kept("Remove-MailboxPermission")["identity"] == ["Identity", "User"]
    assert kept("Set-SmimeConfig")["known_by"] == "rule"
    assert kept("Get-MessageTrace") is None


@pytest.mark.parametrize(
    ("cmdlet", "parameters"),
    [
        ("Set-Mailbox", ["Identity"]),
        ("Get-MailboxLocation", ["User"]),
        ("Get-MessageTraceDetailV2", ["MessageTraceId", "RecipientAddress", "MessageId", "SenderAddress"]),
        ("Get-OrganizationConfig", []),
        ("Get-InboxRule", ["Identity", "Mailbox"]),
    ],
)
def test_what_takes_an_object_of_a_pipe_is_told(cmdlet: str, parameters: list[str]) -> None:
    (found,) = looked_up(cmdlet=cmdlet)["cmdlets"]
    assert found["pipeline_input"] == parameters
