# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of an application's secrets is meant, and when it ends."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from ansible_collections.m365.exchange.plugins.module_utils._graph.application_secrets import (
    end_of_secret,
    query_of_secrets,
    seconds_of,
)
from support.rows import each_row

NOW = 1_000_000_000.0
DAY = 86400.0
SECRET = "abc-canary"


def credential(hint: str | None, end: str | None) -> dict[str, Any]:
    return {"hint": hint, "endDateTime": end}


GONE, SOON, LATE = "2001-09-01T00:00:00Z", "2001-09-19T01:46:40Z", "2001-12-18T01:46:40.0000000Z"


@each_row(
    ("credentials", "days"),
    [
        ([credential("abc", LATE)], 100),
        # Another one's is not ours, an ended one has not signed in.
        ([credential("abd", SOON), credential("abc", GONE), credential("abc", LATE)], 100),
        # Of two that may be meant the one that ends first.
        ([credential("abc", LATE), credential("abc", SOON)], 10),
        ([credential(None, SOON), credential("abc", LATE)], 10),
        ([credential("abc", None)], None),
        ([credential("abc", "never")], None),
        ([credential("abd", LATE)], None),
        ([], None),
        ("none", None),
        ([None], None),
    ],
)
def test_the_end_of_the_secret_that_begins_so(credentials: Any, days: int | None) -> None:
    found = end_of_secret(SECRET, [{"passwordCredentials": credentials}], NOW)
    assert found == (None if days is None else NOW + days * DAY)


def test_of_no_application_there_is_no_end() -> None:
    assert end_of_secret(SECRET, [], NOW) is None


def test_moments_of_graph_have_seven_digits_or_none() -> None:
    assert seconds_of("2001-09-09T01:46:40.1234567Z") == NOW + 0.123456
    assert seconds_of("2001-09-09T01:46:40Z") == NOW


def test_one_application_is_asked_for() -> None:
    assert unquote(query_of_secrets("1-2")) == "?$filter=appId eq '1-2'&$select=appId,passwordCredentials"
