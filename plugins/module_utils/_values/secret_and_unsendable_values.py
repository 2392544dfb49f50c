# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What must be made sendable first: a password, which is to be encrypted; and why a value cannot be sent, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from .._json_types import Json  # pylint: disable=unused-import


class SecretText:
    """A text that shows itself nowhere, and that JSON does not take: what was not encrypted cannot be sent."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text, for whoever encrypts it."""
        return self._text

    def __repr__(self) -> str:
        return "SecretText()"

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written down")


# What a parameter is until its password is encrypted; a secret is never inside of a list or a map.
Sendable: TypeAlias = "Json | SecretText"


_LONGEST_SHOWN = 40


class NotSendable(ValueError):
    """Why a value cannot be sent (the end of a sentence) and what to do instead."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.remedy = remedy


def kind_of(value: object) -> str:
    """What a value is, in words for a person."""
    words = {bool: "true or false", int: "a number", float: "a number", list: "a list", tuple: "a list"}
    for kind, word in words.items():
        if isinstance(value, kind):
            return word
    if isinstance(value, str):
        return "text"
    if isinstance(value, Mapping):
        return "a map"
    return "null" if value is None else f"of the kind {type(value).__name__}"


def show(text: object) -> str:
    """A short text to quote in a sentence, on one line whatever is in it."""
    plain = "".join(char if char.isprintable() else "?" for char in str(text))
    return plain if len(plain) <= _LONGEST_SHOWN else f"{plain[: _LONGEST_SHOWN - 3]}..."
