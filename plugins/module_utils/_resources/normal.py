# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A value in normal form, and what values of every kind have in common."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from .._json_types import Json
from .._values.secret_and_unsendable_values import NotSendable, kind_of, show


class Normal(NamedTuple):
    """A value as a diff shows it, and what is equal where two values are. The key of what is not there is None."""

    shown: Json
    key: Hashable


NOTHING = Normal(None, None)


def plain_text(value: object) -> str:
    """A text; a number is the text of its digits.

    :raises NotSendable: it is neither.
    """
    if isinstance(value, bool):
        raise NotSendable(
            "it takes text, and the value is true or false",
            "Put the word in quotation marks: YAML reads on, off, yes and no as true or false.",
        )
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, Mapping):
        value = _name_in(value)
    if not isinstance(value, str):
        raise NotSendable(f"it takes text, and the value is {kind_of(value)}", "Write one text.")
    return str.__str__(value)


def _name_in(value: Mapping[object, object]) -> object:
    """What names an object that is shown as a map: its Name, in most cases (Microsoft365DSC, locations of policies)."""
    folded = {str(key).lower(): one for key, one in value.items()}
    return next((folded[key] for key in ("name", "displayname", "identity") if isinstance(folded.get(key), str)), value)


def wrong_kind(takes: str, value: object, remedy: str) -> NotSendable:
    said = f"'{show(value)}'" if isinstance(value, str) else kind_of(value)
    return NotSendable(f"it takes {takes}, and the value is {said}", remedy)
