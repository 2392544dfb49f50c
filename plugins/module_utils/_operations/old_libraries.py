# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The line that names a third-party package which is too old.

Its errors are taken for those of a certificate, of the sign-in service, or of ours.
"""

from __future__ import annotations

import sys

from .._errors._advice.input import failure
from .._errors.failure import Failure
from .._libraries import NEEDED, too_old


def explained(error: Failure) -> Failure:
    """The failure, or ``library-too-old`` where that is the likelier cause."""
    found = too_old() if error.may_be_a_library else {}
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
