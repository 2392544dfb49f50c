# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Read a listing to its end, page by page.

A next link is sent by POST with the same body and the same anchor (Microsoft Learn for v2.0; CIPP, ExoHelper); a GET,
or another anchor, is answered with "Expired or Invalid pagination request".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from typing import Protocol

from .._catalogue.paging_parameters import page_rows
from .._dataclass import dataclass
from .._endpoints.clouds import MAX_PAGE_SIZE
from .._errors.failure import Failure
from .._json_types import Row
from .._transport.page_links import MAX_EMPTY_PAGES, BadLink, PageLinks
from .fault_to_failure import EndOfAttempts, failure_after
from .read_answer import AnswerFault, AnswerPage
from .request_and_route import Call
from .retries_and_rate_limits import Attempts
from .send_with_retries import Sender

_WRITE_NOT_AGAIN = "The answer to this write has more pages, which are not asked for: that would send the cmdlet again."
MORE_ROWS = "The service kept rows back and gave no way to them: there are more results than these."


class Sink(Protocol):
    """Where rows go."""

    def add(self, rows: Sequence[Row]) -> bool | None:
        """Take the rows of one page, in order; False says that no more of them are wanted."""

    def restart(self) -> None:
        """Forget all rows: the listing starts again."""


class Rows:
    """A sink for a few rows, which are kept."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(self, rows: Sequence[Row]) -> None:
        """See :class:`Sink`."""
        self.rows += rows

    def restart(self) -> None:
        """See :class:`Sink`."""
        self.rows = []


@dataclass
class Listing:
    """What is told of a whole answer: ``truncated`` is true where rows were left behind, ``cut`` where the service said
    so in its last part."""

    attempts: Attempts = field(default_factory=Attempts)
    rows: int = 0
    pages: int = 0
    truncated: bool = False
    cut: bool = False
    warnings: list[str] = field(default_factory=list)
    confirmation: str | None = None

    def take(self, page: AnswerPage, call: Call, sink: Sink) -> bool:
        """Take in what ``page`` tells, and give ``sink`` its rows; whether those of the next page are wanted, too."""
        rows = page.rows if call.limit is None else page.rows[: call.limit - self.rows]
        goes_on = sink.add(rows) is not False
        self.rows += len(rows)
        self.pages += 1
        self.confirmation = self.confirmation or page.confirmation
        self.warnings += [one for one in page.warnings if one not in self.warnings]
        goes_on = goes_on and (call.limit is None or self.rows < call.limit)
        if page.next_link is not None and call.kind == "read" and goes_on:
            return True
        self.cut = page.cut
        self.truncated = page.cut or len(rows) < len(page.rows) or page.next_link is not None
        if page.next_link is not None and call.kind != "read":
            self.warnings.append(_WRITE_NOT_AGAIN)
        if page.cut and call.limit is None:
            self.warnings.append(MORE_ROWS)
        return False


def run(sender: Sender, call: Call, sink: Sink) -> Listing:
    """Run ``call`` and give its rows to ``sink``, all of them or ``call.limit``.

    A cursor that died restarts the reading once; rows are not delivered twice. Where its cmdlet has a rate limit, it
    waits for its turn first.

    :raises Failure: with ``pages`` and ``rows``, their numbers, where some pages had come.
    """
    may_restart = call.kind == "read"
    with sender.rate_limit.turn(call.cmdlet, _most_answers(call), sender.clock, sender.still_wanted) as attempts:
        listing = Listing(attempts=attempts or Attempts())
        while True:
            links = PageLinks(sender.transport, call.url(sender.target), "Exchange")
            try:
                for url in links:
                    with _tell_how_far(listing):
                        page = sender.send(call, url, page_size(call, listing.rows), listing.attempts)
                    if listing.take(page, call, sink) and page.next_link is not None:
                        links.follow(page.next_link, len(page.rows))
                return listing
            except BadLink as error:
                stopped = failure_after(
                    call, _fault_of_link(error), sender.target, EndOfAttempts("did_not_run", listing.attempts)
                )
                tell_of(listing, stopped)
                raise stopped from error
            except Failure as error:
                if error.key != "expired-paging" or not may_restart:
                    raise
            may_restart = False
            sink.restart()
            listing.attempts.retries += 1
            listing = Listing(attempts=listing.attempts)


def _most_answers(call: Call) -> int:
    """How many answers the rows that a call may give can take."""
    rows = page_rows(call.cmdlet, call.parameters)
    wanted = rows if call.limit is None else min(rows, call.limit)
    return max(1, -(-wanted // max(1, call.page_size)))


@contextmanager
def _tell_how_far(listing: Listing) -> Iterator[None]:
    """Around a request: its failure says how far the listing had come, where it had."""
    try:
        yield
    except Failure as error:
        if listing.pages:
            tell_of(listing, error)
        raise


def tell_of(listing: Listing, error: Failure) -> None:
    """Say in a failure how far the listing had come; rows that came together with the error stay what is told."""
    error.more.update(pages=listing.pages, rows=listing.rows)
    error.more.setdefault("partial", True)


def page_size(call: Call, had: int = 0) -> int:
    """As many rows as are still wanted, within what the service takes."""
    size = min(call.page_size, MAX_PAGE_SIZE)
    return size if call.limit is None else max(1, min(size, call.limit - had))


def _fault_of_link(error: BadLink) -> AnswerFault:
    if error.why == "another host":
        return AnswerFault("too-much", "foreign-page-link", error.host)
    if error.why == "another path":
        return AnswerFault("too-much", "foreign-page-link", f"{error.host} (another path than the listing's)")
    if error.why == "repeated":
        return AnswerFault("too-much", "repeated-page-link", "the same link again")
    return AnswerFault("too-much", "repeated-page-link", f"{MAX_EMPTY_PAGES} empty pages in a row")
