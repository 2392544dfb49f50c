# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_disconnect. None reads a variable: sign-in defaults must never choose what is closed."""

from __future__ import annotations

from dataclasses import dataclass

from .option import option, spec_of


@dataclass(frozen=True)
class DisconnectOptions:
    """``all`` are those of this run, ``of_organization`` some of them."""

    session: list[str] | None = option("raw", no_log=True)
    all: bool = option("bool", default=False)
    of_organization: str | None = option("str")


DISCONNECT = spec_of(DisconnectOptions)
