# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_customer_info."""

from __future__ import annotations

from .._endpoints.table import RELATIONSHIP_STATUSES
from .connecting import ANCHORING, ENDPOINT, NETWORK, PAGE_SIZE, PATIENCE, SIGN_IN
from .spec import Spec

_STATUS: Spec = {"status": {"type": "list", "elements": "str", "choices": list(RELATIONSHIP_STATUSES), "default": []}}

# Takes all that the action group may hold; a session's token is Exchange's, so there is none.
CUSTOMER_INFO: Spec = {**SIGN_IN, **ENDPOINT, **ANCHORING, **NETWORK, **PATIENCE, **PAGE_SIZE, **_STATUS}
