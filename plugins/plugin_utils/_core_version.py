# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which versions of ansible-core hide what they should, and a warning where this one does not.

Ansible's own warning says that a version is not supported, and not which one is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

OLDEST = (2, 16, 13)
# The change that hides results came to 2.16.13 and 2.17.6.
_SHOWS_TOO = ((2, 17, 0), (2, 17, 6))


def warn_of_core(version: str, warn: Callable[[str], object]) -> None:
    """Say what is wanted where ``version`` is not it."""
    numbers = tuple(int(number) for number in re.findall(r"\d+", version)[:3])
    if numbers >= OLDEST and not _SHOWS_TOO[0] <= numbers < _SHOWS_TOO[1]:
        return
    warn(
        f"m365.exchange wants ansible-core 2.16.13 or later, and not 2.17.0 to 2.17.5. This is {version}, which shows"
        " results that are to stay hidden, such as the handle of a session."
    )
