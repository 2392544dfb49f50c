# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An ansible-core that shows what should stay hidden is named, with the one that is wanted."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.m365.exchange.plugins.plugin_utils._once_a_run import OLDEST, warn_of_core
from support.rows import each_row
from support.yaml_texts import from_yaml

ROOT = Path(__file__).resolve().parents[4]


@each_row("version", ["2.14.18", "2.15.13", "2.16.0", "2.16.12", "2.17.0", "2.17.5", "2.17.0rc1", "2.9.27", "2.15"])
def test_a_core_that_shows_secrets_is_told_what_is_wanted(version: str) -> None:
    said: list[str] = []
    warn_of_core(version, said.append)
    (line,) = said
    assert version in line
    assert "2.16.13 or later" in line


@each_row("version", ["2.16.13", "2.16.14", "2.17.6", "2.17.14", "2.18.0", "2.21.5", "2.22.0rc1", "3.0.0"])
def test_the_others_run_without_a_word(version: str) -> None:
    said: list[str] = []
    warn_of_core(version, said.append)
    assert said == []


def test_the_collection_says_the_same_to_ansible() -> None:
    runtime = from_yaml((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))
    assert runtime["requires_ansible"] == f">={'.'.join(map(str, OLDEST))}"
