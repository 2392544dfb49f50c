# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a third-party package that is too old looks like, and the line that names it."""

from __future__ import annotations

import sys

from .._errors._advice.input import failure
from .._errors.failure import Failure
from .._libraries import NEEDED, too_old

# Errors of an old library are taken for those of a certificate, of the sign-in service, or of ours.
_LOOKS = frozenset({
    "certificate-key-mismatch", "certificate-unreadable", "certificate-wrong-kind", "internal-error",
    "managed-identity-refused", "sign-in-not-understood",
})  # fmt: skip


def explained(error: Failure) -> Failure:
    """The failure, or ``library-too-old`` where that is the likelier cause."""
    found = too_old() if error.key in _LOOKS else {}
    if not found:
        return error
    return failure(
        "library-too-old",
        outcome=error.outcome,
        trace=error.trace,
        more=error.more,
        interpreter=sys.executable,
        found=", ".join(f"{name} {version}" for name, version in found.items()),
        needed=", ".join(f"{name} {NEEDED[name]} or later" for name in found),
        wanted=" ".join(f"'{name}>={NEEDED[name]}'" for name in found),
        text=error.what,
    )
