# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._values.encode_parameters import (
    canonical_name,
    parameter_name,
    property_name,
)
from support.rows import each_row


class Marked(str):
    """As Ansible marks text."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("written", "name"), [("get-mailbox", "Get-Mailbox"), ("Get-Mailbox", "Get-Mailbox"), ("get-thing2", "get-thing2")]
)
def test_cmdlet_gets_microsofts_spelling(written: str, name: str) -> None:
    assert canonical_name(written) == name


@each_row(
    "text",
    [
        "",
        "Get",
        "Get-",
        "-Mailbox",
        "Get-Mail box",
        " Get-Mailbox",
        "Get-Mailbox\n",
        "Get-Mailbox|x",
        "Get\u2013Mailbox",
        "Get-Mailbox -Identity anna",
        "Get_Mailbox",
        "G3t-Mailbox",
        "Get-Mail-box",
        "a" * 64 + "-" + "b" * 64,
        "../Get-X",
    ],
)
def test_what_is_no_verb_and_noun_is_refused(text: str) -> None:
    with pytest.raises(Failure) as caught:
        canonical_name(text)
    assert caught.value.key == "cmdlet-name"


@each_row("thing", [None, 1, True, ["Get-Mailbox"], {"a": 1}])
def test_cmdlet_is_text(thing: object) -> None:
    with pytest.raises(Failure):
        canonical_name(thing)


def test_names_come_out_as_plain_text() -> None:
    assert canonical_name(Marked("Get-Thing")).__class__ is str
    assert parameter_name(Marked("Thing"), "Get-Mailbox").__class__ is str
    assert property_name(Marked("Thing")).__class__ is str


def test_parameter_gets_microsofts_spelling() -> None:
    assert parameter_name("IDENTITY", "get-mailbox") == "Identity"
    assert parameter_name("frobnicate_1", "Get-Mailbox") == "frobnicate_1"
    assert parameter_name("identity", "Get-Frobnication") == "identity"


@each_row("text", ["", "-Identity", "1a", "a b", "a-b", "a\n", "a@odata.type", "\u00e4", "a" * 129, 7, None])
def test_what_is_no_name_is_refused(text: object) -> None:
    with pytest.raises(Failure) as caught:
        parameter_name(text, "Get-Mailbox")
    assert caught.value.key == "parameter-name"
    with pytest.raises(Failure) as caught:
        property_name(text)
    assert caught.value.key == "property-name"


@given(st.text(max_size=140))
def test_only_letters_digits_and_signs_of_a_name_get_through(text: str) -> None:
    for check, allowed in ((canonical_name, "[A-Za-z0-9-]+"), (property_name, "[A-Za-z0-9_]+")):
        for candidate in (text, f"Get-{text}", f"Get-Mailbox{text}"):
            try:
                sent = check(candidate)
            except Failure:
                continue
            assert re.fullmatch(allowed, sent)
