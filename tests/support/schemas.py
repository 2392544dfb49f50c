# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The schemas in docs/, and what must be as they say."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from .places import ROOT


def schema(name: str) -> dict[str, Any]:
    """The schema of docs/NAME.schema.json."""
    found: dict[str, Any] = json.loads((ROOT / "docs" / f"{name}.schema.json").read_text(encoding="utf-8"))
    return found


def assert_fits(name: str, *documents: object) -> None:
    """Each is as the schema says, and there is one."""
    assert documents
    validator = jsonschema.Draft202012Validator(schema(name))
    wrong = [(document, error.message) for document in documents for error in validator.iter_errors(document)]
    assert not wrong
