# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What plugins say of themselves: their documentation, examples and return values, read without importing them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from .syntax import tree_of
from .yaml_texts import from_yaml


def part_of(path: Path, name: str) -> Any:
    """DOCUMENTATION, EXAMPLES or RETURN of a plugin's file, as data; None where it has none."""
    for node in tree_of(path).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            return from_yaml(ast.literal_eval(node.value))
    return None
