# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cmdlets behind a pipe, against the box: which requests go out, in which order, and what came of each object."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.extent import choose
from support.seeds import seed

Json = dict[str, Any]

OF_FOUR = "Get-Mailbox -ResultSize Unlimited | Where-Object {$_.Alias -in 'AdeleV','AlexW','LeeG','MeganB'}"
FOUR = ["AdeleV", "AlexW", "LeeG", "MeganB"]
CHECK: Json = {"check_mode": True}


def invocations(box: Box, cmdlet: str) -> list[Json]:
    return box.control.journal(kind="invoke", cmdlet=cmdlet)


@pytest.fixture
def mailboxes(desk: Desk, box: Box) -> list[Json]:
    """All of them, as one cmdlet shows them; the four have no tip."""
    desk.run(commands=[f"Set-Mailbox {alias} -MailTip ''" for alias in FOUR])
    found: list[Json] = desk.run(cmdlet="Get-Mailbox")["objects"]
    box.control.reset()
    return found


def tips(desk: Desk) -> dict[str, str]:
    """The MailTip of each of the four; the service shows it as a page."""
    rows = desk.run(command=f"{OF_FOUR} | select Alias,MailTip")["objects"]
    return {row["Alias"]: text_in(row["MailTip"]) for row in rows}


def text_in(page: str) -> str:
    return page.removeprefix("<html><body>").removesuffix("</body></html>")


@pytest.mark.parametrize("parallel", [1, 3])
def test_reads_behind_a_pipe_go_out_ten_a_request(desk: Desk, box: Box, mailboxes: list[Json], parallel: int) -> None:
    line = "Get-Mailbox -ResultSize Unlimited | Get-MailboxStatistics | Select-Object DisplayName,ItemCount"
    result = desk.run(command=line, parallel=parallel)
    assert [row["DisplayName"] for row in result["objects"]] == [one["DisplayName"] for one in mailboxes]
    assert result["read"] == [len(mailboxes)] * 2
    full, rest = divmod(len(mailboxes), 10)  # tests of this box leave mailboxes behind
    assert len(box.control.journal(kind="batch")) in {full, full + (rest > 0)}
    asked = [one["parameters"]["Identity"] for one in invocations(box, "Get-MailboxStatistics")]
    assert sorted(asked) == sorted(one["Guid"] for one in mailboxes)
    assert desk.warnings == []


@pytest.mark.parametrize("parallel", [1, 3])
def test_reads_end_where_the_stages_have_enough(desk: Desk, box: Box, mailboxes: list[Json], parallel: int) -> None:
    line = "Get-Mailbox -ResultSize Unlimited | Get-MailboxStatistics | where ItemCount -ge 0 | select DisplayName"
    whole = desk.run(command=line)
    box.control.forget()
    for behind in ("-First 3", "-Skip 5 -First 4"):
        result = desk.run(command=f"{line} {behind}", parallel=parallel)
        assert result["objects"] == (whole["objects"][:3] if behind == "-First 3" else whole["objects"][5:9])
        assert "failed" not in result
        assert result["truncated"] is True
        if parallel == 1:  # side by side others have begun by then, perhaps all of them
            assert result["read"][1] == 10
            assert len(box.control.journal(kind="batch")) == 1
        box.control.forget()
    few = desk.run(command=f"{line.replace('Unlimited', '2')} -First 1", parallel=parallel)
    assert (len(few["objects"]), few["truncated"]) == (1, True)
    ordered = desk.run(command=f"{line} | sort DisplayName -Descending | select -First 1", parallel=parallel)
    assert (ordered["truncated"], ordered["read"][1]) == (False, len(mailboxes))
    assert ordered["objects"] == [{"DisplayName": max((one["DisplayName"] for one in mailboxes), key=str.lower)}]


def test_only_names_are_read_for_a_read(desk: Desk, box: Box) -> None:
    desk.run(command="Get-Mailbox | where Office | Get-MailboxStatistics")
    (first,) = invocations(box, "Get-Mailbox")
    assert "%24select=Office%2C" in first["query"]
    assert "Guid" in first["query"]


def test_what_names_an_object_is_read_whichever_properties_are_wanted(desk: Desk) -> None:
    line = "Get-Mailbox AdeleV@contoso.com | Set-Mailbox -MailTip x"
    (outcome,) = desk.run(command=line, properties=["Alias"], context={"check_mode": True})["outcomes"]
    assert (outcome["outcome"], outcome["changed"]) == ("did_not_run", True)


def test_the_largest_into_a_file(desk: Desk, tmp_path: Path) -> None:
    dest = tmp_path / "sizes.csv"
    line = (
        "Get-Mailbox -ResultSize Unlimited | Get-MailboxStatistics | Sort-Object TotalItemSize -Descending |"
        " Select-Object DisplayName,ItemCount,TotalItemSize -First 5 | Export-Csv sizes.csv"
    )
    result = desk.run(command=line, dest=str(dest))
    rows = list(csv.DictReader(dest.read_text(encoding="utf-8").splitlines()))
    sizes = [int(row["TotalItemSize"].split("(")[1].split()[0].replace(",", "")) for row in rows]
    assert list(rows[0]) == ["DisplayName", "ItemCount", "TotalItemSize"]
    assert sizes == sorted(sizes, reverse=True)
    assert result["count"] == len(rows) == 5


def test_rows_tell_their_source_where_it_is_wanted(desk: Desk, mailboxes: list[Json]) -> None:
    line = f"{OF_FOUR} | Get-MailboxPermission | Select-Object SourceIdentity,User"
    rows = desk.run(command=line, with_source=True)["objects"]
    guids = {one["Guid"] for one in mailboxes if one["Alias"] in FOUR}
    assert {row["SourceIdentity"] for row in rows} == guids
    assert all(row["User"] for row in rows)


@pytest.mark.parametrize("stage", ["", " | sort ItemCount"])
def test_properties_are_those_of_the_rows_that_come_out(
    desk: Desk, box: Box, mailboxes: list[Json], tmp_path: Path, stage: str
) -> None:
    line, properties = f"{OF_FOUR} | Get-MailboxStatistics{stage}", ["DisplayName", "TotalItemSize"]
    box.control.forget()
    rows = desk.run(command=line, properties=properties)["objects"]
    assert [list(row) for row in rows] == [properties] * 4
    assert "TotalItemSize" not in invocations(box, "Get-Mailbox")[0]["query"]
    told = desk.run(command=line, properties=properties, with_source=True)["objects"]
    assert [list(row) for row in told] == [["SourceIdentity", *properties]] * 4
    dest = tmp_path / "sizes.csv"
    desk.run(command=line, properties=properties, dest=str(dest))
    assert dest.read_text(encoding="utf-8").splitlines()[0] == "DisplayName,TotalItemSize"


def test_a_read_that_fails(desk: Desk, box: Box) -> None:
    for on_error in ("stop", "continue"):
        box.control.reset()
        box.control.fault("status", match={"cmdlet": "get-casmailbox"}, status=400, times=1)
        result = desk.run(command=f"{OF_FOUR} | Get-CASMailbox | select Name", on_error=on_error)
        assert result["failed"] is True
        assert [one["failed"] for one in result["outcomes"]].count(True) == 1
        assert all("objects" not in one for one in result["outcomes"])
        assert ("objects" in result) is (on_error == "continue")
        assert "\n" not in result["msg"]
    assert len(result["objects"]) == 3


def test_one_write_for_each_object(desk: Desk, box: Box, mailboxes: list[Json]) -> None:
    result = desk.run(command=f"{OF_FOUR} | Set-Mailbox -MailTip Hello | Out-Null", max_changes=4)
    guids = {one["Guid"]: one["Alias"] for one in mailboxes}
    sent = [one["parameters"] for one in invocations(box, "Set-Mailbox")]
    assert [guids[one["Identity"]] for one in sent] == [one["Alias"] for one in mailboxes if one["Alias"] in FOUR]
    assert {one["MailTip"] for one in sent} == {"Hello"}
    assert [one["object"] for one in result["outcomes"]] == [one["Identity"] for one in sent]
    assert {one["outcome"] for one in result["outcomes"]} == {"ran"}
    assert result["changed"] is True
    assert tips(desk) == dict.fromkeys(FOUR, "Hello")


def test_a_loop_says_itself_where_things_go(desk: Desk, box: Box, mailboxes: list[Json]) -> None:
    line = f'{OF_FOUR} | ForEach-Object {{ Set-Mailbox -Identity $_.Alias -MailTip "Ask $($_.DisplayName)" }}'
    desk.run(command=line)
    names = {one["Alias"]: f"Ask {one['DisplayName']}" for one in mailboxes if one["Alias"] in FOUR}
    assert tips(desk) == names
    assert {one["parameters"]["Identity"] for one in invocations(box, "Set-Mailbox")} == set(FOUR)


def test_a_permission_goes_with_whom_and_what(desk: Desk, box: Box) -> None:
    desk.run(command="Add-MailboxPermission AdeleV -User LeeG@contoso.com -AccessRights FullAccess")
    box.control.forget()
    line = "Get-Mailbox AdeleV | Get-MailboxPermission | where User -like '*LeeG*' | Remove-MailboxPermission"
    assert desk.run(command=line)["changed"] is True
    (sent,) = invocations(box, "Remove-MailboxPermission")
    (row,) = desk.run(command="Get-Mailbox AdeleV | select Guid")["objects"]
    assert sent["parameters"]["Identity"] == row["Guid"]
    assert "LeeG" in sent["parameters"]["User"]
    assert sent["parameters"]["AccessRights"] == ["FullAccess"]


def test_no_value_ends_the_text_of_a_filter(desk: Desk, box: Box) -> None:
    desk.run(cmdlet="Set-User", parameters={"Identity": "AdeleV", "Office": "O'Neil' -or Name -like '*"})
    box.control.forget()
    result = desk.run(command="Get-User AdeleV | % { Get-Recipient -Filter \"Office -eq '$($_.Office)'\" }")
    (sent,) = invocations(box, "Get-Recipient")
    assert sent["parameters"]["Filter"] == "Office -eq 'O''Neil'' -or Name -like ''*'"
    assert "failed" not in result, result["msg"]
    desk.run(command="Set-User AdeleV -Office ''")


def test_max_changes_is_told_before_any_write(desk: Desk, box: Box) -> None:
    for context in ({}, CHECK):
        result = desk.run(command=f"{OF_FOUR} | Set-Mailbox -MailTip Hello", max_changes=3, context=context)
        assert result["msg"].startswith("Set-Mailbox would run for 4 objects, and max_changes is 3.")
        assert result["outcome"] == "did_not_run"
    assert invocations(box, "Set-Mailbox") == []


def test_max_changes_is_no_number_below_zero(desk: Desk, box: Box) -> None:
    result = desk.run(command=f"{OF_FOUR} | Set-Mailbox -MailTip Hello", max_changes=-1)
    assert result["msg"].startswith("The option max_changes is -1, and takes 0 to 1000000.")
    assert invocations(box, "Get-Mailbox") == []


def test_check_mode_and_diff_tell_each_write_and_send_none(desk: Desk, box: Box, mailboxes: list[Json]) -> None:
    line = f"{OF_FOUR} | Set-Mailbox -MailTip Hello"
    result = desk.run(command=line, context={"check_mode": True, "diff": True})
    assert result["changed"] is True
    assert [one["outcome"] for one in result["outcomes"]] == ["did_not_run"] * 4
    assert [(one["before"], one["after"]) for one in result["diff"]] == [({"MailTip": ""}, {"MailTip": "Hello"})] * 4
    assert {one["cmdlet"] for one in box.control.journal(kind="invoke")} == {"Get-Mailbox"}
    assert len(invocations(box, "Get-Mailbox")) == 1


def test_what_was_before_is_that_of_the_object_that_is_written(desk: Desk, box: Box, mailboxes: list[Json]) -> None:
    """A loop may name another one than the object that passes."""
    desk.run(command="Set-Mailbox LeeG -MailTip Hello")
    line = "Get-Mailbox AdeleV | ForEach-Object { Set-Mailbox %s -MailTip %s }"
    planned = {"check_mode": True, "diff": True}
    for name, before in (("LeeG", "Hello"), ("$_", ""), ("$_.Alias", "")):
        other = desk.run(command=line % (name, "Other"), context=planned)
        assert [text_in(one["before"]["MailTip"]) for one in other["diff"]] == [before]
        box.control.forget()
        result = desk.run(command=line % (name, "Hello"), context=planned)
        assert (result["changed"], "diff" in result) == (before == "", before == "")
        assert len(invocations(box, "Get-Mailbox")) == (2 if before else 1)


def test_an_entry_of_a_role_goes_by_its_role_and_name(desk: Desk, box: Box) -> None:
    desk.run(
        command="Get-ManagementRoleEntry 'Mail Recipients\\Set-Mailbox' | select Role,Name | Get-ManagementRoleEntry"
    )
    assert [one["parameters"]["Identity"] for one in invocations(box, "Get-ManagementRoleEntry")] == [
        "Mail Recipients\\Set-Mailbox"
    ] * 2


def test_a_mailbox_names_whose_rules_are_read(desk: Desk, box: Box, mailboxes: list[Json]) -> None:
    desk.run(command=f"{OF_FOUR} | Get-InboxRule")
    guids = {one["Guid"] for one in mailboxes if one["Alias"] in FOUR}
    assert {one["parameters"]["Mailbox"] for one in invocations(box, "Get-InboxRule")} == guids


def test_what_is_so_already_is_left_out(desk: Desk, box: Box, mailboxes: list[Json]) -> None:
    desk.run(command="Set-Mailbox LeeG -MailTip Hello")
    box.control.forget()
    line = f"{OF_FOUR} | Set-Mailbox -MailTip Hello"
    result = desk.run(command=line, skip_unchanged=True, max_changes=3)
    assert [one["changed"] for one in result["outcomes"]].count(False) == 1
    assert len(invocations(box, "Set-Mailbox")) == 3
    assert len(invocations(box, "Get-Mailbox")) == 1
    assert desk.run(command=line, skip_unchanged=True)["changed"] is False


@pytest.mark.parametrize(
    ("stage", "options"),
    [
        ("| select Guid", {}),
        ("| select * -ExcludeProperty MailTip", {}),
        ("", {"properties": ["Guid"]}),
        ("| Get-Mailbox | select Guid,Alias", {}),
    ],
)
def test_what_does_not_come_with_an_object_is_read(
    desk: Desk, box: Box, mailboxes: list[Json], stage: str, options: Json
) -> None:
    """A part of an object does not tell whether it has the values already."""
    line = f"{OF_FOUR} {stage} | Set-Mailbox -MailTip"
    desk.run(command="Set-Mailbox LeeG -MailTip Hello")
    planned = desk.run(command=f"{line} Hello", **options, context={"check_mode": True, "diff": True})
    assert [text_in(one["before"]["MailTip"]) for one in planned["diff"]].count("") == 3
    assert [one["changed"] for one in planned["outcomes"]].count(False) == 1
    box.control.forget()
    result = desk.run(command=f"{line} Hello", **options, skip_unchanged=True)
    assert [one["outcome"] for one in result["outcomes"]].count("did_not_run") == 1
    assert len(invocations(box, "Set-Mailbox")) == 3
    with_limit = desk.run(command=f"{line} Hello", **options, skip_unchanged=True, max_changes=3)
    assert "would run for 4 objects" in with_limit["msg"], "none has been looked at by then"


@pytest.mark.parametrize(
    "behind", ["Set-Mailbox -GrantSendOnBehalfTo LeeG", "Get-Mailbox", "% { Get-Mailbox $_.Guid }"]
)
def test_a_cmdlet_behind_a_write_is_told_as_such(desk: Desk, box: Box, behind: str) -> None:
    result = desk.run(command=f"New-Mailbox -Shared -Name 'Sales Department' | {behind}")
    told = "Get-Mailbox" if "Get-" in behind else "Set-Mailbox"
    assert result["msg"].startswith(f"There is '{told}' behind New-Mailbox, which writes, at line 1, column ")
    assert "in the option commands" in result["error"]["fix"][0]
    assert box.control.journal(kind="invoke") == []


def test_nothing_is_written_where_a_read_failed(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "get-casmailbox"}, status=400, times=1)
    line = f"{OF_FOUR} | Get-CASMailbox | Set-CASMailbox -PopEnabled $true"
    assert desk.run(command=line, on_error="continue")["failed"] is True
    assert invocations(box, "Set-CASMailbox") == []


@pytest.mark.parametrize("number", range(choose(3, 10, 50)))
def test_cut_off_at_any_write_nothing_is_written_twice_and_the_rest_is_done(
    desk: Desk, box: Box, mailboxes: list[Json], tmp_path: Path, number: int
) -> None:
    """The answer to one of the writes is lost, before or after it has run; the journal says which, and the same task
    with skip_unchanged finishes the rest."""
    chance = random.Random(f"{seed()} {number}")
    journal = tmp_path / "journal.jsonl"
    line, moment = f"{OF_FOUR} | Set-Mailbox -MailTip Cut{number}", chance.choice(["before", "after"])
    box.control.fault("reset", match={"cmdlet": "Set-Mailbox"}, moment=moment, skip=chance.randrange(4))
    result = desk.run(command=line, journal_path=str(journal))
    outcomes = [one["outcome"] for one in result["outcomes"]]
    assert result["failed"] is True
    assert outcomes.count("unknown") == 1
    events = [json.loads(text) for text in journal.read_text(encoding="utf-8").splitlines()]
    begun = [one["object"]["identity"] for one in events if one["event"] == "begun"]
    assert begun == [one["object"] for one in result["outcomes"] if one["outcome"] != "did_not_run"]
    box.control.clear_faults()
    assert "failed" not in desk.run(command=line, skip_unchanged=True, journal_path=str(journal))
    ran = [one["parameters"]["Identity"] for one in invocations(box, "Set-Mailbox") if one["executed"]]
    assert len(ran) == len(set(ran)) == 4
    assert set(tips(desk).values()) == {f"Cut{number}"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Get-Mailbox | Set-Mailbox AdeleV", "the line gives its -Identity already, at line 1, column 15"),
        ("Get-Mailbox | Search-UnifiedAuditLog", "none of its parameters takes it, at line 1, column 15"),
        ("Get-Mailbox | Set-Mailbox -MailTip x | where Name", "'where' behind Set-Mailbox, which writes"),
        ("Get-Mailbox | Set-Mailbox -MailTip x | Set-User -City x", "'Set-User' behind Set-Mailbox, which writes"),
        ("Get-Mailbox | New-InboxRule -Name One", "with New-InboxRule in its braces and -Mailbox $_.Guid."),
        ("Get-Mailbox | Start-Sleep 3", "none of the stages that are known, at line 1, column 15"),
        ("Get-Mailbox | Set-Mailbox -MailTip $_.Name", "There is a variable, '$_', at line 1, column 36"),
        ('Get-Mailbox | % { Set-Mailbox $_.Name -MailTip "$_.Name" }', "'$_' in a text without brackets"),
        ("Get-Mailbox | % { Set-Mailbox $_ -MailTip x; Get-User }", "Another statement begins, 'G'"),
        ("Get-Mailbox | % { Set-Mailbox $_ -MailTip x } -Parallel", "'-Parallel', at line 1, column 47"),
        ("Get-Mailbox | ForEach-Object -Parallel { Set-Mailbox $_ -MailTip x }", "'-Parallel', at line 1, column 30"),
        ("Get-Mailbox $_.Name | Set-Mailbox -MailTip x", "There is a variable, '$_', at line 1, column 13"),
        ("Get-Mailbox | % { $_.Name }", "something else than one cmdlet of the service"),
        ("Get-Mailbox | % { Set-Mailbox $_.Name.Length -MailTip x }", "Something of a property is asked for"),
        ("Set-Mailbox AdeleV -MailTip x | Get-Mailbox", "'Get-Mailbox' behind Set-Mailbox, which writes"),
        ("Get-Mailbox | Set-OrganizationConfig -Foo x", "Set-OrganizationConfig"),
        ("Get-User | select DisplayName,Name | Set-User -City x", "has nothing that names it for Set-User"),
        ("Get-User | group City | Set-User -City x", "An object of Group-Object has nothing that names it"),
        ("Get-MessageTraceV2 | select Subject | Get-MessageTraceDetailV2", "in front of it: MessageTraceId,"),
        ("Get-DistributionGroup | Remove-DistributionGroupMember", "{ Remove-DistributionGroupMember -Identity Sales"),
        (
            "Get-User | Add-DistributionGroupMember -Identity IT",
            "{ Add-DistributionGroupMember -Identity IT -Member $_",
        ),
        ("Get-User | group", "grouped in a way that is not taken, 'group', at line 1, column 12"),
        ("Get-Mailbox | Add-MailboxPermission -AccessRights FullAccess", "wants -User as well as -Identity"),
    ],
)
def test_what_is_refused_is_one_line_and_nothing_runs(desk: Desk, box: Box, line: str, words: str) -> None:
    result = desk.run(command=line)
    assert result["failed"] is True
    assert words in result["msg"], result["msg"]
    assert "\n" not in result["msg"]
    assert box.control.journal(kind="invoke") == []


@pytest.mark.parametrize("option", [{"max_changes": 3}, {"with_source": True}])
@pytest.mark.parametrize(
    "task",
    [
        {"command": "Set-Mailbox AdeleV -MailTip x"},
        {"command": "Get-Mailbox | where Name"},
        {"cmdlet": "Get-Mailbox"},
        {"commands": ["Set-Mailbox AdeleV -MailTip x"]},
    ],
    ids=str,
)
def test_what_counts_on_a_pipeline_is_refused_without_one(desk: Desk, box: Box, task: Json, option: Json) -> None:
    result = desk.run(**task, **option)
    (name,) = option
    assert result["msg"].startswith(f"The option {name} is given, and no cmdlet stands behind a pipe.")
    assert box.control.journal(kind="invoke") == []


def test_a_pipeline_is_no_command_of_a_list(desk: Desk, box: Box) -> None:
    result = desk.run(commands=["Get-Mailbox | Get-MailboxStatistics"])
    assert result["msg"].startswith("Command 1 of 1: A command of a list has another cmdlet behind a pipe.")
    assert box.control.journal(kind="invoke") == []


def test_members_of_a_group_are_themselves(desk: Desk, box: Box) -> None:
    # A group in the group: what is said of its members must not be done to the group.
    for name in ("Outer", "Inner"):
        desk.run(cmdlet="New-DistributionGroup", parameters={"Name": name})
    for member in ("Inner", "AdeleV"):
        desk.run(cmdlet="Add-DistributionGroupMember", parameters={"Identity": "Outer", "Member": member})
    members = desk.run(command="Get-DistributionGroupMember Outer")["objects"]
    box.control.forget()
    desk.run(command="Get-DistributionGroupMember Outer | where Name -eq Inner | Get-DistributionGroupMember")
    asked = [one["parameters"]["Identity"] for one in invocations(box, "Get-DistributionGroupMember")]
    assert asked == ["Outer", *[one["Guid"] for one in members if one["Name"] == "Inner"]]
    refused = desk.run(command="Get-DistributionGroupMember Outer | Remove-DistributionGroupMember")
    assert "Remove-DistributionGroupMember wants -Member as well as -Identity" in refused["msg"]
    assert invocations(box, "Remove-DistributionGroupMember") == []
    desk.run(
        command="Get-DistributionGroupMember Outer | where Name -eq Inner | Remove-DistributionGroup -Confirm:$false"
    )
    (removed,) = invocations(box, "Remove-DistributionGroup")
    assert removed["parameters"]["Identity"] in [one["Guid"] for one in members if one["Name"] == "Inner"]
    left = desk.run(
        command="Get-DistributionGroup -Filter \"Name -like '*er'\" | Get-DistributionGroupMember | Get-Mailbox"
    )
    assert [one["Alias"] for one in left["objects"]] == ["AdeleV"]
    desk.run(command="Remove-DistributionGroup Outer -Confirm:$false")


def test_a_condition_reads_what_properties_leave_out(desk: Desk, box: Box, mailboxes: list[Json]) -> None:
    desk.run(
        command="Get-Mailbox -ResultSize Unlimited | where Alias -eq AdeleV | Set-Mailbox -MailTip mine",
        properties=["Guid"],
    )
    (written,) = invocations(box, "Set-Mailbox")
    assert written["parameters"]["Identity"] == next(one["Guid"] for one in mailboxes if one["Alias"] == "AdeleV")


def test_nothing_is_written_behind_a_file(desk: Desk, box: Box, tmp_path: Path) -> None:
    result = desk.run(command="Get-Mailbox | Export-Csv a.csv | Remove-Mailbox", dest=str(tmp_path / "a.csv"))
    assert "'Remove-Mailbox' behind Export-Csv" in result["msg"]
    assert box.control.journal(kind="invoke") == []


@pytest.mark.parametrize("context", [{}, CHECK])
def test_a_property_that_nothing_has_is_told(desk: Desk, box: Box, context: Json) -> None:
    line = "Get-Mailbox -ResultSize 2 | where {$_.Ofice -eq 'x' -and $_.Alias -eq 'y'} | Set-Mailbox -MailTip x"
    assert desk.run(command=line, context=context)["outcomes"] == []
    # What decided was on the left, so nobody looked at the other one: it is there nevertheless.
    assert desk.warnings == ["No object of Get-Mailbox has the property Ofice; did you mean Office?"]
