# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A password on its way to be encrypted, which ``_operations/passwords.py`` does."""

from __future__ import annotations

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
