# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The box speaks as the protocol notes say: their conversations, sent with bare requests."""

from __future__ import annotations

import pytest
from simulator.conversation import Conversation, all_conversations, hold
from simulator.wire import Wire


@pytest.mark.parametrize("conversation", all_conversations(), ids=lambda one: one.name)
def test_box_answers_as_the_protocol_notes_say(wire: Wire, conversation: Conversation) -> None:
    hold(wire, conversation)
