# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Follow a cmdlet that pages by its own parameters to the end of what there is.

Each of its pages is a call of its own, which may come in several answers; :mod:`send_and_page` reads these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from .._catalogue.paging_parameters import OwnPaging
from .._counts import count
from .._dataclass import dataclass
from .._errors._advice.output import failure
from .._errors.failure import Failure
from .._json_types import JsonMap, Row
from .listing_and_failure import MORE_ROWS, Listing, Sink, describe_call, tell_of
from .request_and_route import Call
from .send_and_page import Sender, run_call

# What Get-MessageTraceV2 looks at where no dates are given.
_DEFAULT_SPAN = timedelta(hours=48)


class _PageOfRows:
    """The rows of one call; ``more`` is true where the service said that there are others behind them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.more = False

    def add(self, rows: Sequence[Row]) -> None:
        self.rows += rows

    def restart(self) -> None:
        self.rows = []


@dataclass
class _FollowedPages:
    """One cmdlet on its way; ``sink`` gets whole pages."""

    sender: Sender
    call: Call
    plan: OwnPaging
    sink: Sink
    listing: Listing = field(default_factory=Listing)

    def read_page(self, size: int, cursor: JsonMap) -> _PageOfRows:
        """The rows of the call for ``size`` rows, with these parameters in place of its own.

        :raises Failure: with ``pages`` and ``rows`` of all that came.
        """
        listing, page = self.listing, _PageOfRows()
        try:
            call = self._call_for_page({self.plan.size: size, **cursor})
            part = run_call(self.sender, call, page)
        except Failure as error:
            if listing.pages:
                error.more["pages"] = listing.pages + error.more.get("pages", 0)
                error.more["rows"] = listing.rows + error.more.get("rows", 0)
                error.more.setdefault("partial", True)
            raise
        listing.pages += part.pages
        listing.attempts.add(part.attempts)
        # Whether the rows behind it are read is not decided here.
        page.more = part.cut
        new_warnings = [warning for warning in part.warnings if warning != MORE_ROWS]
        listing.warnings += [warning for warning in new_warnings if warning not in listing.warnings]
        return page

    def is_last(self, page: _PageOfRows, size: int) -> bool:
        """Whether there is nothing behind a page of at most ``size`` rows: the service's own word counts first. Where
        it says that there is more and gives no row to go on from, that is told."""
        if page.more and not page.rows:
            self.left_behind()
            return True
        return len(page.rows) < size and not page.more

    def left_behind(self) -> None:
        """Say that there are rows which nothing leads to."""
        self.listing.truncated = True
        if self.call.limit is None and MORE_ROWS not in self.listing.warnings:
            self.listing.warnings.append(MORE_ROWS)

    def _call_for_page(self, parameters: JsonMap) -> Call:
        call, names = self.call, {name.lower() for name in parameters}
        other_parameters = {name: value for name, value in call.parameters.items() if name.lower() not in names}
        wanted_columns = {name.casefold() for name in call.properties}
        more = (
            tuple(name for name in self.plan.columns if name.casefold() not in wanted_columns)
            if call.properties
            else ()
        )
        return replace(
            call, parameters={**other_parameters, **parameters}, limit=None, properties=(*call.properties, *more)
        )

    def next_size(self) -> int:
        """How many rows the next page may have."""
        left = self.plan.largest if self.call.limit is None else self.call.limit - self.listing.rows
        return min(self.plan.largest, left)

    def give_rows(self, rows: list[Row]) -> bool:
        """Hand rows on; whether as many as were wanted have come."""
        limit, listing = self.call.limit, self.listing
        rows_to_give = rows if limit is None else rows[: limit - listing.rows]
        listing.truncated |= len(rows_to_give) < len(rows)
        added = self._added_columns()
        self.sink.add(
            [{name: row[name] for name in row if name not in added} for row in rows_to_give] if added else rows_to_give
        )
        listing.rows += len(rows_to_give)
        return limit is not None and listing.rows >= limit

    def _added_columns(self) -> set[str]:
        """The columns that only we asked for."""
        wanted_columns = {name.casefold() for name in self.call.properties}
        return (
            {name for name in self.plan.columns if name.casefold() not in wanted_columns} if wanted_columns else set()
        )

    def is_capped(self, most: int | None) -> bool:
        """Whether the search has given as many rows as it gives at all; that is told."""
        listing = self.listing
        if most is None or listing.rows < most:
            return False
        listing.truncated = True
        listing.warnings.append(
            f"{self.call.cmdlet} gives at most {count(most, 'row')} for one search, and there may be more. Search a"
            " shorter time."
        )
        return True

    def paging_failure(self, key: str, **facts: Any) -> Failure:
        """A page that is none."""
        call, listing = self.call, self.listing
        more = describe_call(call, self.sender.target, listing.attempts)
        stopped = failure(key, retry_safe=True, more=more, cmdlet=call.cmdlet, rows=listing.rows, **facts)
        tell_of(listing, stopped)
        return stopped


def follow(sender: Sender, call: Call, plan: OwnPaging, sink: Sink) -> Listing:
    """Run ``call`` as ``plan`` says and give its rows to ``sink``, all of them or ``call.limit``.

    :raises Failure: with ``pages`` and ``rows``, their numbers, where some pages had come.
    """
    following = _FollowedPages(sender, call, plan, sink)
    _FOLLOW_BY_KIND[plan.kind](following)
    return following.listing


def _follow_numbers(followed: _FollowedPages) -> None:
    """Pages 1, 2, 3 ... of one size, until one is short."""
    (number,) = followed.plan.cursor
    size = _given_page_size(followed)
    most = None if followed.plan.pages is None else followed.plan.pages * size
    rows_before: list[Row] = []
    page_number = 0
    while True:
        page_number += 1
        page = followed.read_page(size, {number: page_number})
        rows = page.rows
        if rows and rows == rows_before:
            raise followed.paging_failure("own-paging-stuck")
        is_last = followed.is_last(page, size)
        if followed.give_rows(rows):
            followed.listing.truncated |= not is_last
            return
        if is_last or followed.is_capped(most):
            return
        rows_before = rows


def _given_page_size(followed: _FollowedPages) -> int:
    """The page size of the call's own parameter, of the option page_size, or what is wanted in all."""
    name = followed.plan.size.lower()
    size_parameter = next((value for key, value in followed.call.parameters.items() if key.lower() == name), None)
    if isinstance(size_parameter, int) and not isinstance(size_parameter, bool) and size_parameter > 0:
        return min(size_parameter, followed.plan.largest)
    return min(followed.next_size(), followed.call.page_size)


def _follow_keyset(followed: _FollowedPages) -> None:
    """Pages that start behind the last row of the one before, until one is short."""
    cursor = _span_of_dates(followed)
    tail: list[Row] = []
    while True:
        # What the row at the start may take is asked for on top.
        size = min(followed.plan.largest, followed.next_size() + len(tail))
        page = followed.read_page(size, cursor)
        page_rows, is_last = page.rows, followed.is_last(page, size)
        rows = _without_seen_rows(tail, page_rows)
        if page_rows and not rows and not is_last:
            raise followed.paging_failure("own-paging-stuck")
        if followed.give_rows(rows):
            followed.listing.truncated |= not is_last
            return
        if is_last:
            return
        last_row = rows[-1]
        following = {name: last_row.get(column) for name, column in followed.plan.cursor.items()}
        if None in following.values():
            raise followed.paging_failure("own-paging-stuck")
        keep = {name: value for name, value in cursor.items() if name not in following}
        cursor = {**keep, **following}
        moment = next(iter(followed.plan.cursor.values()))
        tail = [row for row in page_rows if row.get(moment) == last_row.get(moment)]


def _span_of_dates(followed: _FollowedPages) -> Row:
    """The dates that a call without dates means, so that all its pages mean the same ones."""
    names = {name.lower() for name in followed.call.parameters}
    if names & {"startdate", "enddate"}:
        return {}
    now = datetime.fromtimestamp(followed.sender.clock.wall(), timezone.utc)
    return {"StartDate": _date_as_parameter(now - _DEFAULT_SPAN), "EndDate": _date_as_parameter(now)}


def _date_as_parameter(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _without_seen_rows(tail: list[Row], rows: list[Row]) -> list[Row]:
    """The rows less those at their beginning that the page before ended with."""
    start = 0
    while start < len(rows) and rows[start] in tail:
        start += 1
    return rows[start:]


def _follow_session(followed: _FollowedPages) -> None:
    """The same call in one session until all rows have come; one that ends early is started once more."""
    announced = _search_session(followed, "")
    if announced is None:
        return
    followed.sink.restart()
    attempts = followed.listing.attempts
    attempts.retries += 1
    followed.listing = Listing(attempts=attempts)
    announced = _search_session(followed, " again")
    if announced is not None:
        raise followed.paging_failure("own-paging-short", expected=announced)


def _search_session(followed: _FollowedPages, again: str) -> int | None:
    """Read one session; the number of rows that it announced where fewer came, None where all did."""
    session = {**followed.plan.cursor, "SessionId": f"{followed.call.client_request_id}{again}"}
    announced = 0
    while True:
        page = followed.read_page(followed.next_size(), session)
        rows = page.rows
        if page.more and not rows:
            followed.left_behind()
            return None
        if not rows or _number_in_row(rows[-1], "ResultIndex") == -1:
            # The service's word for a search that it gave up: rows of nothing, at place -1 (Hawk).
            return None if not rows and followed.listing.rows >= announced else max(announced, 1)
        announced = max(announced, *(_number_in_row(row, "ResultCount") for row in rows))
        if followed.give_rows(rows):
            followed.listing.truncated |= page.more or followed.listing.rows < announced
            return None
        if followed.is_capped(followed.plan.most) or (followed.listing.rows >= announced > 0 and not page.more):
            return None


def _number_in_row(row: Row, name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


_FOLLOW_BY_KIND: Mapping[str, Callable[[_FollowedPages], None]] = {
    "numbered": _follow_numbers,
    "keyset": _follow_keyset,
    "session": _follow_session,
}
