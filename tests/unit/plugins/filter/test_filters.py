# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters for templates: what they give, and the one line that bad input gets."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.m365.exchange.plugins.filter.format_command import FilterModule as Format
from ansible_collections.m365.exchange.plugins.filter.opath import FilterModule as Opath
from ansible_collections.m365.exchange.plugins.filter.parse_command import FilterModule as Parse
from support.rows import each_row

FILTERS = {**Parse().filters(), **Format().filters(), **Opath().filters()}
parse_command, format_command, opath = (FILTERS[name] for name in ("parse_command", "format_command", "opath"))


def test_a_line_becomes_a_map() -> None:
    assert parse_command("Get-Mailbox anna -Archive $true -Verbose | select Name -First 3") == {
        "cmdlet": "Get-Mailbox",
        "parameters": {"Identity": "anna", "Archive": True},
        "properties": ["Name"],
        "result_size": 3,
        "stages": [],
        "warnings": ["-Archive is a switch: the value behind it was taken for it. PowerShell wants -Archive:$true."],
        "notes": ["-Verbose steers PowerShell and was left out."],
    }


def test_a_map_becomes_a_line_and_the_same_map_again() -> None:
    line = format_command({"cmdlet": "get-mailbox", "parameters": {"Identity": "O'Neil"}, "properties": ["Name"]})
    assert line == "Get-Mailbox -Identity 'O''Neil' | Select-Object Name"
    assert format_command(parse_command(line)) == line


def test_stages_come_as_they_are_written_and_go_back_into_a_line() -> None:
    line = "Get-User | select Name -First 9 | ? {$_.City -eq 'Oslo'}  |  sort Name | Export-Csv all.csv"
    parsed = parse_command(line)
    assert parsed["stages"] == ["select Name -First 9", "? {$_.City -eq 'Oslo'}", "sort Name"]
    assert parsed["result_size"] == 9
    again = parse_command(format_command(parsed))
    assert {name: again[name] for name in ("stages", "result_size")} == {
        "stages": ["Select-Object -First 9", *parsed["stages"]][1:],
        "result_size": 9,
    }


def test_a_date_of_yaml_is_written_as_its_text() -> None:
    assert format_command({"cmdlet": "Set-X", "parameters": {"When": date(2027, 1, 2)}}) == "Set-X -When '2027-01-02'"
    assert opath(date(2027, 1, 2)) == "'2027-01-02'"


@each_row("size", [None, "unlimited", "5", 5])
def test_a_result_size_may_be_written_as_in_a_task(size: Any) -> None:
    tail = " | Select-Object -First 5" if size in ("5", 5) else ""
    assert format_command({"cmdlet": "Get-Mailbox", "result_size": size}) == f"Get-Mailbox{tail}"


def test_a_refused_line_shows_the_place() -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        parse_command("Get-Mailbox $x")
    line, text, caret = str(caught.value).split("\n")
    assert line.startswith("There is a variable, '$x', at line 1, column 13")
    assert (text, caret) == ("Get-Mailbox $x", "            ^")


@each_row(
    ("name", "value", "words"),
    [
        ("parse_command", None, "reads a text"),
        ("parse_command", ["Get-Mailbox"], "reads a text"),
        ("format_command", "Get-Mailbox", "writes a map"),
        ("format_command", {}, "no name of a cmdlet"),
        ("format_command", {"cmdlet": "Get-Mailbox", "parameters": ["a"]}, "wants a map of parameters"),
        ("format_command", {"cmdlet": "Get-Mailbox", "result_size": "many"}, "a number"),
        ("format_command", {"cmdlet": "Get-Mailbox", "result_size": True}, "a number"),
        ("format_command", {"cmdlet": "Get-Mailbox", "properties": "Name"}, "lists of properties"),
        ("format_command", {"cmdlet": "Get-Mailbox", "stages": "where City"}, "lists of properties and stages"),
        ("format_command", {"cmdlet": "Get-Mailbox", "stages": ["Where-Object {$x}"]}, "a variable"),
        ("opath", ["a"], "cannot stand in a filter"),
        ("opath", {"a": 1}, "cannot stand in a filter"),
    ],
)
def test_bad_input_is_one_line(name: str, value: Any, words: str) -> None:
    with pytest.raises(AnsibleFilterError, match=words) as caught:
        FILTERS[name](value)
    assert "\n" not in str(caught.value)
