# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown in place of a line that is refused: tasks, filled in with what the line says."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import read_line
from ansible_collections.m365.exchange.plugins.module_utils._commands.script_to_tasks import tasks_for
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._powershell.parse_command import parse
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import CommandOptions
from support.pages import block, blocks_of


def told(text: str) -> list[tuple[str, dict[str, str], Any]]:
    """The line, the parameters and the register of each task."""
    tasks = tasks_for(text)
    assert tasks is not None
    found = []
    for task in yaml.safe_load(tasks):
        options = task["m365.exchange.exo_command"]
        parse(options["command"])
        found.append((options["command"], options.get("parameters", {}), task.get("register")))
    return found


def test_a_variable_becomes_one_of_ansible() -> None:
    assert told("Set-Mailbox -Identity $user -MailTip 'Away'") == [
        ("Set-Mailbox -MailTip 'Away'", {"Identity": "{{ user }}"}, None)
    ]
    assert told("Set-Mailbox $user.Name -MailTip:$tip") == [
        ("Set-Mailbox", {"Identity": "{{ user.Name }}", "MailTip": "{{ tip }}"}, None)
    ]


def test_each_statement_is_a_task_and_uses_what_came_before() -> None:
    text = "$m = Get-Mailbox adele -ResultSize 1; Set-Mailbox -Identity $m.Guid -MailTip x\nGet-User | sort Name"
    assert told(text) == [
        ("Get-Mailbox adele -ResultSize 1", {}, "m"),
        ("Set-Mailbox -MailTip x", {"Identity": "{{ m.objects[0].Guid }}"}, None),
        ("Get-User | sort Name", {}, None),
    ]


def lines(text: str) -> list[str]:
    """The lines of tasks that have nothing else."""
    found = told(text)
    assert [(parameters, register) for _line, parameters, register in found] == [({}, None)] * len(found)
    return [line for line, _parameters, _register in found]


def test_what_a_variable_holds_goes_on_through_the_pipe() -> None:
    text = "$All = Get-Mailbox -ResultSize Unlimited; $all | foreach {Set-Mailbox $_.Guid -MailTip x}"
    assert lines(text) == ["Get-Mailbox -ResultSize Unlimited | foreach {Set-Mailbox $_.Guid -MailTip x}"]
    # What is used otherwise as well is read for that.
    assert told("$m = Get-Mailbox -Filter $f\n$m | Get-MailboxStatistics\nSet-User -Identity $m.Guid -City Oslo") == [
        ("Get-Mailbox", {"Filter": "{{ f }}"}, "m"),
        ("Get-Mailbox | Get-MailboxStatistics", {"Filter": "{{ f }}"}, None),
        ("Set-User -City Oslo", {"Identity": "{{ m.objects[0].Guid }}"}, None),
    ]


def test_a_loop_over_what_a_command_gives_is_a_line_for_each_command_in_it() -> None:
    text = """$mailboxes = Get-Mailbox -ResultSize 20
        foreach ($one in $mailboxes) {
            Set-Mailbox -Identity $one.Alias -MailTip "Of $($one.DisplayName); not '$one'"
            Set-CASMailbox `
                $one.Alias -PopEnabled $false
        }
        foreach ($one in (Get-User)) { Set-User $one.Guid -Office 'no $one;  really' }"""
    assert tasks_for(text) is None, "a variable inside of a text is the whole object"
    head = "Get-Mailbox -ResultSize 20"
    assert lines(text.replace("; not '$one'", "")) == [
        f'{head} | ForEach-Object {{ Set-Mailbox -Identity $_.Alias -MailTip "Of $($_.DisplayName)" }}',
        f"{head} | ForEach-Object {{ Set-CASMailbox $_.Alias -PopEnabled $false }}",
        "Get-User | ForEach-Object { Set-User $_.Guid -Office 'no $one;  really' }",
    ]
    assert lines("Get-User | % { Set-User $_.Guid -City Oslo; Set-Mailbox $_.Guid -MailTip x }") == [
        "Get-User | ForEach-Object { Set-User $_.Guid -City Oslo }",
        "Get-User | ForEach-Object { Set-Mailbox $_.Guid -MailTip x }",
    ]


@pytest.mark.parametrize("over", ["Get-User | where {-not $_.City}", "Get-User -Filter 'City -eq $null'", "$found"])
def test_what_a_first_command_may_take_out_of_reach_of_the_second_is_not_told(over: str) -> None:
    """Each line reads again: behind the first one the condition would find nobody."""
    given = "$found = Get-User -Filter $condition; " if over == "$found" else ""
    one, two = "Set-User $u.Guid -City Oslo", "Set-Mailbox $u.Guid -MailTip x"
    assert tasks_for(f"{given}foreach ($u in {over}) {{ {one}; {two} }}") is None
    assert tasks_for(f"{given}foreach ($u in {over}) {{ {one} }}") is not None


@pytest.mark.parametrize("over", ["Get-User | where {-not $_.City}", "Get-User -Filter 'City -eq $null'"])
@pytest.mark.parametrize(
    "write",
    ["$u | Set-User -City Oslo", "foreach ($one in $u) { Set-User $one.Guid -City Oslo }", "Set-User a -City b"],
)
def test_what_a_write_may_take_out_of_reach_of_a_later_line_is_not_told(over: str, write: str) -> None:
    for later in ("$u | Set-Mailbox -MailTip x", "foreach ($one in $u) { Set-Mailbox $one.Guid -MailTip x }"):
        assert tasks_for(f"$u = {over}\n{write}\n{later}") is None
        assert tasks_for(f"$u = Get-User\n{write}\n{later}") is not None
        assert tasks_for(f"$u = {over}\n$u | ft Name\n{later}") is not None
        assert tasks_for(f"{write.replace('$u', 'Get-User')}\n$u = {over}\n{later}") is not None
        assert tasks_for(f"$u = Get-DistributionGroupMember Sales\nRemove-DistributionGroup Sales\n{later}") is None


def test_a_loop_over_values_is_one_of_ansible() -> None:
    first, second = "Set-User -Identity $u.Name -City $U.City -Office HQ", "Set-Mailbox $u.Name -MailTip $tip"
    text = f"foreach ($u in $Users) {{ {first}; {second} }}"
    tasks = yaml.safe_load(tasks_for(text) or "")
    assert [task["loop"] for task in tasks] == ["{{ Users }}"] * 2
    assert [parameters for _line, parameters, _register in told(text)] == [
        {"Identity": "{{ item.Name }}", "City": "{{ item.City }}"},
        {"Identity": "{{ item.Name }}", "MailTip": "{{ tip }}"},
    ]


def test_what_opens_and_closes_a_session_is_left_out() -> None:
    connect = "Connect-ExchangeOnline -AppId $app -CertificateThumbprint $thumb -Organization contoso.onmicrosoft.com"
    for before, behind in ((connect, ""), ("connect-ippssession", "Disconnect-ExchangeOnline -Confirm:$false")):
        script = f"{before}\n$rooms = Get-Mailbox -RecipientTypeDetails RoomMailbox\nSet-Mailbox $tip\n{behind}"
        assert told(script) == [
            ("Get-Mailbox -RecipientTypeDetails RoomMailbox", {}, "rooms"),
            ("Set-Mailbox", {"Identity": "{{ tip }}"}, None),
        ]


def test_the_whole_name_of_a_switch_is_no_short_form_of_a_password() -> None:
    # New-Mailbox takes Room, and RoomMailboxPassword as well.
    tasks = tasks_for("New-Mailbox -Name Saal -Room; Set-CalendarProcessing Saal -AutomateProcessing AutoAccept")
    assert tasks is not None
    assert "New-Mailbox -Name Saal -Room\n" in tasks
    assert "Set-CalendarProcessing Saal -AutomateProcessing AutoAccept" in tasks


def test_a_property_of_what_a_command_gives_is_a_stage() -> None:
    assert lines("(Get-Mailbox | where IsShared).Count") == ["Get-Mailbox | where IsShared | Measure-Object"]
    assert told("$names = (Get-User -ResultSize 5).Name | sort") == [
        ("Get-User -ResultSize 5 | Select-Object -ExpandProperty Name | sort", {}, "names")
    ]


PIECES = st.sampled_from(
    ["$m", "$m.Guid", " = ", "Get-Mailbox", "Set-Mailbox", " -MailTip ", "'a;  b'", '"of $($m.City)"', "foreach ", "(",
     ")", "{", "}", " in ", ";", "\n", "`\n", " | ", "% ", ".Count", " where City", "$_.City", "$true", "#", "@{", "{{",
     "'", '"']
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_whatever_the_text_the_tasks_are_lines_that_are_taken(text: str) -> None:
    if tasks_for(text) is not None:
        assert all("\n" not in line for line, _parameters, _register in told(text))


@pytest.mark.parametrize(
    "text",
    [
        "Get-Mailbox adele",
        "foreach ($m in $all) { Set-Mailbox \"$m\" }",
        "foreach ($m in Get-Mailbox) { if ($m.City) { Set-Mailbox $m.Guid } }",
        "foreach ($m in Get-Mailbox) { Set-Mailbox $m.Guid -MailTip $tip }",
        "$made = New-Mailbox Room -Room; $made | Set-Mailbox -MailTip x",
        "foreach ($m in Get-Mailbox",
        "Get-Mailbox -Filter \"Name -eq '{{ name }}'\"; Get-User",
        "Set-Mailbox adele -MailTip \"Hello $name\"",
        "Get-Mailbox | where {$_.Name -eq $x}",
        "Set-Mailbox (Get-User adele).Name",
        "Set-Unheardof $x",
        "Connect-ExchangeOnline; Disconnect-ExchangeOnline",
        "Get-EXOMailbox $user",
        "Get-Mailbox $user; Get-ConnectionInformation",
        "foreach ($t in $tenants) { Connect-ExchangeOnline -DelegatedOrganization $t; Get-Mailbox }",
        "Get-User; foreach ($t in $tenants) { Connect-ExchangeOnline -DelegatedOrganization $t }",
        "New-Mailbox A -Password $secret",
        "# all of them\nGet-Mailbox; Get-User",
        "Get-Mailbox | # by name\n  Select-Object Name; Get-User",
        "$x = 5",
        "",
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_not_guessed(text: str) -> None:
    assert tasks_for(text) is None


def test_the_tasks_of_the_page_are_those_of_its_script() -> None:
    page = "docs/command-lines.md"
    shown = [one.text for one in blocks_of(page) if one.language == "yaml" and "RoomMailbox | ForEach" in one.text]
    assert [tasks_for(block(page, "$rooms =").text)] == shown


def test_the_tasks_are_part_of_the_failure() -> None:
    with pytest.raises(Failure) as caught:
        read_line(CommandOptions(command="Get-Mailbox $user"))
    assert caught.value.key == "line-variable"
    assert "{{ user }}" in str(caught.value.more["tasks"])
    with pytest.raises(Failure) as caught:
        read_line(CommandOptions(command="Get-Mailbox (1 + 2)"))
    assert "tasks" not in caught.value.more
