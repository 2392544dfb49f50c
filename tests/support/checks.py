# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every run, whatever it was for."""

from __future__ import annotations

from collections.abc import Mapping

from .playbook import Run
from .secrets import files_below, leaks

CRASHES = ("Traceback (most recent call last)", "MODULE FAILURE", "Unexpected failure", "[BUG]")


def assert_no_traceback(run: Run) -> None:
    """No failure may look like a mistake of ours."""
    for sign in CRASHES:
        assert sign not in run.output, f"{sign!r} in\n{run.output}"


def assert_no_secrets(run: Run, secrets: Mapping[str, str], more: Mapping[str, str | bytes] | None = None) -> None:
    """No secret in the output, in the results, or in any file that the run left in its folders."""
    sources: dict[str, str | bytes] = {"stdout": run.stdout, "stderr": run.stderr, **files_below(run.folders.root)}
    found = leaks(secrets, {**sources, **(more or {})})
    assert not found, "Leaked: " + "; ".join(map(str, found))


def assert_nothing_left(run: Run) -> None:
    """Every session that the run opened is closed."""
    left = run.folders.records()
    assert not left, f"Session records left: {left}"
