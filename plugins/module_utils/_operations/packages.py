# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Ask for the third-party packages before work that needs them."""

from __future__ import annotations

import sys

from .._errors._advice.input import failure
from .._libraries import MISSING


def demand_packages() -> None:
    """Ask for what a request needs; to forget a session needs nothing.

    :raises Failure: ``library-missing``.
    """
    if MISSING:
        raise failure("library-missing", packages=", ".join(MISSING), interpreter=sys.executable)
