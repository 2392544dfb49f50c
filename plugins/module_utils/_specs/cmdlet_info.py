# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_cmdlet_info."""

from __future__ import annotations

from .connecting import ANCHORING, ENDPOINT, NETWORK, PATIENCE, SIGN_IN
from .spec import Spec

CMDLET_INFO: Spec = {
    "session": {"type": "raw", "no_log": True},
    "expect_organization": {"type": "str"},
    **SIGN_IN,
    **ENDPOINT,
    **ANCHORING,
    **NETWORK,
    **PATIENCE,
    "cmdlet": {"type": "str"},
    "verb": {"type": "str"},
    "noun": {"type": "str"},
    "parameter": {"type": "str"},
    "with_parameters": {"type": "bool", "default": True},
    "allowed": {"type": "bool"},
}
