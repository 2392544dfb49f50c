# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A listing is whole, or it fails: never short without a word, never twice, never from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.listing_and_failure import Listing
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import Call
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.retries_and_rate_limits import CmdletClass
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.send_and_page import run_call
from support.rows import each_row

from .conftest import (
    BASE,
    HOST,
    NOT_FOUND,
    TENANT,
    Bench,
    Happening,
    answer,
    call_of,
    cmdlet_error,
    no_answer,
    page,
)

MORE = "There are more results available than are currently displayed. To view them, ..."
OTHER = "c0ffee00-52a4-4a3b-9f63-2f1c5a1e8b02"


def link(number: int) -> str:
    return f"{BASE}?%24skiptoken={number}"


def rows(first: int, count: int) -> list[dict[str, Any]]:
    return [{"Number": number} for number in range(first, first + count)]


def expired() -> Happening:
    return cmdlet_error("", "Expired or Invalid pagination request. Default Expiry time is 00:30:00", 400)


@dataclass
class Sink:
    rows: list[dict[str, Any]] = field(default_factory=list)
    restarts: int = 0

    def add(self, rows: Sequence[dict[str, Any]]) -> None:
        self.rows += rows

    def restart(self) -> None:
        self.rows = []
        self.restarts += 1


def listed(script: Sequence[Happening], call: Call | None = None) -> tuple[Listing, Sink, Bench]:
    bench, sink = Bench(script), Sink()
    listing = run_call(bench.sender, call or call_of(), sink)
    assert listing.rows == len(sink.rows)
    return listing, sink, bench


def failed(script: Sequence[Happening], call: Call | None = None, **more: Any) -> tuple[Failure, Bench]:
    bench = Bench(script, **more)
    with pytest.raises(Failure) as caught:
        run_call(bench.sender, call or call_of(), Sink())
    return caught.value, bench


def test_every_page_is_asked_for_by_the_same_request() -> None:
    """By POST, with the same body and the same anchor: anything else is "Expired or Invalid"."""
    script = [page(*rows(0, 3), link=link(1)), page(*rows(3, 3), link=link(2)), page(*rows(6, 1))]
    listing, sink, bench = listed(script)
    assert sink.rows == rows(0, 7)
    assert (listing.pages, listing.truncated, listing.attempts.count) == (3, False, 1)
    assert [request.url for request in bench.edge.requests] == [BASE, link(1), link(2)]
    assert len({(one.method, one.body, str(one.headers)) for one in bench.edge.requests}) == 1


def test_a_page_may_come_from_a_server_of_its_own_name() -> None:
    there = link(1).replace(HOST, f"eur01.{HOST}").replace(TENANT, TENANT.upper())
    _listing, sink, bench = listed([page(*rows(0, 1), link=there), page(*rows(1, 1))])
    assert (sink.rows, bench.edge.requests[1].url) == (rows(0, 2), there)


@each_row(
    ("foreign", "named"),
    [
        (link(1).replace(HOST, "evil.example"), "evil.example"),
        (link(1).replace(HOST, "evil-outlook.office365.com"), "evil-outlook.office365.com"),
        (link(1).replace(HOST, f"a.b.{HOST}"), f"a.b.{HOST}"),
        (link(1).replace(HOST, f"{HOST}.evil.example"), f"{HOST}.evil.example"),
        (link(1).replace("https:", "http:"), "(no host)"),
        (link(1).replace(HOST, f"{HOST}:446"), "(no host)"),
        (link(1).replace(HOST, f"user@{HOST}"), "(no host)"),
        (link(1).replace(HOST, "[::1"), "(no host)"),
        (link(1).replace(HOST, "a]b"), "(no host)"),
        (link(1).replace(HOST, "evil.example\uff0f"), "(no host)"),
        (link(1).replace(HOST, f"evil\\.{HOST}"), "(no host)"),
        ("/adminapi/beta/x", "(no host)"),
        ("javascript:alert(1)", "(no host)"),
        (link(1) + "a" * 17000, "(no host)"),
        (link(1).replace(TENANT, OTHER), f"{HOST} (another path than the listing's)"),
        (f"https://{HOST}/?{TENANT}/", f"{HOST} (another path than the listing's)"),
        (f"https://{HOST}/#/{TENANT}/", "(no host)"),
        (link(1).replace("/adminapi/", "/x/../adminapi/"), f"{HOST} (another path than the listing's)"),
        (link(1).replace("/InvokeCommand", "/InvokeCommand/../Export"), f"{HOST} (another path than the listing's)"),
        (link(1).replace("/adminapi/", "/adminapi%2f"), f"{HOST} (another path than the listing's)"),
        (link(1).replace("/adminapi/", "//adminapi/"), f"{HOST} (another path than the listing's)"),
        (link(1).replace("/InvokeCommand", "/InvokeCommand;x"), f"{HOST} (another path than the listing's)"),
        (link(1).replace("/beta/", "/v2.0/"), f"{HOST} (another path than the listing's)"),
        (link(1).replace("/InvokeCommand", "/$batch"), f"{HOST} (another path than the listing's)"),
    ],
)
def test_a_link_to_elsewhere_gets_no_token(foreign: str, named: str) -> None:
    failure, bench = failed([page(*rows(0, 2), link=foreign), page()])
    assert (failure.key, failure.outcome, failure.retry_safe) == ("foreign-page-link", "did_not_run", True)
    assert named in failure.line
    assert len(bench.edge.requests) == 1


@pytest.mark.parametrize("links", [[BASE], [link(1), link(1)], [link(1), link(2), link(1)]])
def test_a_repeated_link_is_an_error_and_no_end(links: list[str]) -> None:
    failure, bench = failed([page(*rows(0, 1), link=one) for one in links])
    assert failure.key == "repeated-page-link"
    assert len(bench.edge.requests) == len(links)


def test_ten_empty_pages_in_a_row_are_an_error() -> None:
    failure, bench = failed([page(link=link(number)) for number in range(10)])
    assert (failure.key, len(bench.edge.requests)) == ("repeated-page-link", 10)


def test_empty_pages_between_others_are_none() -> None:
    empty = [page(link=link(number)) for number in range(9)]
    again = [page(link=link(number)) for number in range(100, 109)]
    _listing, sink, _bench = listed([*empty, page(*rows(0, 1), link=link(50)), *again, page()])
    assert sink.rows == rows(0, 1)


def test_an_expired_cursor_restarts_once_without_double_rows() -> None:
    script = [page(*rows(0, 2), link=link(1)), expired(), page(*rows(0, 2), link=link(2)), page(*rows(2, 1))]
    listing, sink, bench = listed(script)
    assert (sink.rows, sink.restarts) == (rows(0, 3), 1)
    assert (listing.pages, listing.attempts.count) == (2, 2)
    assert [request.url for request in bench.edge.requests] == [BASE, link(1), BASE, link(2)]


def test_what_was_tried_before_a_restart_is_not_forgotten() -> None:
    busy = answer(status=429, Retry_After="10", request_id="busy")
    listing, _sink, _bench = listed([busy, page(*rows(0, 2), link=link(1)), expired(), page()])
    assert (listing.attempts.count, listing.attempts.waited) == (3, 11.0)
    assert listing.attempts.request_ids == ["busy"]


def test_a_second_expired_cursor_is_an_error() -> None:
    script = [page(*rows(0, 2), link=link(1)), expired(), page(*rows(0, 1), link=link(2)), expired()]
    failure, bench = failed(script)
    assert (failure.key, failure.more["pages"], failure.more["rows"]) == ("expired-paging", 1, 1)
    assert len(bench.edge.requests) == 4


@pytest.mark.parametrize(
    "happening", [answer(status=403), cmdlet_error(NOT_FOUND), no_answer("ca-missing", sent=False)]
)
def test_a_failed_page_tells_how_far_it_came(happening: Happening) -> None:
    failure, _bench = failed([page(*rows(0, 2), link=link(1)), page(*rows(2, 3), link=link(2)), happening])
    assert (failure.more["pages"], failure.more["rows"]) == (2, 5)


def test_a_failed_first_page_tells_of_no_pages() -> None:
    failure, _bench = failed([answer(status=403)])
    assert "pages" not in failure.more


def test_each_page_has_its_own_repeats() -> None:
    def trouble() -> list[Happening]:
        return [answer(status=503) for _try in range(3)]

    listing, sink, bench = listed([*trouble(), page(*rows(0, 1), link=link(1)), *trouble(), page(*rows(1, 1))])
    assert (sink.rows, listing.attempts.count, len(bench.edge.requests)) == (rows(0, 2), 7, 8)
    assert bench.slept == [2.0, 4.0, 8.0] * 2


def test_a_token_is_looked_at_before_each_page() -> None:
    bench = Bench([page(*rows(0, 1), link=link(1)), answer(status=401), page(*rows(1, 1), link=link(2)), page()])
    run_call(bench.sender, call_of(), Sink())
    assert [one.headers["Authorization"][-7:] for one in bench.edge.requests] == [
        "token-0",
        "token-0",
        "token-1",
        "token-1",
    ]


# A page is asked for by sending the cmdlet again, which a write must not be.


@each_row("kind", ["write", "idempotent_write"])
@each_row("target", [link(1), link(1).replace(HOST, "evil.example"), f"https://{HOST}/"])
@each_row("limit", [None, 1, 500])
def test_a_write_follows_no_link(kind: CmdletClass, target: str, limit: int | None) -> None:
    listing, sink, bench = listed([page(*rows(0, 2), link=target)], call_of(kind, limit=limit))
    assert len(bench.edge.requests) == 1
    assert sink.rows == rows(0, 2)[:limit]
    assert (listing.truncated, listing.pages) == (True, 1)
    assert "not asked for" in listing.warnings[0]


# Limits


@each_row(
    ("limit", "asked", "count", "truncated"),
    [
        (None, [1000, 1000, 1000], 7, False),
        (1, [1], 1, True),
        (2, [2], 2, True),
        (3, [3], 3, True),
        (4, [4, 1], 4, True),
        (6, [6, 3], 6, True),
        (7, [7, 4, 1], 7, False),
        (8, [8, 5, 2], 7, False),
        (5000, [1000, 1000, 1000], 7, False),
    ],
)
def test_no_more_rows_are_asked_for_than_are_wanted(
    limit: int | None, asked: list[int], count: int, truncated: bool
) -> None:
    script = [page(*rows(0, 3), link=link(1)), page(*rows(3, 3), link=link(2)), page(*rows(6, 1))]
    listing, sink, bench = listed(script, call_of(limit=limit))
    assert sink.rows == rows(0, count)
    assert listing.truncated is truncated
    assert [one.headers["Prefer"] for one in bench.edge.requests] == [f"odata.maxpagesize={n}" for n in asked]


@each_row(("page_size", "asked"), [(1, 1), (200, 200), (1000, 1000), (5000, 1000)])
def test_pages_have_the_size_that_is_asked_for(page_size: int, asked: int) -> None:
    _listing, _sink, bench = listed([page()], call_of().with_page_size(page_size))
    assert bench.edge.requests[0].headers["Prefer"] == f"odata.maxpagesize={asked}"


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.none() | st.integers(1, 30))
def test_the_rows_are_the_first_ones_in_order(sizes: list[int], limit: int | None) -> None:
    script, first = [], 0
    for number, size in enumerate(sizes):
        script.append(page(*rows(first, size), link=link(number) if number + 1 < len(sizes) else None))
        first += size
    listing, sink, _bench = listed(script, call_of(limit=limit))
    wanted = first if limit is None else min(limit, first)
    assert sink.rows == rows(0, wanted)
    if wanted < first:
        assert listing.truncated
    if limit is None:
        assert not listing.truncated


def test_rows_that_the_service_keeps_back_are_told() -> None:
    listing, _sink, _bench = listed([page(*rows(0, 1), warnings=[MORE])])
    assert listing.truncated
    assert len(listing.warnings) == 1


def test_rows_that_nobody_wanted_are_no_warning() -> None:
    listing, _sink, _bench = listed([page(*rows(0, 1), warnings=[MORE])], call_of(limit=1))
    assert (listing.truncated, listing.warnings) == (True, [])


def test_the_truncation_warning_means_nothing_while_there_is_a_link() -> None:
    listing, _sink, _bench = listed([page(*rows(0, 1), warnings=[MORE], link=link(1)), page(*rows(1, 1))])
    assert (listing.truncated, listing.warnings) == (False, [])


def test_a_warning_of_each_page_is_told_once() -> None:
    script = [page(warnings=["one", "two"], link=link(1)), page(warnings=["two", "three"])]
    listing, _sink, _bench = listed(script)
    assert listing.warnings == ["one", "two", "three"]
