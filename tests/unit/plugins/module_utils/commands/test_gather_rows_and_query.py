# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the rows of one command go: projected, counted, watched, into the result or a file."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import jmespath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._commands.gather_rows_and_query import (
    MAX_BYTES,
    Reading,
    gather,
    same_by_pages,
)
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.listing_and_failure import Listing
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import Call
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from support.extent import choose
from support.options import command_of
from support.rows import each_row

READ = Call("Get-Mailbox", "read", "id-7")
WRITE = Call("New-Mailbox", "write", "id-7", changes=True)
PAGES: list[list[dict[str, Any]]] = [
    [{"Name": "a", "N": 3, "L": [1, 2]}, {"Name": "b", "N": 1}],
    [],
    [{"Name": "c", "N": 2, "L": []}, {"X": None}],
]

BY_PAGES = (
    "@",
    "[]",
    "[].Name",
    "[*].Name",
    "[?N > `1`]",
    "[?N > `1`].{name: Name, n: N}",
    "[].[Name, N]",
    "[].L[]",
    "[].L[0]",
    "[].length(keys(@))",
    "[?Name] | [].N",
    "[].Name | @",
    "[?contains(['a', 'c'], Name)].Name",
    "[][].Name",
)
AS_A_WHOLE = (
    "[0]",
    "[-1]",
    "[0:2].Name",
    "[::2]",
    "length(@)",
    "sort_by(@[?N], &N)[].Name",
    "[].Name | [0]",
    "[].Name | sort(@)",
    "reverse(@)",
    "{all: [].Name, n: length(@)}",
    "[[].Name, length(@)]",
    "[].Name || `[]`",
    "max_by([?N], &N).Name",
    "*",
    "Name",
    "map(&Name, @)",
    "`[1]`",
    "[?N] && [?X]",
    "length(@) > `1`",
)


class Watched:
    """A context whose clock stands still until it is moved."""

    def __init__(self) -> None:
        self.warnings: list[str] = []
        self.lines: list[str] = []
        self.time = 100.0
        self.context = Context(
            {}, Owner(), warn=self.warnings.append, say=self.lines.append, clock=Clock(steady=lambda: self.time)
        )


def gathered(
    options: dict[str, Any], pages: list[list[dict[str, Any]]], call: Call = READ
) -> tuple[dict[str, Any], Watched]:
    watched = Watched()
    with gather(Reading.of(command_of(options)), call, watched.context) as sink:
        for page in pages:
            sink.add(page)
        return sink.finish_rows(Listing(rows=sum(map(len, pages)))), watched


@each_row("query", BY_PAGES)
def test_what_is_projected_page_by_page_gives_the_same(query: str) -> None:
    assert same_by_pages(jmespath.compile(query).parsed)
    whole = jmespath.search(query, [row for page in PAGES for row in page])
    assert gathered({"query": query}, PAGES)[0]["objects"] == whole
    assert [one for page in PAGES for one in jmespath.search(query, page)] == whole


@pytest.mark.parametrize("query", AS_A_WHOLE)
def test_what_sees_the_whole_list_waits_for_it(query: str, tmp_path: Path) -> None:
    assert not same_by_pages(jmespath.compile(query).parsed)
    found = jmespath.search(query, [row for page in PAGES for row in page])
    objects = [] if found is None else found if isinstance(found, list) else [found]
    assert gathered({"query": query}, PAGES)[0]["objects"] == objects
    told = gathered({"query": query, "dest": str(tmp_path / "rows.json")}, PAGES)[0]
    assert (json.loads((tmp_path / "rows.json").read_text()), told["count"]) == (objects, len(objects))


EXPRESSIONS = st.recursive(
    st.sampled_from(["@", "[]", "[*]", "[?N]", "[0]", "[1:]", "Name", "length(@)", "sort_by(@, &N)"]),
    lambda inner: st.tuples(
        inner, st.sampled_from([".Name", "[]", "[*].N", "[?N > `1`]", " | [].L", " | [0]", "[::-1]"])
    ).map("".join),
    max_leaves=4,
)


@settings(max_examples=choose(40, 200, 2000), deadline=None)
@given(EXPRESSIONS, st.lists(st.integers(0, 3), max_size=3))
def test_any_expression_gives_the_same_by_pages_or_says_no(expression: str, sizes: list[int]) -> None:
    rows = [{"N": number, "Name": str(number), "L": [number]} for number in range(sum(sizes))]
    pages = [rows[sum(sizes[:place]) : sum(sizes[: place + 1])] for place in range(len(sizes))]
    try:
        compiled = jmespath.compile(expression)
    except ValueError:
        return
    if same_by_pages(compiled.parsed):
        assert [one for page in pages for one in compiled.search(page)] == compiled.search(rows)


@pytest.mark.parametrize("call", [READ, WRITE])
@pytest.mark.parametrize("query", [None, ""])
def test_without_a_query_rows_stay_as_they_are(query: str | None, call: Call) -> None:
    told, _watched = gathered({"query": query}, PAGES, call)
    assert told == {"objects": [row for page in PAGES for row in page], "count": 4}


def test_rows_go_to_a_file_and_not_into_the_result(tmp_path: Path) -> None:
    dest = tmp_path / "rows.jsonl"
    told, watched = gathered({"dest": str(dest), "query": "[?N].Name"}, PAGES)
    assert dest.read_text() == '"a"\n"b"\n"c"\n'
    assert {name: told[name] for name in ("objects", "count", "rows", "dest", "format", "size", "mode")} == {
        "objects": [],
        "count": 3,
        "rows": 4,
        "dest": str(dest),
        "format": "jsonl",
        "size": 12,
        "mode": "0600",
    }
    assert watched.warnings == []


def test_a_query_that_fails_on_a_page_leaves_the_old_file(tmp_path: Path) -> None:
    dest = tmp_path / "rows.jsonl"
    dest.write_text("old")
    with pytest.raises(Failure) as caught:
        gathered({"dest": str(dest), "query": "[].abs(N)"}, [[{"N": 1}], [{"N": "x"}]])
    assert caught.value.key == "query-failed"
    assert (dest.read_text(), list(tmp_path.iterdir())) == ("old", [dest])


def test_what_a_write_answers_is_not_lost_to_a_file(tmp_path: Path) -> None:
    dest = tmp_path / "folder" / "rows.jsonl"
    dest.parent.mkdir()
    reading, watched = Reading.of(command_of({"dest": str(dest)})), Watched()
    with gather(reading, WRITE, watched.context) as sink:
        sink.add([{"Name": "new"}])
        dest.mkdir()
        told = sink.finish_rows(Listing(rows=1))
    assert told == {"objects": [{"Name": "new"}], "count": 1}
    assert len(watched.warnings) == 1
    assert "no ordinary file" in watched.warnings[0]


@each_row(("limit", "warned"), [(None, False), (5, True), (6, False), (0, False)])
def test_a_large_result_is_warned_about_once(limit: int | None, warned: bool) -> None:
    pages = [[{"Number": page * 2 + one} for one in range(2)] for page in range(3)]
    told, watched = gathered({"max_rows_in_result": limit}, pages)
    assert told["count"] == 6
    assert len(watched.warnings) == int(warned)
    assert all("dest" in text for text in watched.warnings)


def test_a_result_of_many_bytes_is_warned_about() -> None:
    row = {"Text": "x" * (MAX_BYTES // 100)}
    assert gathered({}, [[row] * 50, [row] * 49])[1].warnings == []
    assert len(gathered({}, [[row] * 50, [row] * 51])[1].warnings) == 1
    assert gathered({"query": "[].length(Text)"}, [[row] * 60] * 2)[1].warnings == []


def test_a_file_is_never_too_large(tmp_path: Path) -> None:
    options = {"dest": str(tmp_path / "rows"), "max_rows_in_result": 1}
    assert gathered(options, PAGES)[1].warnings == []
    assert len(gathered({**options, "query": "reverse(@)"}, PAGES)[1].warnings) == 1


def test_objects_that_come_twice_are_told_and_stay() -> None:
    told, watched = gathered(
        {}, [[{"Guid": "1"}, {"Guid": "2"}], [{"Guid": "2"}, {"Guid": "1"}, {"Name": "x"}, {"Name": "x"}]]
    )
    assert (told["count"], told["duplicates"]) == (6, 2)
    assert "more than once" in watched.warnings[0]


def test_a_reading_that_starts_again_forgets_what_it_saw() -> None:
    watched = Watched()
    with gather(Reading.of(command_of({})), READ, watched.context) as sink:
        sink.add([{"Guid": "1"}])
        sink.restart()
        sink.add([{"Guid": "1"}])
        assert sink.finish_rows(Listing(rows=1)) == {"objects": [{"Guid": "1"}], "count": 1}
    assert watched.warnings == []


def test_progress_is_a_line_in_two_seconds_at_most() -> None:
    watched = Watched()
    with gather(Reading.of(command_of({"show_progress": True})), READ, watched.context) as sink:
        for _page in range(48):
            watched.time += 0.125
            sink.add([{"N": number} for number in range(1000)])
    assert watched.lines == [
        "Get-Mailbox: 16000 rows in 16 pages, 8000 rows/s, 2 s",
        "Get-Mailbox: 32000 rows in 32 pages, 8000 rows/s, 4 s",
        "Get-Mailbox: 48000 rows in 48 pages, 8000 rows/s, 6 s",
    ]


def test_nobody_is_told_where_nobody_listens_or_asked() -> None:
    for options, context in (({}, Watched().context), ({"show_progress": True}, Context({}, Owner(), warn=print))):
        times = iter(map(float, range(0, 1000, 10)))
        slow = Context({}, Owner(), warn=print, say=context.say, clock=Clock(steady=partial(next, times)))
        with gather(Reading.of(command_of(options)), READ, slow) as sink:
            sink.add([{"N": 1}])
            assert sink.finish_rows(Listing(rows=1))["count"] == 1
