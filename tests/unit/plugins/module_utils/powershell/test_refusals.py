# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a refused line shows: limits, an excerpt, and never a secret."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta, timezone
from typing import Any

import jinja2
import pytest
from ansible.plugins.filter.core import FilterModule

from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import secrets_of_line
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._powershell.parse_command import parse
from support.rows import each_row

SECRET = "Tr0ub4dor3"


def refused(line: str) -> Failure:
    with pytest.raises(Failure) as caught:
        parse(line)
    return caught.value


def everything_shown(error: Failure) -> str:
    return json.dumps([error.line, error.card(), error.more], ensure_ascii=False)


@each_row(
    ("line", "key"),
    [
        ("Get-Mailbox " + "a" * 65_536, "line-too-long"),
        ("Get-Mailbox " + "å" * 40_000, "line-too-long"),
        ("Set-X -List " + ",".join(["a"] * 2_001), "line-too-many-words"),
        ("Set-X " + "-A " * 2_000, "line-too-many-words"),
        ("Set-X -Map " + "@(" * 21, "line-too-deep"),
        ("Set-X -Map " + "@{a=" * 21, "line-too-deep"),
        ("Set-X -Map " + "(" * 21, "line-too-deep"),
    ],
)
def test_limits(line: str, key: str) -> None:
    assert refused(line).key == key


def test_up_to_the_limits_a_line_is_taken() -> None:
    assert parse("Set-X -List " + ",".join(["a"] * 1_990)).parameters["List"] == ["a"] * 1_990
    deep: Any = parse("Set-X -Map " + "@{a=" * 20 + "'b'" + "}" * 20).parameters["Map"]
    for _level in range(20):
        deep = deep["a"]
    assert deep == "b"
    assert parse("Get-Mailbox " + "a" * 65_000).parameters["Identity"] == "a" * 65_000


def test_the_spot_says_what_is_where() -> None:
    error = refused("Set-Mailbox anna `\n  -MailTip $tip -Office Oslo")
    assert error.more["location"] == {
        "construct": "variable",
        "line": 2,
        "column": 12,
        "excerpt": ["  -MailTip $tip -Office Oslo", "           ^"],
    }
    assert error.line == (
        "There is a variable, '$tip', at line 2, column 12 of the command. Use a variable of Ansible: leave the"
        " parameter out of the line and give it in parameters, with Jinja."
    )


@each_row(
    ("line", "question"),
    [
        ("Get-Mailbx adele", "Did you mean Get-Mailbox? Microsoft's documentation has no Get-Mailbx."),
        ("Delete-Mailbox adele", "Did you mean Remove-Mailbox? Microsoft's documentation has no Delete-Mailbox."),
        ("Get-Mailbox | Get-MailboxStatistic | ft", "Did you mean Get-MailboxStatistics or "),
        ("Get-Unheardofthing adele", "Write the name of the parameter"),
        ("Get-Mailbox | Do-Something", "Give the option commands"),
        ("Get-Mailbox | Get-EXOMailboxStatistics", "Give the option commands"),
    ],
)
def test_a_misspelt_cmdlet_is_asked_about(line: str, question: str) -> None:
    assert refused(line).fix[0].startswith(question)


def test_of_a_long_line_an_excerpt_shows_what_is_round_the_spot() -> None:
    error = refused(f"Set-Mailbox {'a' * 500} $x {'b' * 500}")
    text, caret = error.more["location"]["excerpt"]
    assert len(text) < 120
    assert text[caret.index("^")] == "$"


@each_row(
    "line",
    [
        f"New-Mailbox A -Password $x{SECRET}",
        f"New-Mailbox A -Password {SECRET} -MailTip $x",
        f"New-Mailbox A -Password '{SECRET} $x",
        f'New-Mailbox A -Password "{SECRET}$x"',
        f"New-Mailbox A -Password (ConvertTo-SecureString '{SECRET}' -AsPlainText -Force)",
        f"New-Mailbox A -Pass {SECRET} $x",
        f"New-Mailbox A \u2013Password:{SECRET} $x",
        f"New-Mailbox A `\n -RoomMailboxPassword `\n {SECRET} `\n $x",
        f"New-Mailbox A -Password '{SECRET}'{SECRET}",
        f"New-Mailbox 'A'-Password {SECRET} $x",
        f"New-Mailbox ('A')-Password {SECRET} $x",
        f"New-Mailbox A -Pass\u00adword {SECRET} $x",
        f"Set-Unheardof A -Pass\u200bword {SECRET}",
        f"Set-Unheardof A -Pass`word {SECRET}",
        f"Set-Unheardof A -Pass`\nword {SECRET}",
        f"Set-Unheardof A -Password` {SECRET}",
        f"New-Mailbox A -Password:-{SECRET}.x",
        f"New-Mailbox A -Password -- -{SECRET} $x",
        f"New-Mailbox A -Password {{{SECRET})}}",
        f"New-Mailbox A -Password {SECRET} {SECRET}",
        f"New-Mailbox A -Password {SECRET} -Password {SECRET}",
        f"New-Mailbox A -Password <{SECRET}>",
        f"New-Mailbox A -Password {SECRET}; Get-Mailbox",
        f"New-Mailbox A -Password {SECRET} | Set-Mailbx",
        f"Get-Mailbox | Set-Mailbox -RoomMailboxPassword {SECRET} -MailTip $x",
        f"Get-Mailbox | % {{ Set-Mailbox $_ -RoomMailboxPassword {SECRET} -MailTip $x }}",
        f"Get-Mailbox | Set-Mailbox -RoomMailboxPass {SECRET} -MailTip $x",
        f"Get-Mailbox | % {{ Set-Mailbox $_ -RoomMailboxP {SECRET} -MailTip $x }}",
        f"Get-User; new-mailbox A -Pass {SECRET}",
        f"Set-Unheardof A; New-MigrationEndpoint M -OAuthC {SECRET}",
        f"Set-Unheardof -ClientSecret {SECRET} $x",
        f"Set-Unheardof -Key (ConvertTo-SecureString {SECRET} -AsPlainText)",
        f"Set-Unheardof $x -ApiToken {SECRET}",
        f"$p = ConvertTo-SecureString {SECRET} -AsPlainText",
        f"New-MigrationEndpoint M -Credentials ({SECRET})",
        "New-Mailbox A -Password " + SECRET * 10_000,
    ],
)
def test_a_secret_is_never_shown(line: str) -> None:
    error = refused(line)
    assert SECRET[:4] not in everything_shown(error)
    hidden = secrets_of_line(line, {})
    text = line
    for one in sorted(hidden, key=len, reverse=True):
        text = text.replace(one, "***")
    assert SECRET not in text


@each_row(
    ("line", "parameters", "secrets"),
    [
        ("Get-Mailbox anna", {}, set()),
        ("New-Mailbox A -Password 'it''s'", {}, {"it's", "'it''s'"}),
        ("New-Mailbox A -Password:abc -Shared", {}, {"abc", "abc -Shared"}),
        ("New-Mailbox A -Shared", {"password": "abc"}, {"abc"}),
        ("New-Mailbox $x", {"password": "abc"}, {"abc"}),
        (None, {"password": "abc"}, set()),
    ],
)
def test_what_must_be_hidden_of_a_line(line: object, parameters: object, secrets: set[str]) -> None:
    assert secrets_of_line(line, parameters) == secrets


def now(*, utc: bool = False) -> datetime:
    """Ansible's: a time without its zone, in UTC or the machine's."""
    return datetime.now(timezone.utc if utc else None).replace(tzinfo=None)


# Half a day off in a zone is another day in one of these, whatever the hour.
@pytest.mark.parametrize("zone", ["Etc/GMT-14", "Etc/GMT+12"])
def test_the_expression_for_a_day_is_right_in_each_zone(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = refused("Get-Mailbox | where {$_.WhenCreated -gt (Get-Date).AddDays(-30)}").fix[-1]
    environment = jinja2.Environment(autoescape=False)
    environment.filters["strftime"] = FilterModule().filters()["strftime"]
    expression = environment.compile_expression(words.removeprefix("The day 30 days ago is ").removesuffix("."))
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        days = [datetime.now(timezone.utc) - timedelta(days=30), expression(now=now)]
        days.append(datetime.now(timezone.utc) - timedelta(days=30))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert days[1] in {f"{days[0]:%Y-%m-%d}", f"{days[2]:%Y-%m-%d}"}
