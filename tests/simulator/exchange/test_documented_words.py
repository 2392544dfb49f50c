# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A documented word is taken and a wrong one refused; parameters that exclude each other are refused together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

import pytest
from simulator.exchange.family_spec import read
from simulator.exchange.making import known, listed
from simulator.exchange.tenant import Tenant
from simulator.exchange.test_families import create, mandatory, sample

from exo_simulator.exchange import CmdletError, NotPlayed
from exo_simulator.exchange.binding import MEASURED
from exo_simulator.exchange.catalogue import all_cmdlets
from exo_simulator.exchange.kinds import Kind, type_info
from support.extent import each
from support.places import ROOT

WORDS = json.loads((ROOT / "extensions" / "catalogue" / "words.json").read_text(encoding="utf-8"))
SERVED = {cmdlet.name for cmdlet in [*all_cmdlets("exchange"), *all_cmdlets("compliance")]}
LINES = [
    (cmdlet, name, spec["words"]) for cmdlet in sorted(set(WORDS) & SERVED) for name, spec in WORDS[cmdlet].items()
]
COMBINATIONS = listed("documented_combinations")
PAIRS = [
    (cmdlet, one, other)
    for cmdlet, lines in COMBINATIONS["exclusive"].items()
    for one, others in lines
    for other in others
]
TRANSFORMATION = "ParameterTransformationException"
WRONG = "Zzz nonsense"


@pytest.fixture(scope="module")
def tenant() -> Tenant:
    return Tenant(mailboxes=3)


def service_of(cmdlet: str) -> Literal["exchange", "compliance"]:
    return "exchange" if "exchange" in known(cmdlet).services else "compliance"


def said(tenant: Tenant, cmdlet: str, values: Mapping[str, Any]) -> str:
    """The type and text of the refusal, or nothing."""
    what_if = {"WhatIf": True} if known(cmdlet).should_process else {}
    try:
        tenant.run(cmdlet, service_of(cmdlet), **{**mandatory(known(cmdlet)), **values, **what_if})
    except CmdletError as refusal:
        return f"{refusal.exception_type}: {refusal.text}"
    except NotPlayed as refusal:
        return str(refusal)
    return ""


RECIPIENTS = ("AcceptMessagesOnlyFrom", "RejectMessagesFrom")  # looked up: test_references has a wrong one


def is_checked(cmdlet: str, name: str) -> bool:
    """Whether a word that is none of the page's is refused for that."""
    return f"{cmdlet} {name}" not in read("exceptions")["words"] and not name.startswith(RECIPIENTS)


@pytest.mark.parametrize(
    ("cmdlet", "name", "words"), each(8, LINES), ids=[f"{line[0]}-{line[1]}" for line in each(8, LINES)]
)
def test_a_documented_word_is_taken_and_a_wrong_one_is_not(
    tenant: Tenant, cmdlet: str, name: str, words: list[str]
) -> None:
    many = type_info(known(cmdlet).parameters[name.casefold()]).many
    for word in words:
        assert f"'{name}'" not in said(tenant, cmdlet, {name: [word] if many else word}), word
    refused = said(tenant, cmdlet, {name: [WRONG] if many else WRONG})
    wrong = TRANSFORMATION in refused and f"'{name}'" in refused
    text = type_info(known(cmdlet).parameters[name.casefold()]).kind is Kind.STRING
    lenient = cmdlet.startswith("Get-") and text and (cmdlet, name) not in MEASURED
    assert wrong == (is_checked(cmdlet, name) and not lenient)


@pytest.mark.parametrize(
    ("cmdlet", "name", "words"),
    [
        (
            "Add-AvailabilityAddressSpace",
            "AccessMethod",
            "PerUserFB OrgWideFB OrgWideFBToken InternalProxy PublicFolder",
        ),
        ("New-InboxRule", "MarkImportance", "Low Normal High"),
        ("New-TransportRule", "FromScope", "InOrganization NotInOrganization"),
        ("Set-AuditConfig", "Workload", "Exchange InTune OneDriveForBusiness SharePoint"),
        ("Set-CalendarProcessing", "AutomateProcessing", "None AutoUpdate AutoAccept"),
        ("Set-MailboxAutoReplyConfiguration", "ExternalAudience", "None Known All"),
        ("Set-OfflineAddressBook", "Versions", "Version2 Version3 Version4"),
        ("Set-RemoteDomain", "AllowedOOFType", "External ExternalLegacy InternalLegacy None"),
    ],
)
def test_words_as_their_pages_list_them(tenant: Tenant, cmdlet: str, name: str, words: str) -> None:
    """Written here by hand: the catalogue's own list of words may be wrong."""
    assert sorted(WORDS[cmdlet][name]["words"]) == sorted(words.split())
    for word in words.split():
        assert f"'{name}'" not in said(tenant, cmdlet, {name: word}), word
    for word in (WRONG, f"{words.split(maxsplit=1)[0]}x"):
        refused = said(tenant, cmdlet, {name: word})
        assert TRANSFORMATION in refused, word
        assert f"'{name}'" in refused, word


@pytest.mark.parametrize(
    ("cmdlet", "name", "number", "word"),
    [
        ("Set-CASMailbox", "ImapMessagesRetrievalMimeFormat", 1, "HtmlOnly"),
        ("Set-CASMailbox", "PopMessagesRetrievalMimeFormat", "6", "Tnef"),
        ("Set-OrganizationConfig", "ShortenEventScopeDefault", 2, "StartLate"),
    ],
)
def test_a_number_beside_a_word_is_that_word(
    tenant: Tenant, cmdlet: str, name: str, number: int | str, word: str
) -> None:
    who = {"Identity": "AdeleV"} if cmdlet == "Set-CASMailbox" else {}
    for written in (number, word):
        tenant.run(cmdlet, **who, **{name: written})
        assert tenant.one(cmdlet.replace("Set-", "Get-"), **who)[name] == word


def test_what_is_not_checked_are_few_and_no_words() -> None:
    free = [(cmdlet, name) for cmdlet, name, _words in LINES if not is_checked(cmdlet, name)]
    people = [name for _cmdlet, name in free if name.startswith(RECIPIENTS)]
    assert (len(LINES), len(free) - len(people), len(people)) == (648, 9, 24)


@pytest.mark.parametrize(("cmdlet", "name"), each(4, [line[:2] for line in LINES if line[1].startswith(RECIPIENTS)]))
def test_a_recipient_is_looked_up_and_no_word(cmdlet: str, name: str) -> None:
    tenant, noun = Tenant(mailboxes=3, objects={"MailPublicFolder": [{"Name": "Forms"}]}), cmdlet.partition("-")[2]
    there = {"Mailbox": "AdeleV", "MailPublicFolder": "Forms"}.get(noun)
    identity = there or create(tenant, noun)["Guid"]
    assert "'Name' couldn't be found" in said(tenant, cmdlet, {"Identity": identity, name: ["Name"]})


@pytest.mark.parametrize(
    ("cmdlet", "values"),
    [
        ("Get-CaseHoldPolicy", {"Case": WRONG}),
        ("New-CaseHoldPolicy", {"Name": "Hold", "Case": WRONG}),
        ("Get-DlpSensitiveInformationType", {"Identity": WRONG}),
    ],
)
def test_what_a_page_names_by_name_or_id_is_looked_up(cmdlet: str, values: dict[str, Any]) -> None:
    assert "couldn't be found" in said(Tenant(mailboxes=3), cmdlet, values)


def test_a_wrong_word_at_a_get_has_no_rows_unless_the_switch_says_else() -> None:
    tenant = Tenant(mailboxes=3, objects={"MigrationUser": [{"Name": "a@contoso.com", "Status": "Synced"}]})
    assert len(tenant.run("Get-MigrationUser", Status="synced").rows) == 1
    assert not tenant.run("Get-MigrationUser", Status=WRONG).rows
    tenant.organization.settings.update({"wrong_word_in_get": "refused"})
    assert tenant.refusal("Get-MigrationUser", Status=WRONG).exception_type.endswith(TRANSFORMATION)


def test_a_list_for_flags_is_words_joined() -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("Set-MailboxCalendarConfiguration", Identity="AdeleV", WorkDays=["Monday", "tuesday"])
    assert tenant.one("Get-MailboxCalendarConfiguration", Identity="AdeleV")["WorkDays"] == "Monday, Tuesday"
    refused = tenant.refusal("Set-MailboxCalendarConfiguration", Identity="AdeleV", WeekStartDay=["Monday", []])
    assert refused.exception_type.endswith(TRANSFORMATION)


@pytest.mark.parametrize(("cmdlet", "one", "other"), each(8, PAIRS))
def test_parameters_that_exclude_each_other_are_refused_together(
    tenant: Tenant, cmdlet: str, one: str, other: str
) -> None:
    parameters = known(cmdlet).parameters
    values = {name: sample(parameters[name.casefold()]) for name in (one, other)}
    assert "can't be used in the same command" in said(tenant, cmdlet, values)
