# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m exo_simulator`: says what to install if a package is missing, then runs the command line."""

from __future__ import annotations

import importlib.util
import sys

PACKAGES = {
    "cryptography": "cryptography",
    "httptools": "httptools",
    "starlette": "starlette",
    "trustme": "trustme",
    "uvicorn": "uvicorn",
    "yaml": "pyyaml",
}


def missing_packages() -> list[str]:
    """What pip would have to install, by the names that pip knows."""
    return [package for module, package in PACKAGES.items() if importlib.util.find_spec(module) is None]


def run() -> int:
    """The exit code."""
    missing = missing_packages()
    if missing:
        sys.stderr.write(
            f"exo_simulator: {sys.executable} lacks {', '.join(missing)}. Install: "
            f"{sys.executable} -m pip install {' '.join(missing)}\n"
        )
        return 3
    from .cli import main  # noqa: PLC0415 - only once the packages are known to be there

    return main(sys.argv[1:], sys.stdout)


if __name__ == "__main__":
    sys.exit(run())
