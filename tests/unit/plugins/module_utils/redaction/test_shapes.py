# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is secret by its shape, and what only looks a little like it and has to stay readable."""

from __future__ import annotations

from ansible_collections.m365.exchange.plugins.module_utils._redaction.secret_rules import (
    looks_random,
    nearly_secret,
    redact,
)
from ansible_collections.m365.exchange.plugins.module_utils._redaction.secrets_in_command_lines import (
    hidden_spans,
    redact_piece,
)
from ansible_collections.m365.exchange.plugins.module_utils._redaction.task_redactor import may_quote
from support.planted import APP_ID, DOMAIN, KINDS, THUMBPRINT, USER, handle, pem, pfx, token
from support.rows import each_row

CERTIFICATE = pem(7).replace("PRIVATE KEY", "CERTIFICATE")


@each_row(
    "secret",
    [
        pem(1), pem(2).replace("\n", " "), pem(3)[:300], pem(4).replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"),
        pem(5).lower(), pem(6).replace("\n", "\\n"), CERTIFICATE, pfx(1), pfx(2)[:200], handle(1), handle(2)[:60],
        token(1), token(2).rpartition(".")[0], "1.AXoA" + "b7-_" * 40, "0.AXoA" + "b7-_" * 40,
        "abc8Q~" + "aB3.-" * 6 + "_~xY", "qZ17Q~" + "c" * 34, "aB3d" * 25, "aB3_" * 30,
    ],
    ids=range(19),
)  # fmt: skip
@each_row("around", ["{}", "The value '{}' is none.", '{{"a": "{}"}}'])
def test_shapes_are_blanked(secret: str, around: str) -> None:
    shown = redact(around.format(secret))
    assert secret[20:40] not in shown
    assert "(" in shown


@each_row(
    "text",
    [
        APP_ID, DOMAIN, USER, THUMBPRINT, "Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFound",
        "CN=Adele Vance,OU=contoso.onmicrosoft.com,OU=Microsoft Exchange Hosted Organizations,DC=EURPR01A001,DC=prod",
        "/srv/playbooks/Exchange2026/" + "Folder1/" * 12 + "key.pem",
        "https://outlook.office365.com/adminapi/beta/7d3c1f0e-52a4-4a3b-9f63-2f1c5a1e8b01/InvokeCommand?$select=Name",
        "a1" * 32, "Get-MessageTraceV2 -StartingRecipientAddress", "exo1 is no handle", "MII is short",
    ],
    ids=range(12),
)  # fmt: skip
def test_what_has_none_of_the_shapes_stays(text: str) -> None:
    assert redact(text) == text


@each_row(
    ("option", "value"),
    [
        ("app_id", APP_ID), ("app_id", "My application"), ("organization", "a@b.com"), ("organization", "contoso"),
        ("user_principal_name", USER), ("certificate_thumbprint", THUMBPRINT), ("environment", "O365Moon"),
        ("cmdlet", "Get-MessageTraceV2"), ("properties", "CustomAttribute15"), ("timezone", "Europe/Berlin"),
    ],
)  # fmt: skip
def test_a_value_of_its_kind_is_quoted(option: str, value: str) -> None:
    assert may_quote(option, {}, value)


@each_row("kind", KINDS)
@each_row(
    "option", ["app_id", "organization", "user_principal_name", "certificate_thumbprint", "environment", "cmdlet", "x"]
)
def test_a_secret_is_of_no_kind(option: str, kind: str) -> None:
    assert not may_quote(option, {}, KINDS[kind](11))


@each_row("word", ["Tr0ub4dor&3", "kX1#vQ9~ab", "Sommer2026!", "aB3aB3aB3"])
def test_a_good_password_looks_random(word: str) -> None:
    assert looks_random(word)


@each_row("name", ["Get-Mailbox", "AlexW2@Contoso.com", APP_ID, "CustomAttribute15", "contoso.com", "Europe/Berlin"])
def test_a_name_does_not(name: str) -> None:
    assert not looks_random(name)


@each_row(
    ("name", "near"),
    [
        ("pasword", True), ("client_secert", True), ("acces_tokne", True), ("Certificat", True), ("sesion", True),
        ("psasword", True), ("cert1ficate", True), ("Credentiall", True), ("MYSECTRET", True), ("tokne Uri", True),
        ("t0ken", False), ("oken", False), ("tkn", False), ("Sesion_Url", False), ("sesionUrls", True), ("", False),
        ("DisplayName", False), ("Sector", False), ("Identity", False), ("Section", False), ("TokenUri", False),
    ],
)  # fmt: skip
def test_near_names(name: str, near: bool) -> None:
    assert nearly_secret(name) is near


@each_row(
    ("line", "shown"),
    [
        ("New-Mailbox Zoe -Password x", "New-Mailbox *** -Password ***"),
        ("$p = 'x'; new-mailbox -Password $p", "*** = ***; new-mailbox -Password ***"),
        ("New-Mailbox Correct-Horse-battery -Password", "New-Mailbox *** -Password"),
        ("New-Mailbox -Password:'a b' | Set-Mailbox", "New-Mailbox -Password:*** | Set-Mailbox"),
        ("Get-Mailbox @{a='b c'; d=1}", "Get-Mailbox ***{***=***; ***=***}"),
    ],
)
def test_of_a_line_with_a_secret_only_the_names_are_quoted(line: str, shown: str) -> None:
    assert redact_piece(line, 0, len(line), hidden_spans(line, secret=True)) == shown
