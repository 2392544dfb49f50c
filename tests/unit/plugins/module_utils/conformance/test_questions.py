# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions of the playbook verify_tenant: each has a source, and those that read only read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._conformance.questions import read_questions
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from support.rows import each_row
from support.yaml_texts import from_yaml

ROOT = Path(__file__).resolve().parents[5]
FILES = sorted((ROOT / "playbooks" / "vars").glob("verify_*.yml"))
DATA: dict[str, Any] = {}
for _file in FILES:
    DATA |= from_yaml(re.sub(r"{{.*?}}", "1", _file.read_text(encoding="utf-8")))  # variables of the playbook
READING = read_questions(DATA["verify_errors_and_pages"] + DATA["verify_requests_and_rows"] + DATA["verify_compliance"])


def test_there_are_many_and_each_has_its_name() -> None:
    assert len(READING) > 50
    assert len({one.id for one in READING}) == len(READING)
    assert {one.service for one in READING} == {"exchange", "compliance"}


def test_what_is_open_says_so_and_what_is_expected_is_what_the_box_plays() -> None:
    for one in READING:
        assert one.plays in (one.expected or [one.plays]), one.id
        assert one.expected or any(word in one.source for word in ("nobody", "none", "not")), one.id


def test_reading_questions_change_nothing() -> None:
    assert [one.id for one in READING if one.writer] == []


def test_what_is_not_asked_has_a_reason() -> None:
    assert all(set(one) == {"question", "why"} and all(one.values()) for one in DATA["verify_not_asked"])


def test_a_writing_question_makes_things_of_its_own_and_removes_them() -> None:
    for one in read_questions(DATA["verify_writing"]):
        writes = [step for step in (*one.steps, *one.cleanup) if step.writes]
        named = [str((step.parameters or {}).get("Name") or (step.parameters or {})["Identity"]) for step in writes]
        assert all(name.startswith("{mark}") for name in named), one.id
        made = [name for step, name in zip(writes, named, strict=True) if step.cmdlet.startswith("New-")]
        gone = [name for step, name in zip(writes, named, strict=True) if step.cmdlet.startswith("Remove-")]
        assert set(made) == set(gone), one.id
        assert made, one.id
        assert all(step.cmdlet.startswith("Remove-") for step in one.cleanup), one.id


# Questions of users

OWN: dict[str, Any] = {
    "id": "own", "question": "Is it?", "see": "status", "plays": "200", "source": "a measurement",
    "steps": [{"cmdlet": "Get-Mailbox"}],
}  # fmt: skip


@each_row(
    ("wrong", "told"),
    [
        ({"expected": "404"}, "'expected' is a list"),
        ({"at": "1"}, "'at' is a number"),
        ({"see": ["status"]}, "'see' is a text"),
        ({"steps": [{"cmdlet": 5}]}, "'cmdlet' is a text"),
        ({"steps": [{"cmdlet": "Set-Mailbox", "parameters": "abc"}]}, "'parameters' is a map"),
        ({"steps": [{"cmdlet": "Get-Mailbox", "headers": "abc"}]}, "'headers' is a map"),
        ({"steps": [{"method": "DELETE", "address": "v1.0/{tenant}/Mailbox('a')"}]}, "method is GET or POST"),
        ({"steps": [{"cmdlet": "Get-Mailbox", "method": "PATCH"}]}, "method is GET or POST"),
    ],
)
def test_a_question_of_a_wrong_kind_is_told_before_anything_is_sent(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(Failure) as failed:
        read_questions([{**OWN, **wrong}])
    assert failed.value.key == "question-not-usable"
    assert told in failed.value.line


@each_row(
    ("step", "writes"),
    [
        ({"address": "v1.0/{tenant}/Mailbox('a')"}, True),
        ({"address": "v1.0/{tenant}/Mailbox('a')", "method": "GET"}, False),
        ({"cmdlet": "Get-Mailbox"}, False),
        ({"cmdlet": "Set-Mailbox"}, True),
    ],
)
def test_what_is_posted_without_a_cmdlet_may_write(step: dict[str, Any], writes: bool) -> None:
    (question,) = read_questions([{**OWN, "steps": [step]}])
    assert (question.writer is not None) == writes
