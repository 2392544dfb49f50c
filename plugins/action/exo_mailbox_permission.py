# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_mailbox_permission."""

from __future__ import annotations

from ansible_collections.m365.exchange.plugins.plugin_utils._object_action import ObjectAction
from ansible_collections.m365.exchange.plugins.module_utils._operations import daily_work
from ansible_collections.m365.exchange.plugins.module_utils._specs.daily_work import MAILBOX_PERMISSION


class ActionModule(ObjectAction):
    """Keeps rights in a desired state."""

    spec = MAILBOX_PERMISSION
    operation = staticmethod(daily_work.mailbox_permission)
