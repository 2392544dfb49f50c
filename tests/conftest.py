# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all tests need before they are imported."""

from __future__ import annotations

import gc
import importlib
import os
import subprocess
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from support.extent import ALL, choose

# From now on nothing leaves the machine.
from support.loopback_only import sitecustomize  # noqa: F401 # pylint: disable=unused-import
from support.packed import share
from support.places import ROOT
from support.ran import Ran
from support.seeds import seed

# The collection under its own name, for "import ansible_collections.m365.exchange": see pythonpath in pyproject.toml.
subprocess.run([ROOT / "scripts" / "stage", "link"], check=True)
importlib.invalidate_caches()  # or Python would remember that the folder was not there when it first looked

# An example may take any time, to be drawn as well, and none comes from what was drawn in this folder some day.
settings.register_profile(
    "m365",
    deadline=None,
    database=None,
    max_examples=choose(40, 100),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("m365")
# Hypothesis measures each run of the garbage collector, and what is short-lived here has no cycles.
gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Hypothesis draws from the seed of this run as well, unless it is given one of its own; and the names of what
    passed are kept where somebody wants them. What Ansible packs is for all workers."""
    share()
    if config.getoption("hypothesis_seed") is None:
        config.option.hypothesis_seed = str(seed().number)
    path = os.environ.get("M365_RAN")
    if path:
        config.pluginmanager.register(Ran(Path(path)))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """``make test`` leaves out what is marked so; that is no skip, of which there would be thousands."""
    left_out = [] if ALL else [one for one in items if one.get_closest_marker("only_in_test_all")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [one for one in items if one not in gone]


def pytest_collection_finish() -> None:
    """Some ten thousand tests live to the end: the garbage collector need not walk through them each time."""
    gc.freeze()


def pytest_report_header() -> str:
    """What draws the same again."""
    return f"seed: {seed()}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure says with what it was drawn."""
    report = yield
    if report.failed:
        report.sections.append(("Seed of this run", str(seed())))
    return report
