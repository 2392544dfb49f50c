# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the parts of the repository lie."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COLLECTIONS = ROOT / ".build" / "collections"
SIMULATOR = ROOT / "extensions" / "simulator"
TEST_PLUGINS = ROOT / "tests" / "integration" / "plugins"
LOOPBACK_ONLY = ROOT / "tests" / "support" / "loopback_only"
ANSIBLE_CONFIG = ROOT / "tests" / "ansible.cfg"


# The ansible-cores to run playbooks on, and the Python of their environments where it is not the usual one.
CORES = tuple(os.environ.get("M365_TEST_CORES", "newest oldest").split())
PYTHON = os.environ.get("M365_TEST_PYTHON", "")


def bin_of(core: str) -> Path:
    """The folder of the programs of one ansible-core: ``newest``, ``oldest`` or ``beta``."""
    return ROOT / ".venv" / (f"{core}-{PYTHON}" if PYTHON else core) / "bin"
