# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.m365.exchange.plugins.module_utils._redaction.core_register import spec_for_core
from ansible_collections.m365.exchange.plugins.module_utils._specs.daily_work import MAILBOX


def test_each_item_of_a_loop_is_validated_as_the_first_was() -> None:
    """The core writes into a default that is a map: an option of it that has choices would be refused as null then."""
    for _item in range(2):
        validated = ArgumentSpecValidator(spec_for_core(MAILBOX)).validate({"identity": "Sales"})
        assert validated.error_messages == []
    assert MAILBOX["auto_reply"]["default"] == {}
