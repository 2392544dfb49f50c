# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines with pipes in all the shapes that administrators write: what comes out, in which order, and what is written.

Each expectation was written by hand, for four people of the box.
"""

from __future__ import annotations

from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.rows import each_row

# Alias: city, department, days that deleted items are kept, quota for warnings.
PEOPLE = {
    "AdeleV": ("Oslo", "IT", 14, "2GB"),
    "AlexW": ("Bergen", "it", 30, "10GB"),
    "LeeG": ("oslo", "HR", 7, "900MB"),
    "MeganB": ("", "Sales", 21, "49GB"),
}
U = "Get-User -ResultSize Unlimited | Where-Object {$_.Title -eq 'Piped'}"
M = "Get-Mailbox -ResultSize Unlimited | Where-Object {$_.CustomAttribute1 -eq 'Piped'}"
ADELE, ALEX, LEE, MEGAN = "Adele Vance", "Alex Wilber", "Lee Gu", "Megan Bowen"

# A line, and the first column of what comes out.
READS: list[tuple[str, list[Any]]] = [
    (f"{U} | fl Name", [ADELE, ALEX, LEE, MEGAN]),
    (f"{U} | Format-Table Name,City -AutoSize", [ADELE, ALEX, LEE, MEGAN]),
    (f"{U} | select Name", [ADELE, ALEX, LEE, MEGAN]),
    (f"{U} | Select-Object -Property Name,City | Format-List", [ADELE, ALEX, LEE, MEGAN]),
    (f"{U} | select Name -First 2", [ADELE, ALEX]),
    (f"{U} | select Name -Last 1", [MEGAN]),
    (f"{U} | select Name -Skip 3", [MEGAN]),
    (f"{U} | select Name -Skip 1 -First 2 | ft", [ALEX, LEE]),
    (f"{U} | Select-Object -ExpandProperty City", ["Oslo", "Bergen", "oslo", ""]),
    (f"{U} | select Department -Unique", ["IT", "it", "HR", "Sales"]),
    (f"{U} | sort Name -Descending | select Name", [MEGAN, LEE, ALEX, ADELE]),
    (f"{U} | Sort-Object City,Name | select Name", [MEGAN, ALEX, ADELE, LEE]),
    (f"{U} | sort Department -Unique | select Department", ["HR", "IT", "Sales"]),
    (f"{U} | sort City -Descending | ft Name", [ADELE, LEE, ALEX, MEGAN]),
    (f"{U} | measure", [4]),
    (f"{U} | Where-Object {{$_.City -eq 'Oslo'}} | Measure-Object | fl", [2]),
    (f"{U} | Where-Object {{$_.City -eq 'Oslo'}} | select Name", [ADELE, LEE]),
    (f"{U} | where {{$_.City -ceq 'Oslo'}} | select Name", [ADELE]),
    (f"{U} | ?{{$_.City -ne 'Oslo'}} | select Name", [ALEX, MEGAN]),
    (f"{U} | ? {{$_.City -like 'o*'}} | fl Name", [ADELE, LEE]),
    (f"{U} | ? {{$_.City -notlike '*o'}} | fl Name", [ALEX, MEGAN]),
    (f"{U} | ? {{$_.City -match '^b.rgen$'}} | fl Name", [ALEX]),
    (f"{U} | ? {{$_.City -notmatch 's'}} | fl Name", [ALEX, MEGAN]),
    (f"{U} | ? {{$_.Department -in 'HR','Sales'}} | fl Name", [LEE, MEGAN]),
    (f"{U} | ? {{'HR','Sales' -contains $_.Department}} | fl Name", [LEE, MEGAN]),
    (f"{U} | ? {{$_.Department -notin 'HR','Sales'}} | fl Name", [ADELE, ALEX]),
    (f"{U} | where {{$_.City}} | select Name", [ADELE, ALEX, LEE]),
    (f"{U} | where {{-not $_.City}} | select Name", [MEGAN]),
    (f"{U} | where {{!($_.City)}} | select Name", [MEGAN]),
    (f"{U} | where {{$_.City -eq ''}} | select Name", [MEGAN]),
    (f"{U} | where {{$null -eq $_.City}} | select Name", []),
    (f"{U} | where {{$_.City -eq 'Oslo' -and $_.Department -eq 'HR'}} | select Name", [LEE]),
    (f"{U} | where {{$_.City -eq 'Bergen' -or ($_.Department -eq 'HR')}} | select Name", [ALEX, LEE]),
    (f"{U} | where {{($_.City -eq 'Oslo') -xor ($_.Department -eq 'HR')}} | select Name", [ADELE]),
    (f"{U} | where {{-not ($_.City -eq 'Oslo' -or $_.City -eq 'Bergen')}} | select Name", [MEGAN]),
    (f"{U} | where {{$PSItem.Name.Length -gt 10}} | select Name", [ADELE, ALEX, MEGAN]),
    (f"{U} | where {{$_.Name -gt 'B'}} | select Name", [LEE, MEGAN]),
    (f"{U} | where City -eq oslo | select Name", [ADELE, LEE]),
    (f"{U} | Where-Object Department -NE 'IT' | select Name", [LEE, MEGAN]),
    (f"{U} | Where-Object -Property City -Like -Value 'b*' | select Name", [ALEX]),
    (f"{U} | where City | where Department -eq HR | select Name", [LEE]),
    (f"{U} | where -Not City | select Name", [MEGAN]),
    (f"{M} | ? {{$_.IssueWarningQuota -gt 5GB}} | select DisplayName", [ALEX, MEGAN]),
    (f"{M} | ? {{$_.IssueWarningQuota -lt '2 GB'}} | select DisplayName", [LEE]),
    (f"{M} | sort IssueWarningQuota | select DisplayName", [LEE, ADELE, ALEX, MEGAN]),
    (f"{M} | measure IssueWarningQuota -Maximum | select Maximum", [49 * 2**30]),
    (f"{M} | ? {{$_.RetainDeletedItemsFor -ge '21.00:00:00'}} | select DisplayName", [ALEX, MEGAN]),
    (f"{M} | sort RetainDeletedItemsFor -Descending | select DisplayName", [ALEX, MEGAN, ADELE, LEE]),
    (f"{M} | where {{$_.WhenCreated -gt '2001-01-01'}} | measure", [4]),
    (f"{M} | where {{$_.EmailAddresses -like '*LeeG@*'}} | select DisplayName", [LEE]),
    (f"{M} | where {{$_.EmailAddresses.Count -ge 1}} | measure", [4]),
    (f"{M} | Get-MailboxStatistics | select DisplayName", [ADELE, ALEX, LEE, MEGAN]),
    (f"{M} | Get-MailboxStatistics | sort DisplayName -desc | select -First 1 | select DisplayName", [MEGAN]),
    (f"{M} | Get-CASMailbox | where PopEnabled -eq $true | measure", [4]),
    (f"{M} | Get-User | select Department", ["IT", "it", "HR", "Sales"]),
    (f"{M} | ForEach-Object {{ Get-User -Identity $_.Alias }} | select City", ["Oslo", "Bergen", "oslo", ""]),
    (f"{M} | % {{Get-User $_.PrimarySmtpAddress}} | where City -eq Bergen | fl Name", [ALEX]),
    (f"{M} | Get-User | where City -eq oslo | Get-CASMailbox | select DisplayName", [ADELE, LEE]),
    (f"{U} | Group-Object Department -NoElement | select Name,Count", ["HR", "IT", "Sales"]),
    (f"{U} | group City | sort Count -Descending | select Name -First 1", ["Oslo"]),
    (f"{U} | group City | where Count -gt 1 | Select-Object -ExpandProperty Group | select Name", [ADELE, LEE]),
    (f"{M} | Get-InboxRule | where Name -eq 'of nobody' | measure", [0]),
    (f"{M} | Get-MailboxPermission | where User -like '*SELF' | measure", [4]),
]  # fmt: skip

# A line, the cmdlet that writes, and whom it writes with which value of the last parameter.
WRITES: list[tuple[str, str, dict[str, object]]] = [
    (f"{M} | Set-Mailbox -MailTip a", "Set-Mailbox", dict.fromkeys(PEOPLE, "a")),
    (f"{M} | where Alias -like 'a*' | Set-Mailbox -MailTip b", "Set-Mailbox", {"AdeleV": "b", "AlexW": "b"}),
    (f"{M} | select -First 1 | Set-Mailbox -MailTip c", "Set-Mailbox", {"AdeleV": "c"}),
    (f"{M} | sort Alias -desc | select -First 1 | Set-Mailbox -MailTip d", "Set-Mailbox", {"MeganB": "d"}),
    (f"{U} | where City -eq oslo | Set-User -Office HQ", "Set-User", {"AdeleV": "HQ", "LeeG": "HQ"}),
    (f"{M} | Get-User | where -not City | Set-User -Office X", "Set-User", {"MeganB": "X"}),
    (f"{M} | Set-CASMailbox -PopEnabled $true", "Set-CASMailbox", dict.fromkeys(PEOPLE, True)),
    (f"{M} | Get-CASMailbox | ? PopEnabled | Set-CASMailbox -PopEnabled:$true | Out-Null", "Set-CASMailbox",
     dict.fromkeys(PEOPLE, True)),
    (f"{M} | % {{ Set-Mailbox $_.Guid -MailTip \"for $($_.Alias)\" }}", "Set-Mailbox",
     {alias: f"for {alias}" for alias in PEOPLE}),
    (f"{M} | ForEach-Object {{Set-User -Identity $_ -Office $_.Alias}}", "Set-User", {one: one for one in PEOPLE}),
    (f"{M} | foreach {{ Set-User -Identity $PSItem.Guid -Office $($PSItem.Alias) }}", "Set-User",
     {one: one for one in PEOPLE}),
]  # fmt: skip


@pytest.fixture(scope="module")
def four(shared_desk: Desk, shared_box: Box) -> dict[str, str]:
    """The four as they should be: their aliases by their GUIDs."""
    shared_box.control.reset()
    commands = []
    for alias, (city, department, days, quota) in PEOPLE.items():
        commands.append(f"Set-User {alias} -City '{city}' -Department {department} -Title Piped")
        commands.append(
            f"Set-Mailbox {alias} -CustomAttribute1 Piped -RetainDeletedItemsFor {days} -IssueWarningQuota {quota}"
        )
    done = shared_desk.run(commands=commands)
    assert "failed" not in done, done["msg"]
    rows = shared_desk.run(command=f"{M} | select Guid,Alias")["objects"]
    return {row["Guid"]: row["Alias"] for row in rows}


def test_there_are_lines_of_all_shapes() -> None:
    assert len(READS) + len(WRITES) >= 60


@each_row(("line", "wanted"), READS, ids=[line for line, _wanted in READS])
def test_what_comes_out(desk: Desk, four: dict[str, str], line: str, wanted: list[Any]) -> None:
    result = desk.run(command=line)
    assert "failed" not in result, result["msg"]
    assert [next(iter(one.values())) if isinstance(one, dict) else one for one in result["objects"]] == wanted
    assert desk.warnings == []


@each_row(("line", "cmdlet", "wanted"), WRITES, ids=[line for line, _cmdlet, _wanted in WRITES])
def test_what_is_written(
    desk: Desk, box: Box, four: dict[str, str], line: str, cmdlet: str, wanted: dict[str, object]
) -> None:
    box.control.forget()
    result = desk.run(command=line)
    assert "failed" not in result, result["msg"]
    sent = [one["parameters"] for one in box.control.journal(kind="invoke", cmdlet=cmdlet)]
    name = {"Set-Mailbox": "MailTip", "Set-User": "Office", "Set-CASMailbox": "PopEnabled"}[cmdlet]
    assert {four[one["Identity"]]: one[name] for one in sent} == wanted
    assert len(sent) == len(wanted)
