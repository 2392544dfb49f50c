# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._specs.daily_work import MAILBOX
from ansible_collections.m365.exchange.plugins.module_utils._task import run_operation
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import hide_secrets, spec_for_core


def test_each_item_of_a_loop_is_validated_as_the_first_was() -> None:
    """The core writes into a default that is a map: an option of it that has choices would be refused as null then."""
    for _item in range(2):
        validated = ArgumentSpecValidator(spec_for_core(MAILBOX)).validate({"identity": "Sales"})
        assert validated.error_messages == []
    assert MAILBOX["auto_reply"]["default"] == {}


TEXTS = st.text("abTrue1.5 ", max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2000) | st.floats(0, 20) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.skipif(run_operation.HAS_REGISTER, reason="the core hides what is in its register itself")
@given(st.dictionaries(TEXTS, VALUES, max_size=4), st.sets(TEXTS, max_size=3))
@example({"a": [{"b": 15}]}, {"5"})
@example({"a": {"b": ["aTrue"]}}, {"True"})
@example({"a": None, "b": True, "c": {"d": "b"}}, {"None", "True", "c"})
@example({"a": 1.5}, {"1.5"})
@example({"a": ("ab", 1)}, {"ab"})
@example({"a": {"ab"}}, set())
def test_a_result_comes_out_as_the_core_would_make_it(result: dict[str, Any], secrets: set[str]) -> None:
    from ansible.module_utils.common.parameters import remove_values  # noqa: PLC0415 - gone in ansible-core 2.25

    assert hide_secrets(result, secrets) == remove_values(result, secrets)
