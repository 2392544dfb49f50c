# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the box where it lies: `python3 FOLDER`, or `python3 -m` and the folder's name below `ansible_collections`."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from exo_simulator.__main__ import run

sys.exit(run())
