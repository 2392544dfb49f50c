# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which parameters are secret, over the whole catalogue, and the one rule in the three places that ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import (
    SECRET_TYPES,
    Cmdlet,
    Parameter,
    all_names,
    find,
)
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.parameter_types import kind_of_type
from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import secrets_of_line
from ansible_collections.m365.exchange.plugins.module_utils._redaction.secret_rules import (
    Secrecy,
    could_be_secret,
    is_secret,
    secrecy,
    secret_texts,
    secrets_in,
    sounds_secret,
)
from ansible_collections.m365.exchange.plugins.module_utils._redaction.secrets_in_command_lines import misplaced_secrets
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import COMMAND
from support.rows import each_row

# All documented parameters that are secret by their names: their types are texts.
BY_NAME = {
    ("Connect-ExchangeOnline", "AccessToken"),
    ("Connect-IPPSSession", "AccessToken"),
    ("Export-QuarantineMessage", "PasswordV2"),
    ("New-App", "Etoken"),
    ("New-MailboxImportRequest", "AzureSharedAccessSignatureToken"),
    ("New-MailboxImportRequest", "MRSContentFilterSasUri"),
    ("New-MigrationEndpoint", "ServiceAccountKeyFileData"),
    ("Set-MailboxImportRequest", "AzureSharedAccessSignatureToken"),
    ("Set-MigrationEndpoint", "ServiceAccountKeyFileData"),
    ("Test-MigrationServerAvailability", "ServiceAccountKeyFileData"),
}
VALUE = "canary-value"


def documented() -> Iterator[tuple[Cmdlet, Parameter]]:
    for name in all_names():
        known = find(name)
        assert known is not None
        yield from ((known, parameter) for parameter in known.parameters.values() if parameter.has_type)


def test_secret_by_name_are_these_and_no_others() -> None:
    found = {
        (known.name, parameter.name)
        for known, parameter in documented()
        if is_secret(known, parameter.name) and parameter.type not in SECRET_TYPES
    }
    assert found == BY_NAME


def test_what_holds_no_text_is_never_secret() -> None:
    sounding = 0
    for known, parameter in documented():
        expected = parameter.type in SECRET_TYPES or (known.name, parameter.name) in BY_NAME
        assert secrecy(known, parameter.name.upper()) is (Secrecy.CERTAIN if expected else Secrecy.NONE)
        if kind_of_type(parameter.type) not in ("text", "texts", "list", "bytes", "secret", "credential"):
            assert not is_secret(known, parameter.name)
            sounding += sounds_secret(parameter.name)
    # Most of what sounds secret is none.
    assert sounding > 100


def test_where_nobody_told_the_type_the_name_decides() -> None:
    untyped = [
        (known, parameter)
        for known in map(find, all_names())
        if known is not None
        for parameter in known.parameters.values()
        if not parameter.has_type
    ]
    judged = {parameter.name: secrecy(known, parameter.name) for known, parameter in untyped}
    assert judged["NextPageToken"] is Secrecy.GUESSED
    assert judged["PlaceMailboxId"] is judged["Comment"] is judged["Identity"] is Secrecy.NONE


def test_all_three_places_have_the_one_rule() -> None:
    for known, parameter in documented():
        if not sounds_secret(parameter.name) and parameter.type not in SECRET_TYPES:
            continue
        given = {parameter.name: VALUE}
        expected = {VALUE} if is_secret(known, parameter.name) else set()
        assert secrets_in(known.name, given) == expected
        assert misplaced_secrets({"cmdlet": known.name, "paramters": given}, COMMAND) == expected
        for mark in (" ", ":"):
            line = f"{known.name} -{parameter.name}{mark}{VALUE}"
            assert secrets_of_line(line, {}) == expected, line
            assert misplaced_secrets({"line": line}, COMMAND) == expected, line


@each_row(
    ("name", "sounds"),
    [
        ("Password", True),
        ("newPasswordText", True),
        ("client_secret", True),
        ("SasToken", True),
        ("DestinationSasUri", True),
        ("UserPwd", True),
        ("ApiKey", True),
        ("private_key", True),
        ("ServiceAccountKeyFileData", True),
        ("ConnectionString", True),
        ("AccessKeyId", False),
        ("KeyMappings", False),
        ("AppSecretKeyVaultUrl", False),
        ("token_uri", False),
        ("Compass", False),
        ("DisplayName", False),
    ],
)
def test_name_sounds_secret(name: str, sounds: bool) -> None:
    assert sounds_secret(name) is sounds


def test_the_numbers_of_a_file_are_not_hidden_one_by_one() -> None:
    known = find("New-MigrationEndpoint")
    assert known is not None
    judged = secrecy(known, "ServiceAccountKeyFileData")
    assert secret_texts(judged, [123, 34, 7]) == set()
    assert secret_texts(judged, [123456]) == {"123456"}
    assert secret_texts(judged, "eyJhIjoxfQ==") == {"eyJhIjoxfQ=="}


NONE = ("", "  ", "x", "ab", "4", "0", "16384", "-1", "4.5", "00:15:00", "7.00:00:00", "No", "null", "Unlimited")
CUT_OUT = ("'4'", "4}", "$true", "TRUE}", "'ab'")


@each_row("text", [*NONE, *CUT_OUT])
def test_what_is_no_secret_under_any_name(text: str) -> None:
    assert not could_be_secret(text)
    assert secret_texts(Secrecy.GUESSED, text) == set()
    # Under the type of passwords, it is one.
    assert secret_texts(Secrecy.CERTAIN, text) == {text} - {""}


@each_row("text", ["abc", "123456", "true love", "1a2", "12-34-56", "no-1"])
def test_what_may_be_a_secret(text: str) -> None:
    assert could_be_secret(text)


@each_row("value", [4, 123456789, 4.25, True, False, None, [1, 2, {"a": 3}]])
def test_numbers_and_truth_values_are_not_guessed_to_be_secret(value: Any) -> None:
    assert secret_texts(Secrecy.GUESSED, value) == set()
    assert secret_texts(Secrecy.NONE, "canary") == set()
