# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example in the tables of docs/command-lines.md is read, or refused, as the page says.

The page shows pieces of lines; each stands in a line here. A piece that the page has and this file has not makes a test
fail, and so does one that the page has no more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._powershell.parse_command import parse
from support.pages import block
from support.places import ROOT
from support.rows import each_row

NAME = "docs/command-lines.md"
PAGE = (ROOT / NAME).read_text(encoding="utf-8")
# A piece of code in a cell, between as many backticks as it needs.
PIECE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")

VALUE, NUMBER = "Set-X -Value {}", "Search-UnifiedAuditLog -ResultSize {}"
WORDS = ("adele@contoso.com", r"contoso\adele", "*kelly*", "1/31/2027", "7.00:00:00", "200MB")
# By the piece: the line around it, and what the line means.
READ: Mapping[str, tuple[str, dict[str, Any]]] = {
    "get-mailbox adele -Archive": ("{}", {"Identity": "adele", "Archive": True}),
    "-Identity:adele": ("Get-Mailbox {}", {"Identity": "adele"}),
    "-Confirm:$false": ("Set-Mailbox {}", {"Confirm": False}),
    "$true": (VALUE, {"Value": True}),
    "$false": (VALUE, {"Value": False}),
    "$null": (VALUE, {"Value": None}),
    **{word: (VALUE, {"Value": word}) for word in WORDS},
    "'It''s late'": (VALUE, {"Value": "It's late"}),
    '"two`nlines"': (VALUE, {"Value": "two\nlines"}),
    "@'": (VALUE + "\nIt's late\n'@", {"Value": "It's late"}),
    "'@": ("Set-X -Value @'\nIt's late\n{}", {"Value": "It's late"}),
    'a, b,"c d"': (VALUE, {"Value": ["a", "b", "c d"]}),
    "@('a','b')": (VALUE, {"Value": ["a", "b"]}),
    "('a','b')": (VALUE, {"Value": ["a", "b"]}),
    "@{Add='a','b'; Remove='c'}": (VALUE, {"Value": {"Add": ["a", "b"], "Remove": "c"}}),
    "-Filter {City -eq 'Oslo'}": ("Get-User {}", {"Filter": "City -eq 'Oslo'"}),
    "10": (NUMBER, {"ResultSize": 10}),
    "0x1F": (NUMBER, {"ResultSize": 31}),
    "1.5": (VALUE, {"Value": "1.5"}),
    "# so": ("Get-Mailbox adele {}", {"Identity": "adele"}),
    "<# so #>": ("Get-Mailbox {} adele", {"Identity": "adele"}),
    "PS C:\\>": ("{} Get-Mailbox adele", {"Identity": "adele"}),
}
# By the piece behind the pipe: the properties and the number that it becomes.
BEHIND: Mapping[str, tuple[tuple[str, ...], int | None]] = {
    "| Format-List": ((), None),
    "| ft -AutoSize": ((), None),
    "| Out-Null": ((), None),
    "| Select-Object A,B": (("A", "B"), None),
    "| Format-List A,B": (("A", "B"), None),
    "| Format-Table A,B": (("A", "B"), None),
    "| Select-Object -First 10": ((), 10),
    "| Format-List *": ((), None),
}
ARGUMENT, START, PIPE = "Get-Mailbox {}", "{}", "Get-Mailbox | {}"
# By the piece: the line around it ("…" and a bare name completed), and the construct that it is refused as.
REFUSED: Mapping[str, tuple[str, str]] = {
    "$( )": ("Get-Mailbox $(1 + 2)", "line-subexpression"),
    ".Property": ('Get-Mailbox "anna"{}', "line-member"),
    "$x = …": ("$x = Get-Mailbox", "line-assignment"),
    "(Get-User adele).Name": (ARGUMENT, "line-nested-command"),
    "(Get-Date).AddDays(-7)": (ARGUMENT, "line-date"),
    "[DateTime]::UtcNow": (ARGUMENT, "line-date"),
    "([System.IO.File]::ReadAllBytes('…'))": (ARGUMENT, "line-file-content"),
    "Get-Content": ("Get-Mailbox ({} C:\\a.txt)", "line-file-content"),
    "ConvertTo-SecureString": ("Set-X -Password ({} x -AsPlainText -Force)", "line-credential"),
    "Get-Credential": ("Set-X -Credential ({})", "line-credential"),
    ";": ("Get-Mailbox anna{} Get-Mailbox bob", "line-statements"),
    "&&": ("Get-Mailbox anna {} Get-Mailbox bob", "line-statements"),
    "ForEach-Object": (PIPE + " {{$_.Name}}", "line-loop"),
    "foreach": ("{} ($m in $all) {{}}", "line-control-flow"),
    "if": ("{} ($true) {{}}", "line-control-flow"),
    "try": ("{} {{}} catch {{}}", "line-control-flow"),
    "Compare-Object": (PIPE, "line-shaping"),
    "Export-Csv": (PIPE + " C:\\all.csv", "line-file-output"),
    "Out-File": (PIPE + " C:\\all.txt", "line-file-output"),
    ">": ("Get-Mailbox {} C:\\all.txt", "line-redirection"),
    "ConvertTo-Json": (PIPE, "line-conversion"),
    "-Index": ("Get-Mailbox | Select-Object {} 5", "line-select"),
    "@settings": (ARGUMENT, "line-splatting"),
    "<Placeholder>": (ARGUMENT, "line-placeholder"),
    "[-Optional]": (ARGUMENT, "line-placeholder"),
}
# What the table calls by words alone.
IN_WORDS: Mapping[str, tuple[str, str]] = {
    "a variable": ("Get-Mailbox $user", "line-variable"),
    "an operator": ('Get-Mailbox ("a" + "b")', "line-operator"),
    "a pipe into a script, or a cmdlet behind a write": ("Get-Mailbox | Set-Mailbox | Get-User", "line-after-write"),
    "a calculated property": ("Get-Mailbox | Select-Object @{N='x';E={$_.y}}", "line-calculated-property"),
}


def pieces(heading: str, column: int) -> list[str]:
    """The pieces of code in a column of the table below a heading."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line.replace("\\|", "\0") for line in section.splitlines() if line.startswith("| ")]
    cells = [line.split("|")[column].replace("\0", "|") for line in lines]
    return [found[2] for cell in cells for found in PIECE.finditer(cell)]


def refusal(line: str) -> Failure:
    with pytest.raises(Failure) as caught:
        parse(line)
    return caught.value


def test_nothing_of_the_page_is_left_out() -> None:
    assert set(pieces("What works", 2)) == set(READ)
    assert set(pieces("Behind the pipe", 1)) == set(BEHIND)
    assert set(pieces("What is refused, and what to write instead", 1)) == set(REFUSED)
    assert [words for words in IN_WORDS if words not in PAGE] == []


@each_row("piece", READ)
def test_what_works_is_read(piece: str) -> None:
    line, meaning = READ[piece]
    assert parse(line.format(piece)).parameters == meaning


@each_row("piece", BEHIND)
def test_what_stands_behind_the_pipe_becomes_options(piece: str) -> None:
    found = parse(f"Get-Mailbox {piece}")
    assert (found.properties, found.result_size) == BEHIND[piece]


@each_row(("piece", "line", "key"), [(piece, *rest) for piece, rest in {**REFUSED, **IN_WORDS}.items()])
def test_what_is_refused_is_refused_for_what_it_is(piece: str, line: str, key: str) -> None:
    assert refusal(line.format(piece) if piece in REFUSED else line).key == key


def test_the_location_is_as_the_page_shows_it() -> None:
    shown = json.loads("{" + block(NAME, '"location"').text + "}")
    assert refusal(shown["location"]["excerpt"][0]).more["location"] == shown["location"]
