# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cmdlets that page by their own parameters are read to the end: nothing twice, nothing missing, never for ever."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.paging_parameters import OWN_PAGING, to_follow
from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client import send_and_page
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.listing_and_failure import Listing
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.paging_by_parameters import follow
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import Call
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.send_and_page import Sender
from support.rows import each_row

from .conftest import Bench, Happening, answer, page
from .test_next_links import Sink, expired, link

Row = dict[str, Any]


def call_of(cmdlet: str, parameters: dict[str, Any] | None = None, **more: Any) -> Call:
    given = parameters or {}
    return Call(cmdlet, "read", "id-7", parameters=given, own_paging=to_follow(cmdlet, given), **more)


def run(sender: Sender, call: Call, sink: Sink) -> Listing:
    """As a task does it."""
    plan = call.own_paging
    return send_and_page.run_call(sender, call, sink) if plan is None else follow(sender, call, plan, sink)


def followed(script: Sequence[Happening], call: Call) -> tuple[Listing, list[Row], list[dict[str, Any]]]:
    """The listing, its rows, and the parameters of each request."""
    bench, sink = Bench(script), Sink()
    listing = run(bench.sender, call, sink)
    assert (listing.rows, bench.edge.script) == (len(sink.rows), [])
    return listing, sink.rows, [parameters(request.body) for request in bench.edge.requests]


def failed(script: Sequence[Happening], call: Call) -> Failure:
    with pytest.raises(Failure) as caught:
        run(Bench(script).sender, call, Sink())
    return caught.value


def parameters(body: bytes | None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(body or b"")["CmdletInput"]["Parameters"]
    return found


# By number


def messages(first: int, count: int) -> list[Row]:
    return [{"Identity": number} for number in range(first, first + count)]


def test_numbered_pages_end_with_a_short_one() -> None:
    call = call_of("Get-QuarantineMessage", {"Direction": "Inbound"}, page_size=3)
    script = [page(*messages(0, 3)), page(*messages(3, 3)), page(*messages(6, 1))]
    listing, rows, asked = followed(script, call)
    assert rows == messages(0, 7)
    assert asked == [{"Direction": "Inbound", "Page": number, "PageSize": 3} for number in (1, 2, 3)]
    assert (listing.pages, listing.truncated, listing.attempts.count) == (3, False, 1)


def test_a_last_page_that_is_full_is_followed_by_an_empty_one() -> None:
    _listing, rows, asked = followed([page(*messages(0, 3)), page()], call_of("Get-QuarantineMessage", page_size=3))
    assert (rows, len(asked)) == (messages(0, 3), 2)


def test_pages_have_the_size_that_the_task_gives_itself() -> None:
    listing, _rows, asked = followed([page()], call_of("Get-QuarantineMessage", {"pagesize": 50}))
    assert (asked, listing.truncated) == ([{"PageSize": 50, "Page": 1}], False)


def test_a_limit_ends_it_and_is_told() -> None:
    script = [page(*messages(0, 3)), page(*messages(3, 3))]
    listing, rows, _asked = followed(script, call_of("Get-QuarantineMessage", page_size=3, limit=5))
    assert (rows, listing.truncated) == (messages(0, 5), True)


def test_a_page_that_comes_twice_is_an_error_and_no_loop() -> None:
    failure = failed([page(*messages(0, 3))] * 2, call_of("Get-QuarantineMessage", page_size=3))
    assert (failure.key, failure.more["rows"], failure.more["pages"]) == ("own-paging-stuck", 3, 2)


@pytest.mark.parametrize(("cmdlet", "largest"), [("Get-QuarantineMessage", 1000), ("Get-SafeLinksDetailReport", 5000)])
def test_pages_are_no_larger_than_the_service_takes(cmdlet: str, largest: int) -> None:
    _listing, _rows, asked = followed([page()], call_of(cmdlet, {"PageSize": 100_000}))
    assert asked == [{"Page": 1, "PageSize": largest}]
    _listing, _rows, asked = followed([page()], call_of(cmdlet))
    assert asked == [{"Page": 1, "PageSize": 1000}]


def test_the_last_page_there_may_be_is_told() -> None:
    """However small its pages are: a page behind it would be refused."""
    call = call_of("Get-SafeLinksDetailReport", page_size=3)
    call = replace(call, own_paging=replace(OWN_PAGING["Get-SafeLinksDetailReport"], pages=2))
    listing, rows, _asked = followed([page(*messages(0, 3)), page(*messages(3, 3))], call)
    assert (rows, listing.truncated) == (messages(0, 6), True)
    assert "at most 6 rows" in listing.warnings[0]


@each_row(
    ("cmdlet", "given"),
    [
        ("Get-QuarantineMessage", {"page": 2}),
        ("Get-MailDetailATPReport", {"page": 2}),
        ("Get-MailTrafficATPReport", {"NumberOfRows": 20}),
        ("Get-MailFlowStatusReport", {}),
        ("Get-QuarantineMessage", {"Identity": "x"}),
        ("Search-UnifiedAuditLog", {"SessionID": "mine"}),
        ("Search-UnifiedAuditLog", {"SessionCommand": "ReturnNextPreviewPage"}),
        ("Get-Mailbox", {}),
    ],
)
def test_who_pages_for_himself_is_not_followed(cmdlet: str, given: dict[str, Any]) -> None:
    assert to_follow(cmdlet, given) is None
    _listing, _rows, asked = followed([page(*messages(0, 3))], call_of(cmdlet, given, page_size=3))
    assert asked == [given]


def test_each_page_may_come_in_several_answers_and_start_again() -> None:
    script = [
        page(*messages(0, 2), link=link(1)),
        expired(),
        page(*messages(0, 2), link=link(2)),
        page(*messages(2, 1)),
    ]
    script.append(page())
    listing, rows, _asked = followed(script, call_of("Get-QuarantineMessage", page_size=3))
    assert (rows, listing.attempts.count) == (messages(0, 3), 2)


def test_a_page_that_fails_tells_how_far_it_came() -> None:
    failure = failed([page(*messages(0, 3)), answer(status=403)], call_of("Get-QuarantineMessage", page_size=3))
    assert (failure.key, failure.more["pages"], failure.more["rows"]) == ("cmdlet-not-available", 1, 3)


# By the last row


def traces(first: int, count: int) -> list[Row]:
    """Three in each second, the newest first."""
    return [
        {
            "Received": f"2026-11-26T08:00:{59 - number // 3:02d}Z",
            "RecipientAddress": f"u{number}",
            "MessageTraceId": number,
        }
        for number in range(first, first + count)
    ]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A trace of four rows a page."""
    plan = replace(OWN_PAGING["Get-MessageTraceV2"], largest=4)
    monkeypatch.setattr(
        "ansible_collections.m365.exchange.plugins.module_utils._catalogue.paging_parameters.OWN_PAGING",
        {**OWN_PAGING, "Get-MessageTraceV2": plan},
    )


SPAN = {"StartDate": "2026-11-26T00:00:00Z", "EndDate": "2026-11-26T09:00:00Z"}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "pages", [[(0, 4), (4, 4), (8, 0)], [(0, 4), (3, 4), (6, 2)], [(0, 4), (3, 4), (6, 4), (9, 1)]]
)
def test_a_keyset_goes_on_from_its_last_row_and_takes_none_twice(pages: list[tuple[int, int]]) -> None:
    """Whether the row that a page starts from comes again is not known: both are right."""
    script = [page(*traces(first, count)) for first, count in pages]
    listing, rows, asked = followed(script, call_of("Get-MessageTraceV2", SPAN))
    assert rows == traces(0, sum(pages[-1]))
    assert asked[0] == {**SPAN, "ResultSize": 4}
    last = traces(3, 1)[0]
    assert asked[1] == {
        **SPAN,
        "EndDate": last["Received"],
        "StartingRecipientAddress": last["RecipientAddress"],
        "ResultSize": 4,
    }
    assert listing.truncated is False


@pytest.mark.usefixtures("small")
def test_without_dates_all_pages_mean_the_same_two_days() -> None:
    _listing, _rows, asked = followed([page(*traces(0, 4)), page()], call_of("Get-MessageTraceV2"))
    assert asked[0] == {"StartDate": "2027-01-13T08:00:00Z", "EndDate": "2027-01-15T08:00:00Z", "ResultSize": 4}
    assert asked[1]["StartDate"] == asked[0]["StartDate"]


@pytest.mark.usefixtures("small")
def test_columns_that_only_the_paging_needs_are_asked_for_and_taken_out() -> None:
    call = call_of("Get-MessageTraceV2", SPAN, properties=("Subject", "recipientaddress"))
    bench, sink = Bench([page(*traces(0, 4)), page(*traces(4, 1))]), Sink()
    run(bench.sender, call, sink)
    assert sink.rows == [{"RecipientAddress": f"u{number}"} for number in range(5)]
    assert "Subject%2Crecipientaddress%2CReceived%2CMessageTraceId" in bench.edge.requests[0].url


@pytest.mark.usefixtures("small")
def test_a_keyset_that_does_not_move_is_an_error() -> None:
    same = [{**row, "Received": "2026-11-26T08:00:00Z"} for row in traces(0, 4)]
    assert failed([page(*same)] * 2, call_of("Get-MessageTraceV2", SPAN)).key == "own-paging-stuck"


TRACE_MORE = (
    "There are more results, use the following command to get more. Get-MessageTraceV2 -StartDate"
    ' "2026-11-26T00:00:00Z" -EndDate "2026-11-26T08:00:59Z" -StartingRecipientAddress "u1" -ResultSize 5000'
)
# The service's word for "there is more", as others have seen it and in words that nobody has.
MORE = [
    TRACE_MORE,
    "There are more results available than are currently displayed. To view them, increase the value for the ...",
    "By default, only the first 1000 items are returned. Use the ResultSize parameter to specify the number.",
    "WARNING: There are more rows for this search.",
    "There may be more messages, narrow the search.",
    "Only the first 1,000 results are shown.",
]
NO_MORE = [
    "There are no more results.",
    "The first results are 5 days old.",
    "More results cost more time.",
    "There are 3 results.",
]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("words", MORE)
@pytest.mark.parametrize("sizes", [(2, 1), (1, 2, 3, 1), (4, 2, 2), (3, 0)])
def test_the_services_own_word_leads_on_from_a_short_page(words: str, sizes: tuple[int, ...]) -> None:
    """And it is not shown where the rows behind it were read."""
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    warned = [(*([words] if place < len(sizes) - 1 else []), "Another word.") for place in range(len(sizes))]
    script = [
        page(*traces(*both), warnings=told) for both, told in zip(zip(starts, sizes, strict=True), warned, strict=True)
    ]
    listing, rows, asked = followed(script, call_of("Get-MessageTraceV2", SPAN))
    assert rows == traces(0, sum(sizes))
    assert [one.get("StartingRecipientAddress") for one in asked] == [None, *(f"u{one - 1}" for one in starts[1:])]
    assert (listing.truncated, listing.warnings) == (False, ["Another word."])


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("words", MORE)
def test_where_nothing_leads_on_it_is_told(words: str) -> None:
    """No row to go on from, or as many rows as were wanted."""
    nowhere = [page(warnings=[words])]
    for call in (
        call_of("Get-MessageTraceV2", SPAN),
        call_of("Search-UnifiedAuditLog"),
        call_of("Get-QuarantineMessage"),
    ):
        listing, _rows, _asked = followed(nowhere, call)
        assert (listing.truncated, len(listing.warnings)) == (True, 1)
        assert "more results" in listing.warnings[0]
    script = [page(*traces(0, 2), warnings=[words])]
    listing, rows, _asked = followed(script, call_of("Get-MessageTraceV2", SPAN, limit=2))
    assert (len(rows), listing.truncated, listing.warnings) == (2, True, [])
    for cmdlet, given in (("Get-Mailbox", {}), ("Search-UnifiedAuditLog", {"SessionId": "mine"})):
        listing, _rows, _asked = followed([page({"Name": "x"}, warnings=[words])], call_of(cmdlet, given))
        assert listing.truncated is True


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("words", NO_MORE)
def test_other_words_about_results_lead_nowhere(words: str) -> None:
    listing, rows, _asked = followed([page(*traces(0, 2), warnings=[words])], call_of("Get-MessageTraceV2", SPAN))
    assert (rows, listing.truncated, listing.warnings) == (traces(0, 2), False, [words])


@pytest.mark.usefixtures("small")
def test_a_word_that_leads_to_the_same_rows_is_an_error_and_no_loop() -> None:
    for cmdlet, rows in (("Get-MessageTraceV2", traces(0, 2)), ("Get-QuarantineMessage", messages(0, 2))):
        script = [page(*rows, warnings=[TRACE_MORE])] * 2
        assert failed(script, call_of(cmdlet, SPAN)).key == "own-paging-stuck"


@each_row("words", MORE)
def test_numbers_and_sessions_go_on_by_the_services_word_as_well(words: str) -> None:
    script = [page(*messages(0, 1), warnings=[words]), page(*messages(1, 1))]
    listing, rows, _asked = followed(script, call_of("Get-QuarantineMessage", page_size=3))
    assert (rows, listing.truncated, listing.warnings) == (messages(0, 2), False, [])
    entries = [{"ResultIndex": number, "ResultCount": 1} for number in (1, 2)]
    script = [page(entries[0], warnings=[words]), page(entries[1])]
    listing, rows, _asked = followed(script, call_of("Search-UnifiedAuditLog"))
    assert (rows, listing.truncated, listing.warnings) == (entries, False, [])


@pytest.mark.usefixtures("small")
def test_a_limit_of_a_keyset_asks_for_no_more_than_is_wanted() -> None:
    listing, rows, asked = followed(
        [page(*traces(0, 4)), page(*traces(4, 2))], call_of("Get-MessageTraceV2", SPAN, limit=5)
    )
    assert (len(rows), listing.truncated) == (5, True)
    assert asked[1]["ResultSize"] == 2


def test_no_more_queries_are_sent_than_the_service_takes() -> None:
    """100 in five minutes: with a page of one answer each, the hundred-and-first waits until the first is old."""
    now = [1000.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    plan = replace(OWN_PAGING["Get-MessageTraceV2"], largest=1)
    call = replace(call_of("Get-MessageTraceV2", SPAN), own_paging=plan)
    bench = Bench([page(*traces(number * 3, 1)) for number in range(150)] + [page()])
    clock = Clock(steady=lambda: now[0], sleep=sleep)
    sink = Sink()
    run(replace(bench.sender, clock=clock), call, sink)
    assert len(sink.rows) == 150
    assert sum(slept) == 300


# By session


def events(first: int, count: int, total: int) -> list[Row]:
    return [
        {"Identity": number, "ResultIndex": number + 1, "ResultCount": total} for number in range(first, first + count)
    ]


def test_a_session_is_asked_until_all_that_was_announced_has_come() -> None:
    script = [page(*events(0, 4, 10)), page(*events(4, 4, 10)), page(*events(8, 2, 10))]
    listing, rows, asked = followed(script, call_of("Search-UnifiedAuditLog", {"StartDate": "2026-11-01"}))
    assert (rows, listing.truncated) == (events(0, 10, 10), False)
    assert (
        asked
        == [{"StartDate": "2026-11-01", "SessionCommand": "ReturnLargeSet", "SessionId": "id-7", "ResultSize": 5000}]
        * 3
    )


def test_an_empty_search_has_no_rows() -> None:
    listing, rows, _asked = followed([page()], call_of("Search-UnifiedAuditLog"))
    assert (rows, listing.truncated) == ([], False)


GAPS: dict[str, list[Happening]] = {
    "a page was lost": [page(*events(0, 4, 10)), page(*events(8, 2, 10)), page()],
    "given up": [page(*events(0, 4, 10)), page({"ResultIndex": -1, "ResultCount": 0})],
    "given up at once": [page({"ResultIndex": -1, "ResultCount": 0})],
}


@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_starts_a_second_session_and_no_row_comes_twice(gap: str) -> None:
    call = call_of("Search-UnifiedAuditLog")
    listing, rows, asked = followed([*GAPS[gap], page(*events(0, 10, 10))], call)
    assert (rows, listing.attempts.count) == (events(0, 10, 10), 2)
    assert asked[-1]["SessionId"] != asked[0]["SessionId"]


@pytest.mark.parametrize("gap", GAPS)
def test_a_second_gap_is_an_error_and_no_shorter_list(gap: str) -> None:
    failure = failed(GAPS[gap] * 2, call_of("Search-UnifiedAuditLog"))
    assert (failure.key, failure.outcome, failure.retry_safe) == ("own-paging-short", "did_not_run", True)
    told = {"client_request_id": "id-7", "cmdlet": "Search-UnifiedAuditLog", "attempts": 2, "request_ids": []}
    assert {name: failure.more[name] for name in told} == told


def test_the_most_that_one_search_gives_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = replace(OWN_PAGING["Search-UnifiedAuditLog"], most=8)
    call = replace(call_of("Search-UnifiedAuditLog"), own_paging=plan)
    listing, rows, _asked = followed([page(*events(0, 4, 10)), page(*events(4, 4, 10))], call)
    assert (len(rows), listing.truncated) == (8, True)
    assert "at most 8 rows" in listing.warnings[0]


def test_a_limit_of_a_search_asks_for_no_more() -> None:
    listing, rows, asked = followed([page(*events(0, 3, 10))], call_of("Search-UnifiedAuditLog", limit=3))
    assert (len(rows), listing.truncated, asked[0]["ResultSize"]) == (3, True, 3)
