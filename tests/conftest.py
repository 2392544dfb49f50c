# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all tests need before they are imported."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

# From now on nothing leaves the machine.
from support.loopback_only import sitecustomize  # noqa: F401 # pylint: disable=unused-import
from support.places import ROOT
from support.ran import Ran

# The collection under its own name, for "import ansible_collections.m365.exchange": see pythonpath in pyproject.toml.
subprocess.run([ROOT / "scripts" / "stage", "link"], check=True)


def pytest_configure(config: pytest.Config) -> None:
    """Keep the names of what passed where somebody wants them."""
    path = os.environ.get("M365_RAN")
    if path:
        config.pluginmanager.register(Ran(Path(path)))
