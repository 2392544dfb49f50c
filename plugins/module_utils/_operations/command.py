# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_command: run one cmdlet.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

from .connection import opened, page_size_of
from .context import Context, Options, Result, demand_packages
from .one_command import run_one
from .preparation import prepared
from .reading import Reading


def run(options: Options, context: Context) -> Result:
    """The module's work. In check mode reads run and writes are not sent.

    :raises Failure: with ``outcome`` telling what became of the cmdlet.
    """
    demand_packages()
    call = prepared(options)
    reading = Reading.of(options)
    page_size = page_size_of(options)
    with opened(options, context) as connection:
        return run_one(connection, call.paged(page_size or connection.access.page_size), reading, context)
