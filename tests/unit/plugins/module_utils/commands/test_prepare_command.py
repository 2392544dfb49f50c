# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ansible_collections.m365.exchange.plugins.module_utils._commands.file_and_password_parameters import (
    file_content,
    with_files,
    with_given_key,
)
from ansible_collections.m365.exchange.plugins.module_utils._commands.prepare_command import (
    ReadyCommand,
    SpelledCommand,
    prepare,
    prepare_call,
    value_settings,
    zone_of,
)
from ansible_collections.m365.exchange.plugins.module_utils._commands.prepare_pipeline import prepare_alike
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import Call
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import EncodingOptions
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from ansible_collections.m365.exchange.plugins.module_utils._values.secret_and_unsendable_values import SecretText
from ansible_collections.m365.exchange.plugins.module_utils._values.value_settings import ValueSettings
from support.options import command_of
from support.rows import each_row

MOMENT = datetime(2026, 7, 1, 12)


@each_row(
    ("name", "hours"),
    [
        ("utc", 0),
        ("Z", 0),
        ("Europe/Berlin", 2),
        ("+02:00", 2),
        ("-0530", -5.5),
        ("+2", 2),
        ("UTC+3", 3),
    ],
)
def test_time_zones(name: str, hours: float) -> None:
    assert MOMENT.replace(tzinfo=zone_of(name)).utcoffset() == timedelta(hours=hours)


@each_row("name", ["Mars/Base", "../../etc/passwd", "/etc/localtime", "+25:00", "x" * 5000, "a\0b", "Europe"])
def test_zone_that_is_not_known_is_refused(name: str) -> None:
    with pytest.raises(Failure) as caught:
        zone_of(name)
    assert caught.value.key == "timezone-not-known"


def test_settings_of_no_options_are_the_shipped_ones() -> None:
    blank = command_of({"timezone": "", "date_order": None, "encoding": {}}).values
    assert value_settings(blank, by_catalogue=True) == ValueSettings()
    given = command_of({"encoding": {"clear_list": "no_value", "byte_arrays": None}}).values
    assert value_settings(given, by_catalogue=False) == ValueSettings(clear_list="no_value", by_catalogue=False)


def test_a_file_fills_a_parameter_by_its_type(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"\xef\xbb\xbfA\x00")
    got = with_files({"Name": "x"}, {"filedata": str(path)}, "New-DlpKeywordDictionary", ValueSettings())
    assert got == {"Name": "x", "FileData": b"\xef\xbb\xbfA\x00"}
    assert with_files({}, {"MailTip": str(path)}, "Set-Mailbox", ValueSettings()) == {"MailTip": "A\x00"}
    unheard = with_files({}, {"Data": {"content_base64": "AQI="}}, "Set-Unheard", ValueSettings())
    assert unheard == {"Data": [1, 2]}


def test_only_ordinary_files_are_read(tmp_path: Path) -> None:
    for path in ("/dev/zero", str(tmp_path), str(tmp_path / "none"), "a\0b"):
        with pytest.raises(Failure) as caught:
            file_content("FileData", path)
        assert caught.value.key == "file-not-readable"


def test_huge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(33 * 1024 * 1024)
    with pytest.raises(Failure) as caught:
        file_content("FileData", str(path))
    assert "33,554,432" in caught.value.line


def test_path_inside_parameters_stays_text() -> None:
    call = prepare_call(command_of({"cmdlet": "Set-Mailbox", "parameters": {"MailTip": "/etc/hostname"}}))
    assert call.parameters["MailTip"] == "/etc/hostname"


def test_given_key_is_checked_before_anything_is_sent() -> None:
    secret = creation("canary")
    with pytest.raises(Failure) as caught:
        with_given_key(secret, EncodingOptions(public_key="none"))
    assert caught.value.key == "secret-key-not-valid"
    with pytest.raises(Failure) as caught:
        with_given_key(secret, EncodingOptions(secrets="refused"))
    assert caught.value.key == "secret-refused"
    assert with_given_key(secret, EncodingOptions()).passwords == ["Password"]


def test_a_call_without_passwords_may_go_where_they_are_refused() -> None:
    options = {"cmdlet": "New-Mailbox", "parameters": {"Name": "x"}, "encoding": {"secrets": "refused"}}
    assert prepare_call(command_of(options)).parameters["Name"] == "x"


def creation(password: str) -> Call:
    return Call("New-Mailbox", "write", "7", parameters={"Password": SecretText(password)})


def test_password_that_does_not_fit_the_key_is_refused() -> None:
    public = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    sent = with_given_key(creation("x" * 245), EncodingOptions(public_key=pem))
    assert len(str(sent.parameters["Password"])) == 344
    with pytest.raises(Failure) as caught:
        with_given_key(creation("\u00e4" * 123), EncodingOptions(public_key=pem))
    assert caught.value.key == "secret-too-long"
    assert "246 bytes" in caught.value.line


def test_call_with_a_password_cannot_be_sent_before_it_is_encrypted() -> None:
    call = prepare_call(
        command_of({"cmdlet": "New-Mailbox", "parameters": {"Name": "x", "Password": "canary-Pa55word"}})
    )
    with pytest.raises(TypeError):
        call.body()
    assert "canary" not in repr(call)


@pytest.mark.parametrize("value", [True, "true", "$true"])
def test_what_if_as_text_is_a_question_as_well(value: Any) -> None:
    call = prepare_call(command_of({"cmdlet": "Set-Mailbox", "parameters": {"Identity": "x", "WhatIf": value}}))
    assert call.asks_only
    assert "Confirm" not in call.parameters


# A cmdlet, and the parameters of commands that follow each other: alike but for a text, and in all other ways.
FOLLOWING: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "another mailbox": ("Get-MailboxStatistics", [{"Identity": "adele"}, {"Identity": "alex@contoso.com"}]),
    "a GUID, which is routed": ("Get-MailboxStatistics", [{"Identity": "adele"}, {"Identity": f"{7:032x}"}]),
    "a text that becomes a number": (
        "Set-Mailbox",
        [{"Identity": "a", "RecipientLimits": "500"}, {"Identity": "b", "RecipientLimits": "unlimited"}],
    ),
    "one more parameter": ("Set-Mailbox", [{"Identity": "a"}, {"Identity": "b", "MailTip": "x"}, {"Identity": "c"}]),
    "a text after a map": (
        "Set-Mailbox",
        [{"Identity": "a", "EmailAddresses": {"Add": "x@contoso.com"}}, {"Identity": "a", "EmailAddresses": "x"}],
    ),
    "another map": (
        "Set-DistributionGroup",
        [{"Identity": "a", "AcceptMessagesOnlyFrom": {"Add": "x"}}, {"Identity": "a", "AcceptMessagesOnlyFrom": {}}],
    ),
    "a switch that is off": ("Get-Mailbox", [{"Identity": "a", "Archive": True}, {"Identity": "a", "Archive": False}]),
    "fewer rows": ("Get-Mailbox", [{"Filter": "a", "ResultSize": "5"}, {"Filter": "a", "ResultSize": "unlimited"}]),
    "a question": (
        "Set-Mailbox",
        [{"Identity": "a", "WhatIf": "false"}, {"Identity": "a", "WhatIf": "true"}, {"Identity": "a"}],
    ),
    "a password": ("Set-Mailbox", [{"Identity": "a", "Password": "pw-1"}, {"Identity": "a", "Password": "pw-2"}]),
    "a name that is protected": (
        "Update-RoleGroupMember",
        [{"Identity": "Help Desk", "Members": "a"}, {"Identity": "Organization Management", "Members": "a"}],
    ),
    "a date that is none": (
        "Get-MessageTraceV2",
        [{"StartDate": "2026-09-01"}, {"StartDate": "2026-09-02"}, {"StartDate": "soon"}],
    ),
    "a doubt": (
        "Set-Mailbox",
        [{"MessageRecallProcessingEnabled": "true"}, {"MessageRecallProcessingEnabled": "perhaps"}],
    ),
    "a control character": ("Set-Mailbox", [{"Identity": "a"}, {"Identity": "b\a"}]),
}


def came_of(make: Callable[[], ReadyCommand]) -> tuple[object, ReadyCommand | None]:
    """All that can be compared of a command, or its failure; and the command itself."""
    try:
        ready = make()
    except Failure as error:
        return error.line, None
    sent = {
        name: f"secret {value.reveal()}" if isinstance(value, SecretText) else value
        for name, value in ready.call.parameters.items()
    }
    call = replace(ready.call, client_request_id="", parameters=sent)
    return (ready.options, call, repr(sent), ready.page_size, ready.asks, ready.reading.max_rows), ready


@each_row(("cmdlet", "commands"), FOLLOWING.values(), ids=FOLLOWING)
@pytest.mark.parametrize(
    "options",
    [{}, {"what_if": True}, {"catalogue": "strict"}, {"catalogue": "off"}, {"encoding": {"secrets": "refused"}}],
    ids=str,
)
def test_a_command_that_is_like_another_is_the_same_as_by_itself(
    cmdlet: str, commands: list[dict[str, Any]], options: dict[str, Any]
) -> None:
    context, task = Context({}, Owner()), command_of({"cmdlet": cmdlet, **options})
    like: ReadyCommand | None = None
    for given in commands:
        line = SpelledCommand(replace(task, parameters=given))
        alone, ready = came_of(partial(prepare, line, context))
        if like is not None:
            assert came_of(partial(prepare_alike, like, given, context))[0] == alone
        like = ready or like
