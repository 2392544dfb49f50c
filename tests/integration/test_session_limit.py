# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many at once: session_limit keeps its promise, and fifty forks with one session renew its token once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from support.box import Box
from support.checks import assert_nothing_left
from support.extent import choose
from support.looking import looking
from support.playbook import SETTINGS, Folders, Run
from support.playbooks import Playbooks, play
from support.waiting import wait_until

newest_action = pytest.mark.parametrize("setting", [SETTINGS[0]], ids=str, indirect=True)
both = pytest.mark.parametrize("setting", [SETTINGS[0], SETTINGS[3]], ids=str, indirect=True)

# Ten plays in make test-all.
PLAYS, HOSTS_AT_ONCE, OPEN = choose(5, 10), 10, 3
WORK = """
- name: Connect
  m365.exchange.exo_connect:
    session_limit: 3
    session_wait: 900
  register: exo
- name: Keep the session open until the test has looked
  ansible.builtin.wait_for:
    path: "{{ release }}"
    timeout: 900
- name: Read
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Get-OrganizationConfig
    properties: [Name]
- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{ exo }}"
"""


@contextmanager
def counted(folders: Folders) -> Iterator[list[int]]:
    """How many records there were, each time that somebody looked."""
    counts: list[int] = []
    with looking(lambda: counts.append(len(folders.records())), every=0.01):
        yield counts


@newest_action
def test_ten_plays_at_once_never_have_more_than_three_open_and_all_finish(playbooks: Playbooks, box: Box) -> None:
    """Three hold their sessions until all have signed in and asked for one."""
    shared = playbooks.folders()
    shared.make()
    release = shared.root / "release"
    environment = {**box.environment, "XDG_RUNTIME_DIR": str(shared.runtime)}
    variables = {"release": str(release)}

    def run(own: Folders) -> Run:
        return playbooks.run(play(WORK), environment=environment, variables=variables, folders=own)

    with counted(shared) as counts, ThreadPoolExecutor(PLAYS) as pool:
        running = [pool.submit(run, playbooks.folders()) for _play in range(PLAYS)]
        wait_until(lambda: len(box.control.journal(kind="banner", status=200)) >= PLAYS, "all sign-ins")
        wait_until(lambda: len(shared.records()) == OPEN, "three sessions")
        looks = len(counts)
        wait_until(lambda: len(counts) >= looks + 150, "a look at what the others do")
        release.touch()
        for one in running:
            one.result().check()
    assert max(counts) == OPEN
    assert shared.records() == []


HOSTS = """---
- name: Ten hosts
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Add them
      ansible.builtin.add_host:
        name: "host{{ item }}"
        groups: ten
        ansible_connection: local
      loop: "{{ range(10) | list }}"
      changed_when: false

- name: As many sessions as hosts
  hosts: ten
  gather_facts: false
  tasks:
    - name: Connect
      m365.exchange.exo_connect:
    - name: Look
      m365.exchange.exo_session_info:
      run_once: true
    - name: Disconnect
      m365.exchange.exo_disconnect:
        all: true
      run_once: true
    - name: Connect within the limit
      m365.exchange.exo_connect:
        session_limit: 3
      ignore_errors: true
    - name: Disconnect again
      m365.exchange.exo_disconnect:
        all: true
      run_once: true
"""


@newest_action
def test_all_hosts_of_a_play_connect_unless_there_is_a_limit(playbooks: Playbooks, box: Box) -> None:
    run = playbooks.run(HOSTS, "--forks", str(HOSTS_AT_ONCE), environment=box.environment).check()
    assert_nothing_left(run)
    assert [one.event for one in run.results if one.task == "Connect"] == ["ok"] * HOSTS_AT_ONCE
    listed = run.result("Look").result
    assert listed["count"] == HOSTS_AT_ONCE
    assert {one["state"] for one in listed["sessions"]} == {"open"}
    limited = [one for one in run.results if one.task == "Connect within the limit"]
    assert sorted(one.event for one in limited) == ["ignored"] * (HOSTS_AT_ONCE - OPEN) + ["ok"] * OPEN
    for one in limited:
        if one.event == "ignored":
            assert one.result["error"]["documentation"].endswith("#session-limit")
            assert len({session["id"] for session in one.result["sessions"]}) == OPEN


LISTED = """
- name: Connect once
  m365.exchange.exo_connect:
    session_limit: 1
  register: first
- name: Connect once more
  m365.exchange.exo_connect:
    session_limit: 1
  ignore_errors: true
- name: Wait in vain
  m365.exchange.exo_connect:
    session_limit: 1
    session_wait: 1
  ignore_errors: true
- name: Allow more than Microsoft once did
  m365.exchange.exo_connect:
    session_limit: 4
  no_log: false
- name: Ask for what cannot be
  m365.exchange.exo_connect:
    session_limit: -1
  ignore_errors: true
- name: Disconnect
  m365.exchange.exo_disconnect:
    all: true
"""


@both
def test_past_the_limit_the_open_sessions_are_listed_without_a_key(playbooks: Playbooks, box: Box) -> None:
    run = playbooks.run(play(LISTED), environment=box.environment).check()
    assert_nothing_left(run)
    for task in ("Connect once more", "Wait in vain"):
        result = run.result(task).result
        assert result["error"]["documentation"].endswith("#session-limit")
        (one,) = result["sessions"]
        assert one["owner_pid"] > 0
        assert f"{one['id']} (age " in result["error"]["cause"]
        assert f"pid {one['owner_pid']}" in result["error"]["cause"]
        assert "exo1." not in json.dumps(result)
    if playbooks.setting.core == "newest":  # the oldest one shows no warnings of a result that is hidden
        assert "session_limit is 4" in run.output
    assert run.result("Ask for what cannot be").result["error"]["documentation"].endswith("#option-out-of-range")
    assert len(run.result("Disconnect").result["disconnected"]) == 2


FORKS = choose(20, 50)  # fifty in make test-all
EXPIRING = """---
- name: Connect
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Add the hosts
      ansible.builtin.add_host:
        name: "fork{{ item }}"
        groups: forks
        ansible_connection: local
      loop: "{{ range(forks) | list }}"
      changed_when: false
    - name: Connect with a token that is old soon
      m365.exchange.exo_connect:
      register: exo
    - name: Let the next token live longer
      ansible.builtin.uri:
        url: "{{ control }}/settings"
        method: PATCH
        body_format: json
        body: {token_lifetime: 4500}
        use_proxy: false
        status_code: [200, 204]
      vars:
        ansible_python_interpreter: "{{ ansible_playbook_python }}"
    - name: Wait until it is old
      ansible.builtin.pause:
        seconds: 17

- name: Many forks
  hosts: forks
  gather_facts: false
  tasks:
    - name: Read
      m365.exchange.exo_command:
        session: "{{ hostvars.localhost.exo }}"
        cmdlet: Get-OrganizationConfig
        properties: [Name]
    - name: Disconnect
      m365.exchange.exo_disconnect:
        session: "{{ hostvars.localhost.exo }}"
      run_once: true
"""


@newest_action
def test_fifty_forks_that_meet_an_expiring_token_renew_it_once(playbooks: Playbooks, own_box: Box) -> None:
    # A token with less than a fifth of its life before it is renewed before it is used: here after 16 seconds.
    own_box.control.settings(token_lifetime=20)
    run = playbooks.run(
        EXPIRING,
        "--forks",
        str(FORKS),
        environment=own_box.environment,
        variables={"forks": FORKS, "control": own_box.environment["EXO_SIMULATOR_CONTROL"]},
    ).check()
    assert_nothing_left(run)
    results = [one for one in run.results if one.task == "Read"]
    assert [one.event for one in results] == ["ok"] * FORKS
    tokens = [one for one in own_box.control.journal() if one["path"].endswith("/oauth2/v2.0/token")]
    assert len(tokens) == 2
    reads = [one for one in own_box.control.journal(cmdlet="Get-OrganizationConfig") if one["executed"]]
    assert len(reads) >= FORKS
