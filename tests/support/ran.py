# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which test functions passed, one a line, in the file that M365_RAN names: ``scripts/successors.py`` reads it."""

from __future__ import annotations

from pathlib import Path

import pytest


class Ran:
    """A plugin of pytest; where tests run on several processes, the first one's has them all."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._functions: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember a test that passed."""
        if report.when == "call" and report.passed:
            self._functions.add(report.nodeid.partition("[")[0])

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write them."""
        if not hasattr(session.config, "workerinput"):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text("".join(f"{one}\n" for one in sorted(self._functions)), encoding="utf-8")
