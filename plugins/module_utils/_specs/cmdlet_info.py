# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_cmdlet_info."""

from __future__ import annotations

from dataclasses import dataclass

from .connecting import SessionOptions
from .option import group, option, spec_of


@dataclass(frozen=True)
class CmdletInfoOptions:
    """The names are patterns; ``allowed`` None asks the service where there is a session."""

    connection: SessionOptions = group(SessionOptions)
    cmdlet: str | None = option("str")
    verb: str | None = option("str")
    noun: str | None = option("str")
    parameter: str | None = option("str")
    with_parameters: bool = option("bool", default=True)
    allowed: bool | None = option("bool")


CMDLET_INFO = spec_of(CmdletInfoOptions)
