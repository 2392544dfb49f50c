# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A number that is shown has its noun in the right form, and no text writes a plural behind a number by itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._counts import count
from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import ADVICE, failure
from support.rows import each_row
from support.syntax import nodes_of

ROOT = Path(__file__).resolve().parents[2]
# The box speaks as the service does, and so is left out.
PYTHON = sorted((ROOT / "plugins").rglob("*.py"))
TEMPLATES = [
    path
    for folder in ("playbooks", "roles", "extensions/awx")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".yml", ".j2")
]
# What may stand between a fact and a word with an s at its end: an adjective at most.
BEHIND = re.compile(r"\{[^{}]*\}+ (?:[a-z-]+ )?([a-z-]+s)\b(?!/)")
# Words with an s at their end that are no plural, and so say nothing of a number.
NO_PLURAL = re.compile(
    "is has was does as us this its times belongs needs knows takes shows gives gets lives reads lies lacks exists "
    "carries differs besides stands "
    "comes answers works wants steers serves says matches looks holds formats exceeds changes names less".replace(
        " ", "|"
    )
)
# More than one, whatever happens.
ALWAYS_MANY = {
    "There are more than {limit} bytes": "limits of a line",
    "There are more than {limit} names and values": "limits of a line",
    "The file '{path}' is the dest of {number} commands.": "one command is no clash",
}
CONSTANT = re.compile(r"\{_?[A-Z][A-Z_]*(:,)?\}+ (?:[a-z-]+ )?[a-z-]+s\b")


def texts(path: Path) -> Iterator[str]:
    """The texts of a file, with each value of an f-string as ``{expression}``; docstrings are none."""
    for node in nodes_of(path):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{" + expression(part) + "}"
                for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value:
            yield node.value


def expression(part: ast.expr) -> str:
    assert isinstance(part, ast.FormattedValue)
    return re.sub(r"[{}]", "", ast.unparse(part.value))


def miscounted(text: str) -> list[str]:
    """The plurals that stand behind a value as they are."""
    if text in ALWAYS_MANY:
        return []
    return [word for word in BEHIND.findall(CONSTANT.sub("", text)) if not NO_PLURAL.fullmatch(word)]


@each_row(
    ("number", "form", "shown"),
    [
        (0, "", "0 rows"),
        (1, "", "1 row"),
        (2, "", "2 rows"),
        (1_000, ",", "1,000 rows"),
        (1.0, ".0f", "1 row"),
        (1.4, ".0f", "1 row"),
        (1.6, ".0f", "2 rows"),
        (-1, "", "-1 rows"),
    ],
)
def test_one_is_singular_and_all_else_plural(number: float, form: str, shown: str) -> None:
    assert count(number, "row", form) == shown


@each_row(
    ("key", "facts", "one", "many"),
    [
        ("access-token-ending", ("seconds",), "ends in 1 second, and", "ends in 7 seconds, and"),
        ("device-code-not-entered", ("seconds",), "within 1 second.", "within 7 seconds."),
        ("session-store-busy", ("seconds",), "for 1 second.", "for 7 seconds."),
        ("retry-after-too-long", ("seconds",), "to wait 1 second before", "to wait 7 seconds before"),
        ("own-paging-short", ("expected", "rows"), "announced 1 row and gave 1.", "7 rows and gave 7."),
        ("own-paging-stuck", ("rows",), "after 1 row.", "after 7 rows."),
        ("export-not-whole", ("written", "read"), "has 1 row of the 1 that", "has 7 rows of the 7 that"),
        ("commands-failed", ("failed", "total"), "1 of 1 command failed", "7 of 7 commands failed"),
        ("session-too-large", ("size",), "would be 1 byte large", "would be 7 bytes large"),
    ],
)
def test_a_failure_counts_in_plain_english(key: str, facts: tuple[str, ...], one: str, many: str) -> None:
    advice = ADVICE[key]
    others: dict[str, Any] = dict.fromkeys(
        re.findall(r"\{(\w+)", "".join([advice.what, advice.cause, *advice.fix, advice.tail])), "-"
    )
    for number, shown in ((1, one), (7, many)):
        assert shown in failure(key, **{**others, **dict.fromkeys(facts, number)}).line


@pytest.mark.parametrize(
    ("rows", "shown"), [(None, "announced unknown and"), (True, "announced True and"), (1.5, "announced 1.5 and")]
)
def test_what_cannot_be_counted_is_shown_without_a_noun(rows: object, shown: str) -> None:
    """An answer may have anything for a number, and a line that explains a failure fails at nothing."""
    assert shown in failure("own-paging-short", cmdlet="Get-X", expected=rows, rows=0).line


def test_numbers_without_a_noun_stay_numbers() -> None:
    assert "HTTP 404" in failure("graph-refused", what="it", status=404, text="no", client_request_id="1").line


@each_row(
    "text",
    [
        "{rows} rows in {pages} pages",
        "{len(sessions)} open sessions",
        "closed {n} sessions",
        "{{ rows | length }} rows",
    ],
)
def test_a_plural_of_its_own_is_found(text: str) -> None:
    assert miscounted(text)


@each_row("path", PYTHON, ids=[str(path.relative_to(ROOT)) for path in PYTHON])
def test_no_text_counts_by_itself(path: Path) -> None:
    assert {text: found for text in texts(path) if (found := miscounted(text))} == {}


@each_row("path", TEMPLATES, ids=[str(path.relative_to(ROOT)) for path in TEMPLATES])
def test_no_template_counts_by_itself(path: Path) -> None:
    assert miscounted(path.read_text(encoding="utf-8")) == []


def test_each_exception_is_still_there() -> None:
    said = {text for path in PYTHON for text in texts(path)}
    assert set(ALWAYS_MANY) <= said
