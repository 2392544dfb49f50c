# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions of the playbook verify_tenant: each has a source, and those that read only read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from ansible_collections.m365.exchange.plugins.module_utils._conformance.question import read_questions

ROOT = Path(__file__).resolve().parents[5]
DATA: dict[str, Any] = yaml.safe_load((ROOT / "playbooks" / "vars" / "verify_tenant.yml").read_text(encoding="utf-8"))
READING = read_questions(DATA["verify_exchange"] + DATA["verify_compliance"])


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
