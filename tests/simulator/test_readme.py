# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The box's README says what is: its examples work, its tables are complete."""

from __future__ import annotations

import json
import re
import time
from dataclasses import fields
from datetime import datetime, timezone

import pytest

from exo_simulator.cli import main
from exo_simulator.clock import BoxClock
from exo_simulator.clouds import HOSTS
from exo_simulator.exchange import Caller, Organization
from exo_simulator.faults.kinds import CONNECT_KINDS, KINDS
from exo_simulator.faults.rules import FaultRules
from exo_simulator.settings import Settings
from exo_simulator.tenants import load
from support.pages import all_blocks
from support.places import SIMULATOR

README = (SIMULATOR / "README.md").read_text(encoding="utf-8")


def block(language: str, words: str) -> str:
    """The fenced block of a language that contains these words."""
    blocks = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return next(str(text) for text in blocks if words in text)


def test_example_of_a_tenants_file_makes_an_organisation() -> None:
    (tenant,) = load(block("yaml", "tenant_id"), "README.md").tenants
    organization = Organization.from_config(tenant.config, lambda: datetime.now(timezone.utc))
    helpdesk = Caller("app", "x", frozenset(tenant.applications["8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e01"].role_groups))
    assert len(organization.invoke(helpdesk, "exchange", "Get-Mailbox", {}).rows) == 25


def test_customers_of_the_page_are_a_provider_and_its_tenants() -> None:
    (text,) = (one.text for one in all_blocks() if one.text.startswith("# tenants.yml"))
    provider, *customers = load(text, "tenants.yml").tenants
    assert list(provider.customers) == [one.tenant_id for one in customers]
    assert {app_id for one in customers for app_id in one.applications} == set(provider.applications)
    assert [one.directory_roles for one in customers[1].applications.values()] == [()]


def test_example_of_a_fault_can_be_armed() -> None:
    text = block("shell", "/faults").partition("'")[2].rpartition("'")[0]
    FaultRules(BoxClock(time.time), lambda _token: None).add(json.loads(text))


@pytest.mark.parametrize("kind", sorted({*KINDS, *CONNECT_KINDS}))
def test_every_fault_and_its_options_are_in_the_readme(kind: str) -> None:
    assert f"`{kind}`" in README
    for table in (KINDS, CONNECT_KINDS):
        for option in table[kind].options if kind in table else ():
            assert f"`{option}`" in README, option


def test_every_setting_and_its_default_are_in_the_readme() -> None:
    for field in fields(Settings):
        default = json.dumps(field.default).strip('"').removesuffix(".0")
        assert re.search(rf"`{field.name}`: `?{default}\b", README), field.name


def test_every_host_is_in_the_readme() -> None:
    for host, part in HOSTS.items():
        assert part.part == "compliance" or f"`{host}`" in README, host


def test_every_option_of_the_command_line_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"], None)  # type: ignore[arg-type]
    for option in re.findall(r"--[a-z-]+", capsys.readouterr().out):
        assert option == "--help" or option in README, option
