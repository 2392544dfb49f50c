# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the action plugins of the modules have in common that keep objects in a desired state."""

from __future__ import annotations

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction
from ansible_collections.m365.exchange.plugins.plugin_utils._once_a_run import import_for_objects

# In the parent of all workers, so that no task pays for it again.
import_for_objects()


class ObjectAction(OperationAction):
    """Keeps an object."""

    takes = "one"
