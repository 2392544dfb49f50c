# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import pickle
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import JsonMap
from ansible_collections.m365.exchange.plugins.module_utils._redaction.secret_rules import secrets_in
from ansible_collections.m365.exchange.plugins.module_utils._values.decode_rows import decode_row
from ansible_collections.m365.exchange.plugins.module_utils._values.encode_parameters import encode
from ansible_collections.m365.exchange.plugins.module_utils._values.secret_and_unsendable_values import SecretText
from ansible_collections.m365.exchange.plugins.module_utils._values.value_settings import ValueSettings
from support.rows import each_row

TAG = "#Exchange.GenericHashTable"


class MarkedText(str):
    """As Ansible marks text."""

    __slots__ = ()


class MarkedMap(dict[str, Any]):
    """As Ansible marks a map."""


class MarkedList(list[Any]):
    """As Ansible marks a list."""


class MarkedNumber(int):
    """As Ansible marks a number."""


def sent(value: Any) -> Any:
    return encode("Set-Mailbox", {"Unheard": value})["Unheard"]


def refused(value: Any) -> Failure:
    with pytest.raises(Failure) as caught:
        sent(value)
    assert caught.value.key == "parameter-value"
    assert "Unheard" in caught.value.line
    return caught.value


@each_row(
    "value",
    [
        None,
        True,
        False,
        0,
        1,
        -5,
        2**63,
        1.5,
        "",
        "a",
        "Unlimited",
        "50GB",
        "\u00e4\u4e2d\U0001f600",
        "a\r\nb\t",
        [],
        ["a", 1],
    ],
)
def test_plain_values_stay_what_they_are(value: Any) -> None:
    assert sent(value) == value
    assert type(sent(value)) is type(value)


def test_map_is_tagged_at_every_depth_with_the_tag_first() -> None:
    got = encode("Set-Mailbox", {"EmailAddresses": {"Add": ["a@contoso.com"], "More": {"Remove": "b"}}})
    assert json.dumps(got) == (
        '{"EmailAddresses": {"@odata.type": "#Exchange.GenericHashTable", "Add": ["a@contoso.com"],'
        ' "More": {"@odata.type": "#Exchange.GenericHashTable", "Remove": "b"}}}'
    )


def test_empty_map_is_a_tagged_one() -> None:
    assert sent({}) == {"@odata.type": TAG}


def test_map_keeps_a_type_of_its_own() -> None:
    own = {"Data": [1, 2], "@odata.type": "#Exchange.ByteArrayType"}
    assert sent(own) == own


def test_list_of_maps_has_its_type_beside_it() -> None:
    got = encode("New-DlpComplianceRule", {"ContentContainsSensitiveInformation": [{"Name": "x"}, {"Name": "y"}]})
    assert list(got.items()) == [
        ("ContentContainsSensitiveInformation@odata.type", "#Collection(Exchange.GenericHashTable)"),
        (
            "ContentContainsSensitiveInformation",
            [{"@odata.type": TAG, "Name": "x"}, {"@odata.type": TAG, "Name": "y"}],
        ),
    ]


def test_list_of_maps_inside_a_map_has_its_type_beside_it_too() -> None:
    assert sent({"groups": [{"a": 1}]}) == {
        "@odata.type": TAG,
        "groups@odata.type": "#Collection(Exchange.GenericHashTable)",
        "groups": [{"@odata.type": TAG, "a": 1}],
    }


def test_list_of_maps_with_one_type_of_their_own_has_that_beside_it() -> None:
    own = [{"@odata.type": "#Exchange.ByteArrayType", "Data": [one]} for one in (1, 2)]
    assert encode("Set-Mailbox", {"Unheard": own}) == {
        "Unheard@odata.type": "#Collection(Exchange.ByteArrayType)",
        "Unheard": [{"Data": [1]}, {"Data": [2]}],
    }


def test_64_kilobytes_are_not_too_much() -> None:
    assert sent("x" * 65_536) == "x" * 65_536


def test_mixed_list_has_no_type() -> None:
    assert encode("Set-Mailbox", {"Unheard": ["a", {"b": 1}]}) == {"Unheard": ["a", {"@odata.type": TAG, "b": 1}]}


def test_password_goes_on_as_a_secret_that_json_does_not_take() -> None:
    for cmdlet, name in (("New-Mailbox", "Password"), ("set-mailbox", "password")):
        got = encode(cmdlet, {name: "canary"})["Password"]
        assert isinstance(got, SecretText)
        assert got.reveal() == "canary"
        assert "canary" not in f"{got} {got!r} {[got]}"
        with pytest.raises(TypeError):
            json.dumps(got)
        with pytest.raises(TypeError):
            pickle.dumps(got)
        assert secrets_in(cmdlet, {name: "canary", "Name": "Anna"}) == {"canary"}
    assert encode("New-Mailbox", {"Password": None}) == {"Password": None}
    assert encode("New-Mailbox", {"Password": ""}) == {"Password": ""}
    assert secrets_in("Get-Unheard", {"Password": "xyz", "Name": "Anna"}) == {"xyz"}
    assert secrets_in("New-Mailbox", {"Password": 4}) == {"4"}


def test_password_is_secret_whatever_the_catalogue_is_asked_for() -> None:
    settings = ValueSettings(by_catalogue=False)
    assert isinstance(encode("New-Mailbox", {"Password": "canary"}, settings)["Password"], SecretText)


def test_credential_is_refused_and_hidden_at_every_depth() -> None:
    credential = {"UserName": "anna@contoso.com", "Password": "canary"}
    with pytest.raises(Failure) as caught:
        encode("New-MigrationEndpoint", {"Credentials": credential})
    assert caught.value.key == "credential-parameter"
    assert "canary" not in str(caught.value.card()) + caught.value.line
    assert "canary" in secrets_in("New-MigrationEndpoint", {"Credentials": credential})


@each_row(
    ("value", "words"),
    [
        (b"abc", "list of numbers"),
        (bytearray(b"abc"), "list of numbers"),
        (float("nan"), "NaN"),
        (float("inf"), "infinity"),
        (-float("inf"), "infinity"),
        ("a\0b", "NUL"),
        ("a\ud800", "surrogate"),
        ("a\x1b[31m", "U+001B"),
        ("a\x07", "U+0007"),
        ("a\x7f", "U+007F"),
        ("x" * 65_537, "64 KB"),
        ("\u00e4" * 32_769, "65,538 bytes"),
        (10**400, "400 digits"),
        ({1: "a"}, "quotation marks"),
        ({None: "a"}, "quotation marks"),
        ({True: "a"}, "quotation marks"),
        ({"a\0": 1}, "NUL"),
        ({"a"}, "set"),
        (Decimal(1), "Decimal"),
        (timedelta(1), "timedelta"),
        (date(2026, 1, 2), "date"),
        (object(), "object"),
    ],
)
def test_what_has_no_form_on_the_wire_is_refused_with_advice(value: Any, words: str) -> None:
    for nested in (value, [value], {"a": [value]}):
        assert words in refused(nested).line


def test_endless_value_is_refused() -> None:
    loop: list[Any] = []
    loop.append(loop)
    assert "nested" in refused(loop).line
    deep: dict[str, Any] = {}
    deep["a"] = deep
    assert "nested" in refused(deep).line


def test_marked_values_become_plain() -> None:
    value = MarkedMap({MarkedText("a"): MarkedList([MarkedText("b"), MarkedNumber(3), MarkedMap()])})
    got = encode("Set-Mailbox", MarkedMap({MarkedText("Unheard"): value}))

    def plain(one: Any) -> bool:
        if isinstance(one, dict):
            return one.__class__ is dict and all(plain(key) and plain(inner) for key, inner in one.items())
        if isinstance(one, list):
            return one.__class__ is list and all(plain(inner) for inner in one)
        return one.__class__ in (str, int)

    assert plain(got)


@each_row("parameters", [None, [], "Identity=anna", 3, [{"Identity": "anna"}]])
def test_parameters_are_a_map(parameters: Any) -> None:
    with pytest.raises(Failure) as caught:
        encode("Get-Mailbox", parameters)
    assert caught.value.key == "parameters-not-a-map"


def test_names_get_microsofts_spelling_and_come_once() -> None:
    assert encode("get-mailbox", {"identity": "anna"}) == {"Identity": "anna"}
    with pytest.raises(Failure) as caught:
        encode("Get-Mailbox", {"identity": "anna", "Identity": "ben"})
    assert caught.value.key == "parameter-twice"
    with pytest.raises(Failure) as caught:
        encode("Get-Mailbox", {"Identity@odata.type": "x"})
    assert caught.value.key == "parameter-name"


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.binary(max_size=3)
    | st.dates() | st.characters()
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


def tagged(value: Any) -> bool:
    if isinstance(value, dict):
        return "@odata.type" in value and all(tagged(inner) for inner in value.values())
    return all(tagged(inner) for inner in value) if isinstance(value, list) else True


@given(VALUES)
def test_anything_is_valid_json_with_every_map_tagged_or_is_refused(value: Any) -> None:
    try:
        got = encode("Set-Mailbox", {"Unheard": value})
    except Failure:
        refused(value)
        return
    text = json.dumps(got, allow_nan=False).encode()
    assert json.loads(text) == got
    assert tagged(got["Unheard"])


JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(alphabet="ab@.", max_size=5), inner, max_size=4)
    ),
    max_leaves=15,
)


def annotated(value: Any) -> bool:
    if isinstance(value, dict):
        return any("@" in key or annotated(inner) for key, inner in value.items())
    return any(annotated(inner) for inner in value) if isinstance(value, list) else False


@given(st.dictionaries(st.text(alphabet="ab@.", max_size=5), JSON, max_size=5))
def test_no_annotation_is_left_in_a_row_and_nothing_else_is_lost(row: dict[str, Any]) -> None:
    got = decode_row(row)
    assert not annotated(got)
    assert set(got) == {key for key in row if "@" not in key}
    assert decode_row(got) == got
    for key, value in got.items():
        if not annotated(row[key]):
            assert value == row[key]


def test_row_of_the_service_comes_back_plain() -> None:
    row: JsonMap = {
        "Guid": "0f2c7d1e-9a4b-4c5d-8e6f-1234567890ab",
        "Guid@data.type": "System.Guid",
        "Guid@odata.type": "#Guid",
        "EmailAddresses": ["SMTP:anna@contoso.com"],
        "EmailAddresses@odata.type": "#Collection(String)",
        "Inner": [{"@odata.type": "#Exchange.GenericHashTable", "a": 1, "a@data.type": "System.Int32"}],
        "Owner": "anna@contoso.com",
    }
    assert decode_row(row) == {
        "Guid": "0f2c7d1e-9a4b-4c5d-8e6f-1234567890ab",
        "EmailAddresses": ["SMTP:anna@contoso.com"],
        "Inner": [{"a": 1}],
        "Owner": "anna@contoso.com",
    }
