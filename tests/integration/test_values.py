# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values in both directions, each way that a task runs: what the box's journal has, and what comes back.

The expected JSON is written by hand from the protocol, not made by our encoder.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.box import Box, Json
from support.checks import assert_no_secrets, assert_no_traceback
from support.playbook import SETTINGS, Run
from support.playbooks import Playbooks, play
from support.shapes import SERVICE, shapes

# A playbook of all cases would take too long on a busy machine.
PARTS = 2
# A module takes some seconds for what an action plugin does in one: every second case shows that it does the same.
in_parts = pytest.mark.parametrize(
    ("setting", "part"),
    [*((SETTINGS[0], part) for part in range(PARTS)), (SETTINGS[3], 0)],
    ids=str,
    indirect=["setting"],
)

SENT = Path(__file__).with_name("values.yml")

CONNECT = """
- name: Connect
  m365.exchange.exo_connect:
    service: [exchange, compliance]
  register: exo
"""


def command(name: str, cmdlet: str, parameters: str = "{}", more: str = "") -> str:
    return f"""
- name: {name}
  m365.exchange.exo_command:
    session: "{{{{ exo }}}}"
    cmdlet: {cmdlet}
    parameters: {parameters}
    {more}
  ignore_errors: true
"""


def sent_to(box: Box, *cmdlets: str) -> list[Json]:
    return [one for one in box.control.journal(kind="invoke") if not cmdlets or one["cmdlet"] in cmdlets]


@in_parts
def test_each_kind_of_value_goes_out_as_documented(playbooks: Playbooks, box: Box, part: int) -> None:
    cases = yaml.safe_load(SENT.read_text(encoding="utf-8"))[part::PARTS]
    tasks = [
        command(f"Case {number}", case["cmdlet"], case["parameters"], _options(case.get("options")))
        for number, case in enumerate(cases)
    ]
    run = playbooks.run(play(CONNECT + "".join(tasks)), environment=box.environment)
    assert_no_traceback(run)
    entries = sent_to(box)
    assert [one["cmdlet"] for one in entries] == [case["cmdlet"] for case in cases], run.output
    for entry, case in zip(entries, cases, strict=True):
        expected = json.loads(case["sent"])
        assert entry["parameters"] == expected, case["parameters"]
        assert _kinds(entry["parameters"]) == _kinds(expected), case["parameters"]


def _options(options: Json | None) -> str:
    """Further options of a task, each in YAML's flow style."""
    return "\n    ".join(f"{name}: {json.dumps(value)}" for name, value in (options or {}).items())


def _kinds(value: Any) -> Any:
    """What tells true from 1 and 1 from 1.0."""
    if isinstance(value, dict):
        return {key: _kinds(one) for key, one in value.items()}
    return [_kinds(one) for one in value] if isinstance(value, list) else type(value).__name__


# What is given, and words of the one line that it gets.
BAD: list[tuple[str, str, str]] = [
    ("Set-Mailbox", "{Identity: AdeleV, HiddenFromAddressListsEnabled: maybe}", "'maybe'"),
    ("Set-HostedContentFilterPolicy", "{Identity: Default, BulkThreshold: many}", "'many'"),
    ("Set-HostedContentFilterPolicy", "{Identity: Default, BulkThreshold: 99999999999999999999}", "2147483647"),
    ("Set-Mailbox", "{Identity: AdeleV, Office: Off}", "quotation marks"),
    ("Set-Mailbox", "{Identity: AdeleV, Unheard: .nan}", "NaN"),
    ("Set-Mailbox", "{Identity: AdeleV, Unheard: .inf}", "infinity"),
    ("Set-Mailbox", '{Identity: AdeleV, MailTip: "a\\u0007b"}', "U+0007"),
    ("Set-Mailbox", "{Identity: AdeleV, MailTip: \"{{ 'x' * 65537 }}\"}", "64 KB"),
    ("Set-Mailbox", "{Identity: AdeleV, Unheard: " + "[" * 25 + "]" * 25 + "}", "nested"),
    ("Get-MessageTraceV2", "{StartDate: 1/2/2026}", "2026-02-01"),
    ("Set-Mailbox", "{Identity: AdeleV, RetainDeletedItemsFor: 1209600}", "seconds"),
    ("New-DlpSensitiveInformationTypeRulePackage", "{FileData: '***'}", "base64"),
    ("New-MigrationEndpoint", "{Credentials: {UserName: anna, Password: canary-Pa55word-9}}", "credential"),
]  # fmt: skip


@in_parts
def test_what_cannot_be_sent_is_one_line_and_nothing_is_sent(playbooks: Playbooks, box: Box, part: int) -> None:
    cases = BAD[part::PARTS]
    tasks = [command(f"Case {number}", cmdlet, value) for number, (cmdlet, value, _words) in enumerate(cases)]
    tasks.append(command("Zone", "Get-Mailbox", "{}", "timezone: Nowhere/Land"))
    run = playbooks.run(play(CONNECT + "".join(tasks)), environment=box.environment)
    assert_no_traceback(run)
    for number, (cmdlet, _value, words) in enumerate(cases):
        result = run.result(f"Case {number}").result
        assert words in result["msg"], result["msg"]
        assert cmdlet in result["msg"]
        assert "\n" not in result["msg"]
        assert result["outcome"] == "did_not_run"
    assert "tzdata" in run.result("Zone").result["error"]["cause"]
    assert sent_to(box) == []


# What these cmdlets do not answer without.
ASKED = {
    "Get-HostedConnectionFilterPolicy": "{Identity: Default}",
    "Get-HostedOutboundSpamFilterPolicy": "{Identity: Default}",
    "Get-InboxRule": "{Mailbox: AdeleV}",
    "Get-RecipientPermission": "{Identity: AdeleV}",
    "Get-TenantAllowBlockListItems": "{ListType: Sender}",
}


@in_parts
def test_shapes_come_back_as_measured(playbooks: Playbooks, own_box: Box, part: int) -> None:
    """The box renders the measured shapes; what its own objects hold decides which of the values."""
    chosen = dict(list(shapes().items())[part::PARTS])
    tasks = ""
    for cmdlet in chosen:
        parameters = ASKED.get(cmdlet, "{}")
        tasks += command(f"{cmdlet} text", cmdlet, parameters, "result_size: 3")
        tasks += command(f"{cmdlet} typed", cmdlet, parameters, "result_size: 3\n    typed: true")
    run = playbooks.run(play(CONNECT + tasks), environment=own_box.environment)
    seen = 0
    for cmdlet, known in chosen.items():
        plain, typed = (run.result(f"{cmdlet} {how}").result for how in ("text", "typed"))
        assert "count" in plain, plain.get("msg")
        assert plain["count"] == typed["count"], cmdlet
        for row, typed_row in zip(plain["objects"], typed["objects"], strict=True):
            assert list(row) == list(typed_row)
            assert not any("@" in name for name in row)
            for shape in known:
                if shape.name not in row:
                    continue
                value = row[shape.name]
                assert shape.fits(value), (cmdlet, shape, value)
                assert typed_row[shape.name] == expected_of(shape.forms, value), (cmdlet, shape, value)
                seen += 1
    assert seen > 50


def expected_of(forms: tuple[str, ...], value: Any) -> Any:
    """What a text of the service is, by its measured form."""
    if not isinstance(value, str):
        return value
    if "d.hh:mm:ss" in forms:
        days, _dot, clock = value.rpartition(".")
        hours, minutes, seconds = map(int, clock.split(":"))
        return ((int(days or 0) * 24 + hours) * 60 + minutes) * 60 + seconds
    if "N unit (N bytes)" in forms:
        return int("".join(filter(str.isdigit, value.partition("(")[2])))
    if "iso-offset" in forms:
        assert value.endswith("+00:00")  # the box's own clock
        return value.replace("+00:00", "Z")
    return value


def test_files_are_read_on_the_controller(playbooks: Playbooks, box: Box, tmp_path: Path) -> None:
    folder = tmp_path / "play"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "rules.xml").write_bytes(b"\x00\x01\xff")
    (folder / "tip.txt").write_text("Zur\u00fcck am Montag\n", encoding="utf-8")
    (folder / "latin.txt").write_bytes(b"Zur\xfcck")
    package = "New-DlpSensitiveInformationTypeRulePackage"
    tasks = (
        CONNECT
        + command("Bytes", package, "{}", "files: {FileData: rules.xml}")
        + command("Text", "Set-Mailbox", "{Identity: AdeleV}", "files: {MailTip: tip.txt}")
        + command("Missing", package, "{}", "files: {FileData: nowhere.xml}")
        + command("Folder", package, "{}", "files: {FileData: files}")
        + command("Twice", package, "{FileData: AQL/}", "files: {filedata: rules.xml}")
        + command("No path", package, "{}", "files: {FileData: [1]}")
        + command("Latin", "Set-Mailbox", "{Identity: AdeleV}", "files: {MailTip: latin.txt}")
    )
    playbook = folder / "play.yml"
    playbook.write_text(play(tasks), encoding="utf-8")
    run = playbooks.run(playbook, environment=box.environment)
    assert_no_traceback(run)
    assert [one["parameters"] for one in sent_to(box)] == [
        {"FileData": [0, 1, 255], "Confirm": False},
        {"Identity": "AdeleV", "MailTip": "Zur\u00fcck am Montag\n", "Confirm": False},
    ]
    for name, key, words in (
        ("Missing", "file-not-readable", "nowhere.xml"),
        ("Folder", "file-not-readable", "files"),
        ("Twice", "file-twice", "FileData"),
        ("No path", "files-not-a-map", "FileData"),
        ("Latin", "file-not-text", "MailTip"),
    ):
        result = run.result(name).result
        assert result["error"]["documentation"].endswith(f"#{key}"), (name, result)
        assert words in result["msg"], result


PASSWORD = "canary-Zx81~Spectrum-48K"


def password_play(more: str = "") -> str:
    return play(
        CONNECT
        + command(
            "Make a mailbox",
            "New-Mailbox",
            '{Name: Sinclair, MicrosoftOnlineServicesID: sinclair@contoso.com, Password: "{{ secret }}"}',
            more,
        )
    )


def run_with_password(playbooks: Playbooks, box: Box, more: str = "") -> Run:
    run = playbooks.run(password_play(more), "-vvv", environment=box.environment, variables={"secret": PASSWORD})
    assert_no_traceback(run)
    journal = json.dumps(box.control.journal())
    assert PASSWORD not in journal
    assert_no_secrets(run, {"password": PASSWORD}, {"journal": journal})
    return run


@pytest.mark.both_ways
@pytest.mark.parametrize("packing", ["text", "zip"])
def test_password_goes_out_encrypted_and_shows_nowhere(playbooks: Playbooks, own_box: Box, packing: str) -> None:
    own_box.control.settings(module_file_key=packing)
    run_with_password(playbooks, own_box).check()
    [sent] = sent_to(own_box, "New-Mailbox")
    assert sent["parameters"]["Password"] == "(blanked)"
    # The box has decrypted it: a fingerprint of the text that arrived.
    assert sent["passwords"] == {"Password": hashlib.sha256(PASSWORD.encode()).hexdigest()[:16]}


def test_password_without_a_key_is_not_sent(playbooks: Playbooks, box: Box) -> None:
    run = run_with_password(playbooks, box)
    result = run.result("Make a mailbox").result
    assert result["error"]["documentation"].endswith("#secret-key-missing")
    assert result["outcome"] == "did_not_run"
    refused = run_with_password(playbooks, box, "encoding: {secrets: refused}").result("Make a mailbox").result
    assert refused["error"]["documentation"].endswith("#secret-refused")
    assert sent_to(box, "New-Mailbox") == []


def test_the_forms_of_the_shapes_are_all_known() -> None:
    forms = {form for known in shapes().values() for shape in known for form in shape.forms}
    assert forms <= set(SERVICE)
