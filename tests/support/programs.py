# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that a test puts into the place of real ones."""

from __future__ import annotations

from pathlib import Path


def program(path: Path, script: str) -> Path:
    """Write an executable script; returns ``path``, whose folder may go into PATH."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script, encoding="utf-8")
    path.chmod(0o700)
    return path
