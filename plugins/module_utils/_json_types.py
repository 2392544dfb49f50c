# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The type of what JSON can say: bodies, rows, what is kept in files, and what a task returns.

What a person gives a parameter may be more than that (YAML has dates and bytes), so it is an ``object`` until
``_values`` has made JSON of it.
"""

from __future__ import annotations

# pylint does not look into a quoted type.
from collections.abc import Mapping, Sequence  # pylint: disable=unused-import
from typing import TypeAlias

# Quoted, because a type that holds itself has no value yet when this line runs.
Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
JsonMap: TypeAlias = Mapping[str, Json]
# A row of the service: ours to change.
Row: TypeAlias = dict[str, Json]
