# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages for any size of anything: every row once, in order, and links that end."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exo_simulator.admin_api.paging import (
    LARGEST,
    LIFETIME,
    Cursor,
    ExpiredPage,
    Links,
    Question,
    preferred_size,
    result_limit,
    unlimited,
)
from exo_simulator.clock import BoxClock

TENANT = "5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e10"
QUESTION = Question(TENANT, "app:x@y", "app", "get-mailbox", "{}")


def rows(count: int) -> list[dict[str, Any]]:
    """So many rows."""
    return [{"n": number} for number in range(count)]


@given(st.integers(0, 300), st.integers(1, 60), st.none() | st.integers(1, 80))
def test_pages_give_every_row_once_and_in_order(count: int, size: int, limit: int | None) -> None:
    links = Links(BoxClock(lambda: 0.0))
    cursor = Cursor(QUESTION, rows(count), limit)
    seen: list[Any] = []
    position: int | None = 0
    while position is not None:
        part = links.take(cursor, position, size)
        assert len(part.rows) <= min(size, limit or size)
        assert part.rows or count == 0
        seen += part.rows
        position = part.following
    assert seen == rows(count)


@given(st.integers(1, 300), st.integers(1, 60), st.integers(1, 80))
def test_first_pages_end_where_result_size_ends(count: int, size: int, limit: int) -> None:
    links = Links(BoxClock(lambda: 0.0))
    cursor = Cursor(QUESTION, rows(count), limit)
    ends, position = set(), 0
    while position < min(count, limit):
        following = links.take(cursor, position, size).following
        position = count if following is None else following
        ends.add(position)
    assert min(count, limit) in ends


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("odata.maxpagesize=50", (50, True)),
        ('odata.continue-on-error, odata.maxpagesize="7"', (7, True)),
        ("ODATA.MAXPAGESIZE = 9", (9, True)),
        ("odata.maxpagesize=5000", (LARGEST, True)),
        ("odata.maxpagesize=0", (123, False)),
        ("odata.maxpagesize=-5", (123, False)),
        ("maxpagesize=5", (123, False)),
        ("", (123, False)),
    ],
)
def test_page_size_is_what_prefer_says_within_limits(header: str, expected: tuple[int, bool]) -> None:
    assert preferred_size(header, 123) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(5, 5), ("5", 5), (" 5 ", 5), ("Unlimited", None), (0, None), (None, None), ("x", None)]
)
def test_result_size_is_a_number_or_no_limit(value: object, expected: int | None) -> None:
    assert result_limit({"resultSIZE": value}) == expected
    assert unlimited({"ResultSize": value}) is (value == "Unlimited")


@pytest.mark.parametrize(
    ("form", "anchor", "works"),
    [
        (TENANT, "upn:a@b", True),
        ("contoso.onmicrosoft.com", "upn:a@b", True),
        ("fabrikam.onmicrosoft.us", "upn:a@b", True),
        ("adatum.partner.onmschina.cn", "upn:a@b", True),
        ("contoso.com", "upn:a@b", False),
        (TENANT, "", False),
    ],
)
def test_link_needs_an_anchor_and_a_routable_tenant(form: str, anchor: str, works: bool) -> None:
    links = Links(BoxClock(lambda: 0.0))
    question = Question(form, anchor, "app", "get-mailbox", "{}")
    token = links.token_for(Cursor(question, rows(9), None), 3)
    if works:
        assert links.open(token, question, needs_anchor=True)[1] == 3
        return
    with pytest.raises(ExpiredPage):
        links.open(token, question, needs_anchor=True)


def test_links_of_dead_queries_are_forgotten() -> None:
    moment = [0.0]
    links = Links(BoxClock(lambda: moment[0]))
    token = links.token_for(Cursor(QUESTION, rows(9), None), 3)
    moment[0] = LIFETIME - 1
    assert links.open(token, QUESTION, needs_anchor=True)[1] == 3
    moment[0] = 3 * LIFETIME
    with pytest.raises(ExpiredPage, match="unknown link"):
        links.open(token, QUESTION, needs_anchor=True)


@pytest.mark.parametrize("token", ["", ".", "x", "x.y", "x.1", "..", "1"])
def test_skip_token_that_was_never_given_is_refused(token: str) -> None:
    with pytest.raises(ExpiredPage):
        Links(BoxClock(lambda: 0.0)).open(token, QUESTION, needs_anchor=True)
