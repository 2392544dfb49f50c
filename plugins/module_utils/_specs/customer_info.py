# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_customer_info.

It takes all that the action group may hold; a session's token is Exchange's, so there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from .._endpoints.table import RELATIONSHIP_STATUSES
from .connecting import ConnectionOptions
from .option import group, option, spec_of


@dataclass(frozen=True)
class CustomerInfoOptions:
    """Customers of any ``status`` where it is empty."""

    connection: ConnectionOptions = group(ConnectionOptions)
    page_size: int | None = option("int")
    status: list[str] = option("list", [], elements="str", choices=list(RELATIONSHIP_STATUSES))


CUSTOMER_INFO = spec_of(CustomerInfoOptions)
