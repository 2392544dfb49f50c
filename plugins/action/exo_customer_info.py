# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of exo_customer_info."""

from __future__ import annotations

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction
from ansible_collections.m365.exchange.plugins.module_utils._operations import customer_info
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import CUSTOMER_INFO

# Imported here, in the parent of all workers, so that no task pays for it again.
# pylint: disable-next=unused-import
from ansible_collections.m365.exchange.plugins.plugin_utils import _warm_sign_in  # noqa: F401


class ActionModule(OperationAction):
    """Lists a partner's customers."""

    spec = CUSTOMER_INFO
    operation = staticmethod(customer_info.run)
