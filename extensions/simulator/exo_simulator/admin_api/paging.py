# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages: how many rows go out, the link to the next ones, and when a link no longer works.

Measured by graph2otel (2026-07): Prefer is honoured; `ResultSize: 1` gives one row, a link and the truncation
warning; Unlimited removes both in a small tenant; every replay fails if the first call had no X-AnchorMailbox.
A custom domain in an app-only path breaks paging (learn.microsoft.com Q&A 1023619). azure_auth says that
ResultSize is ignored: setting `result_size`.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..clock import BoxClock

LIFETIME = 30 * 60
LARGEST = 1000
EXPIRED = "Expired or Invalid pagination request. Default Expiry time is 00:30:00"
TRUNCATED = (
    "There are more results available than are currently displayed. "
    "To view them, increase the value for the ResultSize parameter."
)

_PREFERENCE = re.compile(r"odata\.maxpagesize\s*=\s*\"?(\d{1,9})\"?", re.IGNORECASE)
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
_INITIAL = re.compile(r"[^.]+\.(onmicrosoft\.(com|us|cn)|partner\.onmschina\.cn)\Z", re.IGNORECASE)


class ExpiredPage(Exception):
    """The link has expired, or was never valid for this request."""


@dataclass(frozen=True)
class Question:
    """What a link is tied to: the same tenant form, anchor, cmdlet and parameters on every page."""

    tenant_form: str
    anchor: str
    app_id: str
    cmdlet: str
    parameters: str

    def routable(self, needs_anchor: bool) -> bool:
        """Whether a replay finds its server again."""
        names_tenant = _GUID.match(self.tenant_form) or _INITIAL.match(self.tenant_form)
        return bool(names_tenant) and (bool(self.anchor) or not needs_anchor)


@dataclass
class Cursor:
    """The rows of one query, and when a link to each position was handed out."""

    question: Question
    rows: Sequence[Mapping[str, Any]]
    limit: int | None
    issued: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Slice:
    """One page's rows and where the next page begins (None: there is none)."""

    rows: Sequence[Mapping[str, Any]]
    following: int | None


def preferred_size(prefer: str, default: int) -> tuple[int, bool]:
    """Rows a page for a Prefer header, and whether the header was applied; above 1000 it is cut, 0 is ignored."""
    match = _PREFERENCE.search(prefer)
    if not match or int(match.group(1)) == 0:
        return default, False
    return min(int(match.group(1)), LARGEST), True


def result_limit(parameters: Mapping[str, Any]) -> int | None:
    """The number in ResultSize; None for Unlimited, for no ResultSize and for what is no number."""
    value = next((entry for name, entry in parameters.items() if name.lower() == "resultsize"), None)
    text = str(value).strip()
    return int(text) if text.isdigit() and int(text) > 0 else None


def unlimited(parameters: Mapping[str, Any]) -> bool:
    """Whether ResultSize says Unlimited."""
    return any(name.lower() == "resultsize" and str(value).lower() == "unlimited" for name, value in parameters.items())


class Links:
    """The cursors behind the links; a link may be replayed until it expires."""

    def __init__(self, clock: BoxClock) -> None:
        self._clock = clock
        self._cursors: dict[str, Cursor] = {}

    def take(self, cursor: Cursor, position: int, size: int) -> Slice:
        """Rows from a position on; a page ends where ResultSize ends."""
        if cursor.limit is not None:
            size = min(size, cursor.limit - position if position < cursor.limit else cursor.limit)
        rows = cursor.rows[position : position + size]
        following = position + len(rows)
        return Slice(rows, following if following < len(cursor.rows) else None)

    def token_for(self, cursor: Cursor, position: int, name: str | None = None) -> str:
        """The skip token of a position; `name` is the cursor's if it has had a link before."""
        name = name or secrets.token_urlsafe(18)
        self._cursors[name] = cursor
        cursor.issued[position] = self._clock.timestamp()
        return f"{name}.{position}"

    def open(self, token: str, question: Question, needs_anchor: bool) -> tuple[Cursor, int, str]:
        """Cursor, position and name behind a skip token; raises ExpiredPage."""
        self._forget()
        name, _unused, position = token.rpartition(".")
        cursor = self._cursors.get(name)
        if cursor is None or not position.isdigit() or int(position) not in cursor.issued:
            raise ExpiredPage("unknown link")
        if cursor.question != question:
            raise ExpiredPage("another anchor, tenant form, identity or body than on the first page")
        if not question.routable(needs_anchor):
            raise ExpiredPage("no anchor, or a custom domain in the path")
        if cursor.issued[int(position)] + LIFETIME <= self._clock.timestamp():
            raise ExpiredPage("the link is older than 30 minutes")
        return cursor, int(position), name

    def _forget(self) -> None:
        """Drop cursors whose newest link has been dead for another half hour."""
        edge = self._clock.timestamp() - 2 * LIFETIME
        for name in [name for name, cursor in self._cursors.items() if max(cursor.issued.values()) < edge]:
            del self._cursors[name]
