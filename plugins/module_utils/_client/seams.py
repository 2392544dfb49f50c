# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the client needs of its surroundings."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol


class Tokens(Protocol):
    """Where access tokens come from."""

    def current(self) -> str:
        """A token that will live for some minutes; renewed first where it would not."""

    def renew(self, refused: str, claims: str | None) -> str | None:
        """Another token in place of the ``refused`` one; None where there can be none."""


class Pacing(Protocol):
    """The brake and the lanes that all processes of one tenant and identity share."""

    def turn(self, check: Callable[[], None]) -> AbstractContextManager[float]:
        """Hold one of the lanes, with no brake on, while a request is in flight.

        ``check`` is called while waiting, and ends the wait by raising.
        """

    def brake(self, seconds: float) -> None:
        """Let everybody wait: the service asked for it."""

    def widen(self, slots: int) -> None:
        """Have more lanes than usual, before the first turn."""
