# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of tasks for many customers: what is taken, and the one line, with its number, for what ansible-core would end
the run about after the first connection. One run of each ansible-core has all of them."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from support.checks import assert_no_traceback
from support.playbook import SETTINGS
from support.playbooks import Playbooks, play

GOOD = """---
- name: Ours, by its full name and by its short one
  m365.exchange.exo_mailbox:
    identity: "{{ who }}"
  register: box
- exo_command: {cmdlet: Get-Mailbox}
- name: A block
  when: box is changed
  block:
    - ansible.builtin.debug: msg="{{ box }}"
  rescue:
    - action: "{{ whichever }}"
  always: []
- ansible.builtin.include_tasks: more/{{ what }}.yml
- include_tasks: perhaps.yml
  when: false
- ansible.builtin.include_tasks: {file: part/mutual.yml}
- ansible.builtin.include_role: {name: whoever}
- local_action: command true
"""
OTHERS = {
    "part/mutual.yml": "- import_tasks: ../good.yml\n- include_tasks: empty.yml\n",
    "part/empty.yml": "---\n",
    "part/broken.yml": "- debug:\n- exo_comand:\n",
}
NO_DASH = "is no list of tasks, each of which begins with a dash."


class Case(NamedTuple):
    """A file of tasks, and how its line ends or goes on; ``line`` 0 where the file is taken."""

    name: str
    text: str
    line: int
    said: str = ""
    file: str = ""


CASES = (
    Case("good", GOOD, 0),
    Case("empty", "", 1, "there is no task in it."),
    Case("comment", "---\n# later\n", 1, "there is no task in it."),
    Case("no-list", "name: x\ndebug:\n", 1, f"the file {NO_DASH}"),
    Case("no-yaml", "- debug:\n    msg: x\n   foo: y\n", 3, "it is no YAML, "),
    Case("text", "- debug: msg=x\n- a text\n", 2, "this is no task, which is a map with a module in it."),
    Case("playbook", "---\n- name: All\n  hosts: all\n  tasks: []\n", 2, "this is a whole playbook; take the list"),
    Case("misspelt", "- debug:\n- m365.exchange.exo_mailbx:\n", 2,
         "there is no module 'm365.exchange.exo_mailbx'; perhaps m365.exchange.exo_mailbox is meant."),
    Case("of-core", "- ansible.builtin.debgu:\n", 1, "there is no module 'ansible.builtin.debgu'; perhaps ansible."),
    Case("of-others", "- contoso.desk.ticket:\n", 1,
         "there is no module 'contoso.desk.ticket'; it is misspelt, or its collection is not installed."),
    Case("keyword", "- debug: msg=x\n  regster: y\n", 1, "'regster' is not a valid attribute for a Task."),
    Case("nothing", "- name: Nothing\n", 1, "no module/action detected in task."),
    Case("two", "- debug: msg=x\n  command: true\n", 1, "conflicting action statements: debug, command."),
    Case("in-block", "- block:\n  - debug:\n  - debgu:\n", 3, "there is no module 'debgu'; perhaps debug is meant."),
    Case("merged", "- debug:\n  vars: {x: &b {block: [{debgu: }]}}\n- <<: *b\n", 3,
         "there is no module 'debgu'; perhaps debug is meant."),
    Case("block-keyword", "- block: []\n  name: x\n  rescu: []\n", 3, "'rescu' is no keyword of a block."),
    Case("block-list", "- block: []\n  always:\n    debug:\n", 3, f"the always {NO_DASH}"),
    Case("no-include", "- include_tasks: nowhere.yml\n", 1, "there is no file 'nowhere.yml' to include."),
    Case("bad-include", "- include_tasks: {filee: x.yml}\n", 1, "Invalid options for include_tasks: filee."),
    Case("no-role", "- include_role: {}\n", 1, "'name' is a required field for include_role."),
    Case("included", "- include_tasks: part/broken.yml\n", 2, "there is no module 'exo_comand'; perhaps exo_command",
         "part/broken.yml"),
)  # fmt: skip
ACTIONS = [one for one in SETTINGS if one.way == "action"]


@pytest.mark.each_setting
@pytest.mark.parametrize("setting", ACTIONS, ids=str, indirect=True)
def test_what_cannot_be_run_is_told_with_file_and_line(playbooks: Playbooks) -> None:
    folders = playbooks.folders()
    folders.make()
    (folders.root / "part").mkdir()
    for name, text in {**OTHERS, **{f"{one.name}.yml": one.text for one in CASES}}.items():
        (folders.root / name).write_text(text, encoding="utf-8")
    (folders.root / "latin.yml").write_bytes(b"- debug: msg=\xff\n")
    tasks = """
        - name: Look
          m365.exchange.exo_customer_results:
            step: start
            path: results
            all_customers: [contoso]
            tasks_file: "{{ item }}.yml"
          loop: "{{ files }}"
          ignore_errors: true
    """
    variables: dict[str, Any] = {"files": [*(one.name for one in CASES), "latin"]}
    run = playbooks.run(play(tasks), folders=folders, variables=variables).check()
    assert_no_traceback(run)
    found = {one["item"]: one for one in run.result("Look").result["results"]}
    assert found["latin"]["msg"].startswith(
        f"The file of tasks '{folders.root}/latin.yml' cannot be run, line 1: it is not"
    )
    for case in CASES:
        if not case.line:
            assert not found[case.name].get("failed"), found[case.name]
            continue
        file = folders.root / (case.file or f"{case.name}.yml")
        line = f"The file of tasks '{file}' cannot be run, line {case.line}: {case.said}"
        assert found[case.name]["msg"].startswith(line), found[case.name]["msg"]
        assert "\n" not in found[case.name]["msg"]
        assert found[case.name]["error"]["documentation"].endswith("#customers-tasks-not-valid")
