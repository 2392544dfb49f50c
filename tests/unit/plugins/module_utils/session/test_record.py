# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A record: whole and ours, or one failure."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._session.encrypted_store import seal
from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import (
    LARGEST_GENERATION,
    LARGEST_HEADER,
    Header,
    NotAHeader,
    SessionFacts,
    split_record,
    subject_of,
)
from ansible_collections.m365.exchange.plugins.module_utils._session.open_session_and_pacing import unseal
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from support.extent import choose
from support.rows import each_row

from .conftest import CONTENT, CONTOSO, EXAMPLES, LATER

KEY = bytes(range(32))
ID = "0123456789abcdef" * 2


def header(facts: SessionFacts = CONTOSO) -> Header:
    return Header.new(ID, 0, facts, Owner(), Machine("host")).next(LATER, Clock())


def demand_refused(data: bytes, identifier: str = ID, key: bytes = KEY) -> None:
    with pytest.raises(Failure) as caught:
        unseal(data, identifier, key)
    assert caught.value.key == "session-not-readable"


def test_a_record_opens_with_its_key_and_says_what_was_put_in() -> None:
    first = header()
    assert unseal(seal(first, CONTENT, KEY), ID, KEY) == (first, CONTENT)


def test_each_flipped_bit_is_refused() -> None:
    data = seal(header(), {"t": "x"}, KEY)
    for place in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            demand_refused(bytes(changed))


def test_each_cut_and_any_tail_is_refused() -> None:
    data = seal(header(), {"t": "x"}, KEY)
    for size in range(len(data)):
        demand_refused(data[:size])
    demand_refused(data + b"\0")


@settings(max_examples=choose(300, 1000, EXAMPLES), deadline=None)
@given(st.one_of(st.binary(max_size=3000), st.binary(max_size=200).map(lambda tail: header().render() + tail)))
def test_random_bytes_are_refused(data: bytes) -> None:
    demand_refused(data)


@each_row("line", [b"[" * 2000, b'{"a":' * 400, b"1" * 2000, b"NaN", b"1e999", b"null", b'"\xff"', b""])
def test_hostile_headers_are_refused_without_harm(line: bytes) -> None:
    demand_refused(line + b"\n" + bytes(64))


def test_a_record_of_another_session_or_key_is_refused() -> None:
    data = seal(header(), CONTENT, KEY)
    demand_refused(data, identifier="f" * 32)
    demand_refused(data, key=bytes(32))
    other = seal(replace(header(), id="f" * 32), CONTENT, KEY)
    demand_refused(split_record(data)[0] + split_record(other)[1])


def test_every_edited_header_field_is_refused() -> None:
    data = seal(header(), CONTENT, KEY)
    line, rest = split_record(data)
    values = json.loads(line)
    for name in values:
        for value in ('"x"', "7", "null", "true", "[]", "{}", "-1", "1e300"):
            changed = json.dumps({**values, name: json.loads(value)}, separators=(",", ":")).encode() + b"\n"
            if changed != line:
                demand_refused(changed + rest)


@pytest.mark.parametrize("spelling", [{"indent": None}, {"sort_keys": True}])
def test_a_header_has_one_spelling(spelling: Mapping[str, Any]) -> None:
    line = json.dumps(json.loads(header().render()), **spelling).encode() + b"\n"
    with pytest.raises(NotAHeader):
        Header.parse(line)


def test_the_longest_facts_fit_into_the_header() -> None:
    long = SessionFacts(
        tenant_id="t" * 400,
        identity="\U0001f600" * 400,
        organization="o" * 400,
        environment="e" * 400,
        services=("s" * 99,) * 9,
        auth_method="a" * 400,
    )
    machine = Machine("h" * 64, "m" * 32, "b" * 64, "n" * 64)
    owner = Owner(2**22, 2**62, "b" * 64, "n" * 64, "m" * 32)
    made = Header.new(ID, 2**32 - 1, long, owner, machine).next(LATER, Clock())
    assert len(made.render()) <= LARGEST_HEADER
    assert Header.parse(made.render()) == made


def test_what_a_listing_shows_has_no_control_characters() -> None:
    made = header(replace(CONTOSO, identity="a\x1b[31m\n\u202eb\ud800"))
    assert made.identity == "a?[31m??b?"
    assert Header.parse(made.render()) == made


def test_tenant_and_identity_are_counted_whatever_their_case() -> None:
    assert subject_of("ABC", "Anna@Contoso.com") == subject_of("abc", "anna@contoso.COM")
    assert subject_of("ab", "c") != subject_of("a", "bc")


def test_the_same_content_never_gives_the_same_bytes() -> None:
    first = header()
    assert len({seal(first, CONTENT, KEY) for _unused in range(100)}) == 100


def test_a_key_is_not_used_for_ever() -> None:
    last = replace(header(), generation=LARGEST_GENERATION - 1)
    unseal(seal(last, CONTENT, KEY), ID, KEY)
    with pytest.raises(Failure, match="a million times"):
        seal(last.next(LATER, Clock()), CONTENT, KEY)


def test_a_content_that_is_absurdly_large_is_refused() -> None:
    with pytest.raises(Failure) as caught:
        seal(header(), {"a": "x" * 2**20}, KEY)
    assert caught.value.key == "session-too-large"


def test_a_usual_record_is_far_below_64_kib() -> None:
    tokens = {name: os.urandom(2000).hex() for name in ("access", "refresh", "assertion", "certificate", "chain")}
    assert len(seal(header(), tokens, KEY)) < 65536
