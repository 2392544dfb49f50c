# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The harness itself: if this fails, no other integration test says anything."""

from __future__ import annotations

import os
import subprocess

import pytest

from support.checks import assert_no_secrets, assert_no_traceback
from support.places import ROOT, bin_of
from support.playbook import SETTINGS, Setting
from support.playbooks import Playbooks, play

only_newest_action = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)


@pytest.mark.both_ways
def test_a_task_runs_in_the_controller_or_in_a_process_of_its_own(playbooks: Playbooks, setting: Setting) -> None:
    run = playbooks.run(
        play("""
            - name: Look
              where_am_i:
            - name: Ping
              ansible.builtin.ping:
        """)
    ).check()
    seen = run.result("Look").result
    if setting.way == "action":
        assert seen["transport"] == "local"
        assert "module" not in seen
        assert run.modules() == []
    else:
        assert seen["transport"] == "other_process"
        assert seen["module"] != seen["worker"]
        assert seen["module"] != seen["parent"]
        assert seen["python"].startswith(f"{bin_of(setting.core)}/")
        assert run.modules() == ["where_am_i", "ping"]
    assert run.result("Ping").result["ping"] == "pong"


@pytest.mark.both_ways
def test_a_run_uses_the_core_it_was_asked_for(playbooks: Playbooks, setting: Setting) -> None:
    run = playbooks.run(
        play("""
            - name: Version
              ansible.builtin.debug:
                msg: "{{ ansible_version.full }} {{ ansible_playbook_python }}"
        """)
    ).check()
    version, python = run.result("Version").result["msg"].split()
    assert python.startswith(f"{bin_of(setting.core)}/")
    if setting.core == "beta":  # a workflow tries what is newer than the pin
        told = subprocess.run(
            [bin_of(setting.core) / "ansible", "--version"], capture_output=True, text=True, check=True
        )
        assert f"[core {version}]" in told.stdout
    else:
        pins = (ROOT / "tests" / "requirements" / f"{setting.core}.txt").read_text(encoding="utf-8")
        assert f"\nansible-core=={version} " in pins


@pytest.mark.both_ways
def test_a_run_sees_nothing_of_the_users_own_settings(
    playbooks: Playbooks, setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXO_CLIENT_SECRET", "the user's own")
    monkeypatch.setenv("ANSIBLE_STDOUT_CALLBACK", "minimal")
    run = playbooks.run(
        play("""
            - name: Environment
              ansible.builtin.command: env
              changed_when: false
        """),
        environment={"EXO_ORGANIZATION": "contoso.onmicrosoft.com"},
    ).check()
    lines = run.result("Environment").result["stdout_lines"]
    assert "EXO_ORGANIZATION=contoso.onmicrosoft.com" in lines
    assert f"HOME={run.folders.home}" in lines
    assert not [line for line in lines if line.startswith("EXO_CLIENT_SECRET")]
    assert "TASK [Environment]" in run.stdout


@only_newest_action
def test_failures_items_and_skips_are_told_apart(playbooks: Playbooks) -> None:
    run = playbooks.run(
        play("""
            - name: Items
              ansible.builtin.command: "{{ item }}"
              loop: ["true", "false"]
              changed_when: false
              ignore_errors: true
            - name: Never
              ansible.builtin.ping:
              when: false
            - name: Last
              ansible.builtin.fail:
                msg: on purpose
        """)
    )
    assert run.returncode == 2
    assert [one.event for one in run.items("Items")] == ["item_ok", "item_failed"]
    assert [run.result(name).event for name in ("Items", "Never", "Last")] == ["ignored", "skipped", "failed"]
    with pytest.raises(AssertionError, match="ended with 2"):
        run.check()


@only_newest_action
def test_a_planted_leak_is_found_in_the_output_and_in_files(playbooks: Playbooks) -> None:
    secret = "canary-" + os.urandom(12).hex()
    run = playbooks.run(
        play("""
            - name: Say
              ansible.builtin.debug:
                msg: "{{ secret | b64encode }}"
            - name: Keep
              ansible.builtin.copy:
                content: "{{ secret[3:17] }}"
                dest: "{{ lookup('ansible.builtin.env', 'HOME') }}/kept"
                mode: "0600"
        """),
        variables={"secret": secret},
    ).check()
    with pytest.raises(AssertionError) as caught:
        assert_no_secrets(run, {"canary": secret})
    assert "canary (base64+0) in stdout" in str(caught.value)
    assert "canary (raw) in " + str(run.folders.home / "kept") in str(caught.value)
    assert secret not in str(caught.value)
    # Nothing in common with the canary: of two that begin alike, one in 256 shares a part of its base64.
    assert_no_secrets(run, {"another": os.urandom(16).hex()})


@only_newest_action
def test_a_traceback_is_found(playbooks: Playbooks) -> None:
    text = "Traceback (most recent call last)"
    run = playbooks.run(play(f"- name: Say\n  ansible.builtin.debug: {{msg: '{text}'}}")).check()
    with pytest.raises(AssertionError):
        assert_no_traceback(run)
