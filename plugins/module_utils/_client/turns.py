# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Run a call when its cmdlet may be asked again."""

from __future__ import annotations

from .._catalogue.own_paging import rate_of
from .call import Call
from .paging import Listing, Sink, run
from .sender import Sender
from .tries import Tries

_STEP = 1.0


def in_turn(sender: Sender, call: Call, rows: int, sink: Sink) -> Listing:
    """Run a call of so many rows when it is its turn, and count all that was sent for it, also in vain.

    What other processes ask is not known here.

    :raises Failure: as :func:`paging.run`.
    """
    rate, queries, monotonic = rate_of(call.cmdlet), sender.queries, sender.clock.monotonic
    if rate is None:
        return run(sender, call, sink)
    places = max(1, -(-rows // max(1, call.page_size)))  # the answers that it may take
    while not queries.take(call.cmdlet, places, rate, monotonic):
        sender.still_wanted()
        sender.clock.sleep(_STEP)
    tries = Tries()
    try:
        return run(sender, call, sink, tries)
    finally:
        queries.settle(call.cmdlet, places, tries.sent, monotonic)
