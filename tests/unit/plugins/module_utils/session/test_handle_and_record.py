# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A handle: what it carries, what it hides, and that nothing but our own text is one."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import LONGEST_HANDLE, Handle
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine
from support.rows import each_row

from .conftest import EXAMPLES

HANDLE = Handle.new("r", 1000, Machine(machine="aa", boot="bb"))
SHAPE = re.compile(r"exo1\.[rsh]\.(0|[1-9][0-9]*)\.[0-9a-f]{32}\.[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{16}")


def failure_of(given: object) -> Failure:
    with pytest.raises(Failure) as caught:
        Handle.parse(given)
    assert caught.value.key == "handle-not-valid"
    return caught.value


def handles() -> st.SearchStrategy[Handle]:
    return st.builds(
        Handle,
        place=st.sampled_from("rsh"),
        uid=st.integers(0, 2**32 - 1),
        id=st.binary(min_size=16, max_size=16).map(bytes.hex),
        key=st.binary(min_size=32, max_size=32),
        machine=st.binary(min_size=3, max_size=3),
        boot=st.binary(min_size=3, max_size=3),
    )


@settings(max_examples=EXAMPLES, deadline=None)
@given(handles())
def test_a_handle_survives_its_text_and_is_short_plain_text(handle: Handle) -> None:
    text = handle.text()
    assert Handle.parse(text) == handle
    assert len(text) <= LONGEST_HANDLE
    assert SHAPE.fullmatch(text)


@settings(max_examples=EXAMPLES, deadline=None)
@given(handles(), st.data())
def test_one_changed_character_is_refused(handle: Handle, data: st.DataObject) -> None:
    text = handle.text()
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters().filter(lambda letter: letter != text[place]))
    failure_of(text[:place] + other + text[place + 1 :])


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.text("exo1.rsh0123456789abcdef-_/", max_size=170),
        st.binary(),
        st.none(),
        st.integers(),
        st.lists(st.text()),
        st.dictionaries(st.text(), st.text()),
    )
)
def test_anything_else_is_one_and_the_same_failure(given: object) -> None:
    assert str(failure_of(given)) == str(failure_of("x"))


@each_row(
    "text",
    [
        HANDLE.text() + "\n",
        HANDLE.text() + " ",
        " " + HANDLE.text(),
        HANDLE.text().upper(),
        HANDLE.text().replace("exo1", "exo2"),
        HANDLE.text().replace(".r.", "./."),
        HANDLE.text().replace(".1000.", ".01000."),
        HANDLE.text().replace(".1000.", ".4294967296."),
        HANDLE.text().replace(".1000.", ".\u0661\u0660."),
        HANDLE.text() * 2,
        HANDLE.text()[:-1],
        Handle("q", 0, HANDLE.id, HANDLE.key).text(),
        Handle("r", 2**32, HANDLE.id, HANDLE.key).text(),
    ],
)
def test_near_misses_are_refused_too(text: str) -> None:
    failure_of(text)


def test_the_key_shows_nowhere_but_in_the_text() -> None:
    shown = repr(HANDLE) + str(HANDLE) + f"{HANDLE}" + repr([HANDLE])
    secret = HANDLE.text().split(".")[4]
    assert secret not in shown
    assert HANDLE.key.hex() not in shown
    assert HANDLE.id in shown
    broken = HANDLE.text()[:-1] + "!"
    failed = failure_of(broken)
    assert secret not in f"{failed} {failed.card()} {failed.__cause__} {failed.__context__}"


def test_two_handles_share_neither_id_nor_key() -> None:
    made = [Handle.new("s", os.getuid(), Machine()) for _unused in range(100)]
    assert len({handle.id for handle in made}) == len({handle.key for handle in made}) == 100
