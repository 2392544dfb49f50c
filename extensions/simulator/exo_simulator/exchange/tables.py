# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator's data files, read once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, cast

DATA = Path(__file__).resolve().parent / "data"
WORDS = Path(__file__).resolve().parents[3] / "catalogue" / "words.json"
CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue" / "cmdlets.json"


@cache
def load(name: str) -> dict[str, Any]:
    """The mapping in data/``name``.json."""
    return read(DATA / f"{name}.json")


@cache
def read(path: Path) -> dict[str, Any]:
    """The mapping in a JSON file."""
    return cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))
