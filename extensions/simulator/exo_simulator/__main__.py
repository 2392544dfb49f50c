# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m exo_simulator`: in an environment of its own where this Python lacks a package, then the command line."""

from __future__ import annotations

import os
import sys

from .own_environment import FOLDER, CannotMake, lacking, make


def run() -> int:
    """The exit code; where packages are missing, this process becomes one of the box's own environment."""
    missing = lacking()
    if missing:
        try:
            python = make(missing)
        except CannotMake as error:
            sys.stderr.write(f"exo_simulator: {error}\n")
            return 3
        os.execv(python, [python, FOLDER, *sys.argv[1:]])  # noqa: S606 - no shell is wanted
    from .cli import main  # noqa: PLC0415 - only once the packages are known to be there

    return main(sys.argv[1:], sys.stdout)


if __name__ == "__main__":
    sys.exit(run())
