# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The option ``session`` as people give it.

``"{{ exo.session }}"`` cannot be templated after a failed connect, ``"{{ exo }}"`` can, so the whole registered result
is taken as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def handles_in(value: Any) -> list[str]:
    """The handles in ``value``: a handle, a registered result (of a looped task, too), or a list of them.

    A result without a session (failed, skipped, unreachable) adds none.
    """
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, Mapping):
        return handles_in(value.get("session")) + handles_in(value.get("results"))
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [handle for one in value for handle in handles_in(one)]
    return []
