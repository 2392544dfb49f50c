# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_journal_info."""

from __future__ import annotations

from .._dataclass import dataclass
from .read_options import option, spec_of

OUTCOMES = ("ran", "refused", "did_not_run", "unknown")


@dataclass(frozen=True)
class JournalInfoOptions:
    """Each of the others leaves out what does not fit; empty ones leave nothing out."""

    path: str | None = option("path", required=True)
    since: str | None = option("str")
    until: str | None = option("str")
    organizations: list[str] = option("list", [], elements="str")
    cmdlets: list[str] = option("list", [], elements="str")
    with_outcomes: list[str] = option("list", [], elements="str", choices=list(OUTCOMES))


JOURNAL_INFO = spec_of(JournalInfoOptions)
