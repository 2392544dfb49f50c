# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter language: what it understands, and that everything else is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulator.exchange.tenant import Tenant

from exo_simulator.exchange.opath import FilterError, compile_filter

PERSON: dict[str, Any] = {
    "DisplayName": "Adele O'Neil (Sales)",
    "Alias": "AdeleO",
    "Hidden": True,
    "Capacity": 12,
    "Forwarding": None,
    "EmailAddresses": ["SMTP:adele@contoso.com", "smtp:a.oneil@contoso.com"],
}


def fits(text: str) -> bool:
    return compile_filter(text)(PERSON.get)


@pytest.mark.parametrize(
    "text",
    [
        "Alias -eq 'adeleo'",
        'Alias -eq "AdeleO"',
        "Alias -EQ AdeleO",
        "{Alias -eq 'AdeleO'}",
        "DisplayName -eq 'Adele O''Neil (Sales)'",
        "DisplayName -like 'adele*'",
        "DisplayName -like '*(Sales)'",
        "DisplayName -notlike 'Bob*'",
        "Alias -ne 'Bob'",
        "Hidden -eq 'True'",
        "Hidden -eq $true",
        "Hidden -ne '$false'",
        "Capacity -gt 11 -and Capacity -le 12",
        "Capacity -ge '12' -and Capacity -lt 13",
        "Forwarding -eq $null",
        "Alias -ne $null",
        "EmailAddresses -like '*a.oneil*'",
        "EmailAddresses -eq 'SMTP:adele@contoso.com'",
        "Alias -eq 'x' -or Alias -eq 'AdeleO' -and Hidden -eq $true",
        "-not (Alias -eq 'Bob')",
        "-not -not (Alias -eq 'AdeleO')",
        "((Alias -eq 'AdeleO') -and ((Hidden -eq 'true')))",
    ],
)
def test_these_filters_find_her(text: str) -> None:
    assert fits(text)


@pytest.mark.parametrize(
    "text",
    [
        "Alias -eq 'Bob'",
        "Hidden -eq $false",
        "Capacity -gt 12",
        "Alias -eq 'AdeleO' -and Alias -eq 'x'",
        "Missing -eq 'x'",
    ],
)
def test_these_filters_do_not(text: str) -> None:
    assert not fits(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Alias",
        "Alias -eq",
        "-eq 'x'",
        "Alias -matches 'x'",
        "Alias = 'x'",
        "Alias -eq 'x' Alias",
        "(Alias -eq 'x'",
        "Alias -eq 'x')",
        "Alias -eq 'open",
        "Alias -eq 'x' -and",
        "Alias -eq 'x' -xor Alias -eq 'y'",
        "'Alias' -eq 'x'",
        "Alias -eq (1)",
        "(" * 200 + "Alias -eq 'x'" + ")" * 200,
        "-not " * 200 + "Alias -eq 'x'",
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(FilterError):
        compile_filter(text)


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        compile_filter(text)(PERSON.get)
    except FilterError:
        pass


@given(
    st.lists(
        st.sampled_from(["Alias", "-eq", "-and", "-or", "-not", "(", ")", "'AdeleO'", "$true", "-like", "'A*'"]),
        max_size=12,
    )
)
def test_any_words_of_the_language_are_understood_or_refused(words: list[str]) -> None:
    test_any_text_is_understood_or_refused.hypothesis.inner_test(" ".join(words))  # type: ignore[attr-defined]


@given(st.text(min_size=1).filter(lambda text: "\x00" not in text))
def test_a_quoted_value_equals_itself(value: str) -> None:
    quoted = value.replace("'", "''")
    matches = compile_filter(f"Name -eq '{quoted}'")
    expected = value.casefold().lstrip("$") != "null"
    assert matches({"Name": value}.get) == expected


def test_mailboxes_are_found_by_filter(tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", CustomAttribute1="blue", ProhibitSendQuota="10GB")
    assert tenant.one("Get-Mailbox", Filter="CustomAttribute1 -eq 'blue'")["Alias"] == "AdeleV"
    assert tenant.one("Get-Mailbox", Filter="ProhibitSendQuota -lt '11GB'")["Alias"] == "AdeleV"
    assert len(tenant.run("Get-Mailbox", Filter="RecipientTypeDetails -eq 'UserMailbox'").rows) == 40
    assert len(tenant.run("Get-Recipient", Filter="customattribute1 -eq 'blue'").rows) == 1


def test_mailboxes_are_found_by_the_beginning_of_a_name(tenant: Tenant) -> None:
    assert next(row["Alias"] for row in tenant.run("Get-Mailbox", Anr="megan").rows) == "MeganB"
    assert not tenant.run("Get-Mailbox", Anr="zz").rows


def test_mailboxes_are_found_by_their_type(tenant: Tenant) -> None:
    tenant.run("New-Mailbox", Name="Room 1", Room=True)
    assert tenant.one("Get-Mailbox", RecipientTypeDetails="RoomMailbox")["Name"] == "Room 1"
    assert len(tenant.run("Get-Mailbox", RecipientTypeDetails=["RoomMailbox", "UserMailbox"]).rows) == 41


def test_a_listing_is_sorted_by_a_property(tenant: Tenant) -> None:
    names = [row["DisplayName"] for row in tenant.run("Get-Mailbox", SortBy="DisplayName").rows]
    assert names == sorted(names, key=str.casefold)


def test_asterisks_in_an_identity_list_what_fits(tenant: Tenant) -> None:
    assert {row["Alias"] for row in tenant.run("Get-Mailbox", Identity="M*").rows} >= {"MeganB", "MiriamG"}
