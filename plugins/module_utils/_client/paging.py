# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Read a listing to its end, page by page.

A next link is sent by POST with the same body and the same anchor (Microsoft Learn for v2.0; CIPP, ExoHelper); a GET,
or another anchor, is answered with "Expired or Invalid pagination request".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import urlsplit

from .._endpoints.table import MAX_PAGE_SIZE
from .._errors.failure import Failure
from .._transport.no_answer import NoAnswer
from .attempts import Attempts
from .call import Call
from .failing import End, failed
from .reading import Fault, Page
from .sender import Sender

_MAX_EMPTY_PAGES = 10
_NOT_AGAIN = "The answer to this write has more pages, which are not asked for: that would send the cmdlet again."
_MORE_ROWS = "The service kept rows back and gave no way to them: there are more results than these."


class Sink(Protocol):
    """Where rows go."""

    def add(self, rows: Sequence[dict[str, Any]]) -> None:
        """Take the rows of one page, in order."""

    def restart(self) -> None:
        """Forget all rows: the listing starts again."""


@dataclass
class Listing:
    """What is told of a whole answer: ``truncated`` is true where rows were left behind."""

    attempts: Attempts = field(default_factory=Attempts)
    rows: int = 0
    pages: int = 0
    truncated: bool = False
    warnings: list[str] = field(default_factory=list)
    confirmation: str | None = None

    def count(self, page: Page, rows: Sequence[dict[str, Any]]) -> None:
        """Take in what ``page`` tells; ``rows`` are those of its rows that were wanted."""
        self.rows += len(rows)
        self.pages += 1
        self.confirmation = self.confirmation or page.confirmation
        self.warnings += [one for one in page.warnings if one not in self.warnings]


def run(sender: Sender, call: Call, sink: Sink, attempts: Attempts | None = None) -> Listing:
    """Run ``call`` and give its rows to ``sink``, all of them or ``call.limit``.

    A cursor that died restarts the reading once; rows are not delivered twice. ``attempts`` is what the command went
    through, for those who want to know it of a failure as well.

    :raises Failure: with ``pages`` and ``rows``, their numbers, where some pages had come.
    """
    listing = Listing(attempts=attempts or Attempts())
    try:
        return _read(sender, call, sink, listing)
    except Failure as error:
        if error.key != "expired-paging" or call.kind != "read":
            raise
    sink.restart()
    listing.attempts.repeats += 1
    return _read(sender, call, sink, Listing(attempts=listing.attempts))


def _read(sender: Sender, call: Call, sink: Sink, listing: Listing) -> Listing:
    first = url = call.url(sender.target)
    seen = {_digest(url)}
    empty = 0
    while True:
        page = _page(sender, call, url, listing)
        rows = page.rows if call.limit is None else page.rows[: call.limit - listing.rows]
        sink.add(rows)
        listing.count(page, rows)
        wanted = call.kind == "read" and (call.limit is None or listing.rows < call.limit)
        if page.next_link is None or not wanted:
            listing.truncated = page.cut or len(rows) < len(page.rows) or page.next_link is not None
            if page.next_link is not None and call.kind != "read":
                listing.warnings.append(_NOT_AGAIN)
            if page.cut and call.limit is None:
                listing.warnings.append(_MORE_ROWS)
            return listing
        empty = 0 if page.rows else empty + 1
        url = page.next_link
        problem = _problem(sender, url, first, seen, empty)
        if problem:
            stopped = failed(call, problem, sender.target, End("did_not_run", listing.attempts))
            tell_of(listing, stopped)
            raise stopped
        seen.add(_digest(url))


def _page(sender: Sender, call: Call, url: str, listing: Listing) -> Page:
    """The next page."""
    try:
        return sender.send(call, url, page_size(call, listing.rows), listing.attempts)
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


def _problem(sender: Sender, link: str, first: str, seen: set[bytes], empty: int) -> Fault | None:
    """Why ``link`` must not be followed: an end that is none is an error, never a shorter list. The token goes to the
    path of the ``first`` request and to no other, whole and as it is written."""
    try:
        sender.transport.check_host(link, "Exchange")
    except NoAnswer as error:
        return Fault("too-much", "foreign-page-link", error.host)
    if urlsplit(link).path.casefold() != urlsplit(first).path.casefold():
        return Fault("too-much", "foreign-page-link", f"{urlsplit(link).hostname} (another path than the listing's)")
    if _digest(link) in seen:
        return Fault("too-much", "repeated-page-link", "the same link again")
    if empty >= _MAX_EMPTY_PAGES:
        return Fault("too-much", "repeated-page-link", f"{empty} empty pages in a row")
    return None


def _digest(url: str) -> bytes:
    return sha256(url.encode()).digest()
