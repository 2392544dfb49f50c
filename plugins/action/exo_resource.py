# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_resource."""

from __future__ import annotations

from ansible_collections.m365.exchange.plugins.plugin_utils._object_action import ObjectAction
from ansible_collections.m365.exchange.plugins.module_utils._operations import resource
from ansible_collections.m365.exchange.plugins.module_utils._specs.resources import RESOURCE


class ActionModule(ObjectAction):
    """Keeps an object in a desired state."""

    spec = RESOURCE
    operation = staticmethod(resource.run)
