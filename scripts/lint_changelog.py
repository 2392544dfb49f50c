# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""antsibull-changelog lint, whose fragments are read as plain reStructuredText.

Where Sphinx is installed, rstcheck starts it anew for each line of each fragment, which is most of the time, for roles
that no fragment has. Run with the Python of .venv/tools.
"""

from __future__ import annotations

import sys

from antsibull_changelog.cli import run
from rstcheck_core import _extras


def main() -> int:
    _extras.SPHINX_INSTALLED = False
    return int(run(["antsibull-changelog", "lint"]))


if __name__ == "__main__":
    sys.exit(main())
