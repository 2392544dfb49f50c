# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._operations.result_size import limit_of


@pytest.mark.parametrize(
    ("option", "parameters", "limit"),
    [
        (None, {}, None),
        ("unlimited", {}, None),
        ("Unlimited", {}, None),
        (" UNLIMITED ", {}, None),
        ("", {}, None),
        ("1", {}, 1),
        (" 25 ", {}, 25),
        (25, {}, 25),
        ("999999999", {}, 999_999_999),
        ("unlimited", {"ResultSize": 5}, 5),
        ("unlimited", {"resultsize": "5"}, 5),
        (None, {"ResultSize": "Unlimited"}, None),
        ("unlimited", {"ResultSize": None}, None),
        ("7", {"ResultSize": None}, 7),
        ("7", {"ResultSize": 7}, 7),
        ("7", {"RESULTSIZE": "7"}, 7),
        ("7", {"ResultSizes": 9}, 7),
        (" unlimited", {"ResultSize": 5}, 5),
    ],
)
def test_the_option_and_microsofts_parameter_are_one_thing(option: Any, parameters: dict[str, Any], limit: Any) -> None:
    assert limit_of(option, parameters) == limit


@pytest.mark.parametrize(
    "value", ["0", 0, "-1", "1.5", 1.5, "ten", "1e3", "0x10", "1000000000", True, False, [], "٣", "1\n2"]
)
def test_what_is_no_number_of_rows_is_refused(value: Any) -> None:
    for option, parameters in ((value, {}), ("unlimited", {"ResultSize": value})):
        if (value is False and option is False) or value == []:
            continue
        with pytest.raises(Failure) as caught:
            limit_of(option, parameters)
        assert caught.value.key == "result-size-not-valid"
        assert "\n" not in caught.value.line


@pytest.mark.parametrize(("option", "written"), [("7", 8), (7, "Unlimited"), ("1", 1000)])
def test_two_different_sizes_are_a_contradiction(option: Any, written: Any) -> None:
    with pytest.raises(Failure) as caught:
        limit_of(option, {"ResultSize": written})
    assert caught.value.key == "result-size-twice"
