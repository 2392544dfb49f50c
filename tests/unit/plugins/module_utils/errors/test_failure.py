# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Advice, Failure, Trace
from support.card import FIELDS
from support.places import ROOT
from support.yaml_texts import from_yaml


def made(what: str, **facts: object) -> Failure:
    return Failure(
        "some-key", Advice("input", what, "Because of {why}.", ("Do {this}.",)), {"why": 1, "this": 2, **facts}
    )


def test_line_is_what_happened_and_the_likeliest_fix() -> None:
    error = made("It broke.")
    assert str(error) == error.line == "It broke. Do 2."


def test_words_of_others_get_their_full_stop() -> None:
    assert made("It said: {text}", text="no such thing").line == "It said: no such thing. Do 2."
    assert made("It said: {text}", text="Really?").line == "It said: Really? Do 2."
    assert made("It said: {text}", text="").line == "It said:. Do 2."


def test_missing_fact_is_said_to_be_unknown() -> None:
    assert made("Id {number}.", number=None).what == "Id unknown."


def test_fact_is_never_a_template() -> None:
    assert made("It is '{name}'.", name="{why} {{x}} {this.__class__}").what == "It is '{why} {{x}} {this.__class__}'."


@given(st.text(max_size=200))
def test_line_is_one_printable_line_whatever_a_fact_holds(text: str) -> None:
    line = made("It is '{name}'.", name=text).line
    assert "\n" not in line
    assert "\r" not in line
    assert "\x1b" not in line
    line.encode("utf-8")


def test_long_fact_is_cut() -> None:
    assert len(made("{name}", name="x" * 10_000).line) < 2_100


def test_token_in_a_fact_is_not_shown() -> None:
    token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL291dGxvb2sifQ.c2lnbmF0dXJl"
    assert token not in made("It was {name}", name=f"Bearer {token}").line


def test_card_has_every_field_also_when_nothing_is_known() -> None:
    card = failure("environment-unknown", environment="x", choices="y").card()
    assert list(card) == list(FIELDS)
    galaxy = from_yaml((ROOT / "galaxy.yml").read_text(encoding="utf-8"))
    page, _hash, anchor = str(card["documentation"]).partition("#")
    assert (page, anchor) == (f"{galaxy['repository']}/blob/main/docs/troubleshooting.md", "environment-unknown")
    assert card["http_status"] is None


def test_trace_is_on_the_card() -> None:
    trace = Trace("X.Y", 500, "r", "c")
    error = Failure("k", Advice("input", "A.", "B.", ("C.",)), {}, outcome="unknown", trace=trace, more={"attempts": 3})
    card = error.card()
    assert (card["exception_type"], card["http_status"], card["request_id"], card["client_request_id"]) == (
        "X.Y",
        500,
        "r",
        "c",
    )
    assert (card["retry_safe"], error.more) == (False, {"attempts": 3})


def test_only_what_did_not_run_is_safe_to_repeat_unless_said_otherwise() -> None:
    advice = Advice("input", "A.", "B.", ("C.",))
    assert Failure("k", advice, {}).retry_safe
    assert not Failure("k", advice, {}, outcome="refused").retry_safe
    assert Failure("k", advice, {}, outcome="refused", retry_safe=True).retry_safe


def test_unknown_key_or_fact_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        failure("no-such-key")
    with pytest.raises(KeyError):
        failure("environment-unknown")
