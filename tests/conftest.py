# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all tests need before they are imported."""

from __future__ import annotations

import subprocess

# From now on nothing leaves the machine.
from support.loopback_only import sitecustomize  # noqa: F401 # pylint: disable=unused-import
from support.places import ROOT

# The collection under its own name, for "import ansible_collections.m365.exchange": see pythonpath in pyproject.toml.
subprocess.run([ROOT / "scripts" / "stage", "link"], check=True)
