# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""bypass_mailbox_anchoring: requests without the hint that routes them to the organization's mailbox server."""

from __future__ import annotations

from .access import Access
from .context import Context

# Measured by graph2otel in 2026: without the hint the first page comes, and every following one is refused.
_WARNING = (
    "bypass_mailbox_anchoring leaves the routing hint out of every request: listings of more than one page "
    "(page_size, 1000 by default) are then likely to fail at the second one."
)


def anchored_as_asked(access: Access, context: Context, *, bypass: bool) -> Access:
    """The access of a new sign-in, without any anchor where the user wants none; a warning says what that costs."""
    if not bypass:
        return access
    context.warn(_WARNING)
    return access.unanchored()
