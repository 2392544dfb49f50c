# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong on the way: what is sent again, what is not, and that the outcome told is the true one."""

from __future__ import annotations

from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.playbook import Run
from support.playbooks import Playbooks, play

MAILBOX = "AdeleV@contoso.onmicrosoft.com"

# Cmdlet, parameters, fault with its settings, then what the result must say: failed, tries, outcome, retry_safe.
CASES: tuple[tuple[str, dict[str, Any], dict[str, Any], tuple[bool, int, str | None, bool | None]], ...] = (
    ("Get-AcceptedDomain", {}, {"kind": "throttle", "retry_after": 1}, (False, 2, None, None)),
    ("Get-RemoteDomain", {}, {"kind": "reset"}, (False, 2, None, None)),
    ("Get-TransportRule", {}, {"kind": "truncate"}, (False, 2, None, None)),
    ("Get-User", {"Identity": MAILBOX}, {"kind": "status", "status": 503}, (False, 2, None, None)),
    ("Get-CASMailbox", {"Identity": MAILBOX}, {"kind": "nul"}, (True, 1, "did_not_run", True)),
    ("Get-TransportConfig", {}, {"kind": "status", "status": 503, "times": 0}, (True, 2, "unknown", True)),
    ("Set-Mailbox", {"Identity": MAILBOX, "CustomAttribute2": "a"}, {"kind": "throttle"}, (False, 2, None, None)),
    (
        "Set-User",
        {"Identity": MAILBOX, "Title": "Lead"},
        {"kind": "text", "text": "You have reached the maximum number of concurrent requests per tenant."},
        (False, 2, None, None),
    ),
    (
        "Set-CASMailbox",
        {"Identity": MAILBOX, "PopEnabled": False},
        {"kind": "reset", "moment": "after"},
        (True, 1, "unknown", False),
    ),
    (
        "Set-TransportConfig",
        {"ClearCategories": False},
        {"kind": "status", "status": 504, "moment": "after"},
        (True, 1, "unknown", False),
    ),
    (
        "Set-OrganizationConfig",
        {"AutoExpandingArchive": True},
        {"kind": "status", "status": 503},
        (True, 1, "unknown", False),
    ),
    (
        "New-MailContact",
        {"Name": "Joni", "ExternalEmailAddress": "joni@fabrikam.com"},
        {"kind": "claims"},
        (False, 2, None, None),
    ),
    (
        "New-DistributionGroup",
        {"Name": "Sales"},
        {"kind": "confirmation"},
        (True, 1, "did_not_run", True),
    ),
    (
        "New-TransportRule",
        {"Name": "Stamp", "ApplyHtmlDisclaimerText": "Hello"},
        {"kind": "error", "exception_type": "Microsoft.Exchange.Data.Directory.UnableToWriteToAadException"},
        (True, 1, "unknown", False),
    ),
    (
        "Set-RemoteDomain",
        {"Identity": "Default", "TNEFEnabled": True},
        {"kind": "html"},
        (True, 1, "unknown", False),
    ),
    ("Remove-MailContact", {"Identity": "nobody"}, {"kind": "slow"}, (True, 1, "refused", False)),
    # The last one: its brake keeps every later command of the session waiting for two minutes.
    ("Get-SharingPolicy", {}, {"kind": "throttle", "retry_after": 600}, (True, 1, "did_not_run", True)),
)

TASKS = """
- name: Connect
  m365.exchange.exo_connect:
  register: exo
- name: Run
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: "{{ item.cmdlet }}"
    parameters: "{{ item.parameters }}"
    retries: 1
    retry_budget: 5
    allow_tenant_wide: true
  loop: "{{ cases }}"
  loop_control:
    label: "{{ item.cmdlet }}"
  ignore_errors: true
- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{ exo }}"
"""


def run_cases(playbooks: Playbooks, box: Box) -> Run:
    for cmdlet, _parameters, fault, _expected in CASES:
        box.control.fault(match={"cmdlet": cmdlet}, **fault)
    cases = [{"cmdlet": cmdlet, "parameters": parameters} for cmdlet, parameters, _fault, _expected in CASES]
    return playbooks.run(play(TASKS), environment=box.environment, variables={"cases": cases})


def test_each_outcome_is_the_true_one(playbooks: Playbooks, own_box: Box) -> None:
    run = run_cases(playbooks, own_box).check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    journal = own_box.control.journal()
    for (cmdlet, _parameters, fault, expected), item in zip(CASES, run.items("Run"), strict=True):
        result = item.result
        told = (
            item.event == "item_failed",
            result["attempts"],
            result.get("outcome"),
            result["error"]["retry_safe"] if "error" in result else None,
        )
        assert told == expected, (cmdlet, fault, result.get("msg"))
        sent = [one for one in journal if one["cmdlet"] == cmdlet]
        assert len(sent) == result["attempts"], cmdlet
        assert {one["headers"]["client-request-id"] for one in sent} == {result["client_request_id"]}
        executed = sum(1 for one in sent if one["executed"])
        if result.get("outcome") == "did_not_run":
            assert executed == 0, cmdlet
        if not cmdlet.startswith("Get-"):
            assert executed <= 1, f"{cmdlet} ran twice"
            if item.event == "item_ok":
                assert executed == 1


def test_an_unknown_write_names_how_to_look(playbooks: Playbooks, own_box: Box) -> None:
    run = run_cases(playbooks, own_box).check()
    for (cmdlet, *_rest), item in zip(CASES, run.items("Run"), strict=True):
        if item.result.get("outcome") == "unknown" and not cmdlet.startswith("Get-"):
            card = item.result["error"]
            assert card["documentation"].endswith("#write-unknown")
            assert card["client_request_id"] in item.result["msg"] + " ".join(card["fix"])
            assert "Get-" in item.result["msg"] + " ".join(card["fix"])


TIMEOUT = """
- name: Write
  m365.exchange.exo_command:
    cmdlet: Set-Mailbox
    parameters: {Identity: AdeleV@contoso.com, CustomAttribute5: c}
  timeout: 4
  ignore_errors: true
"""


def test_the_tasks_own_timeout_leaves_open_what_ran(playbooks: Playbooks, box: Box) -> None:
    box.control.fault("timeout", match={"cmdlet": "Set-Mailbox"})
    result = playbooks.run(play(TIMEOUT), environment=box.environment).check().result("Write").result
    assert result["outcome"] == "unknown"
    assert result["error"]["documentation"].endswith("#task-timeout")
    assert result["error"]["retry_safe"] is False


@pytest.mark.parametrize("keywords", ["  retries: 3\n  delay: 0\n", "  until: false\n  retries: 1\n"])
def test_a_write_that_ran_out_of_time_is_not_repeated_by_retries(playbooks: Playbooks, box: Box, keywords: str) -> None:
    """As Ansible itself never does; what it says in place of the result comes as a warning, too."""
    box.control.fault("timeout", match={"cmdlet": "Set-Mailbox"}, times=0)
    run = playbooks.run(play(TIMEOUT + keywords), environment=box.environment).check()
    assert len(box.control.journal(cmdlet="Set-Mailbox")) == 1
    timed_out = run.result("Write").result
    assert "timedout" in timed_out or "in the expected time frame" in timed_out["msg"]  # as 2.16 says it
    assert "may have run" in run.output
