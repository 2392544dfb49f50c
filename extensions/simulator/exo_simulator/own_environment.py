# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A virtual environment of the box's own, made once and kept in the user's cache, where a Python lacks what it needs.

pip brings the packages as the user has set it up: its own variables (PIP_INDEX_URL, PIP_FIND_LINKS, PIP_NO_INDEX) say
from where. Only the standard library is at hand here.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.metadata
import os
import re
import subprocess
import sys
from collections.abc import Sequence

FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REQUIREMENTS = os.path.join(FOLDER, "requirements.txt")


class CannotMake(Exception):
    """The environment could not be made; the text says what to do instead."""


def requirements() -> list[tuple[str, str]]:
    """The name and the oldest version of each package, from the file that pip reads."""
    with open(REQUIREMENTS, encoding="utf-8") as stream:
        lines = [line.strip() for line in stream if not line.startswith("#")]
    return [(name, oldest) for name, _operator, oldest in (line.partition(">=") for line in lines)]


def lacking() -> list[str]:
    """The packages that this Python does not have, or has in a version that is too old."""
    return [f"{name}>={oldest}" for name, oldest in requirements() if _numbers(_version(name)) < _numbers(oldest)]


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def make(missing: Sequence[str]) -> str:
    """The Python of the environment, which is made if this is the first time; raises CannotMake."""
    folder = _place()
    if os.path.realpath(sys.prefix) == os.path.realpath(folder):
        raise CannotMake(_advice(f"{folder} is damaged (no {', '.join(missing)}); remove it"))
    python = os.path.join(folder, "bin", "python")
    done = os.path.join(folder, "complete")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with open(os.path.join(folder, "lock"), "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (os.path.exists(done) and os.path.exists(python)):
                _tell(f"{sys.executable} lacks {', '.join(missing)}. Making {folder}, which is done once.")
                if not (os.path.exists(python) and os.path.exists(os.path.join(folder, "bin", "pip"))):
                    _run(sys.executable, "-m", "venv", folder)
                _run(python, "-m", "pip", "--disable-pip-version-check", "install", "-q", "-r", REQUIREMENTS)
                with open(done, "w", encoding="utf-8"):
                    pass
    except OSError as error:
        raise CannotMake(_advice(str(error))) from None
    return python


def _place() -> str:
    """One folder for each Python and each list of requirements."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    with open(REQUIREMENTS, "rb") as stream:
        what = hashlib.sha256(stream.read() + os.path.realpath(sys.executable).encode() + sys.version.encode())
    return os.path.join(cache, "m365.exchange", f"box-{what.hexdigest()[:12]}")


def _run(*command: str) -> None:
    """Standard output belongs to what the box says."""
    if subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL, check=False).returncode:
        raise CannotMake(_advice(f"this failed: {' '.join(command)}"))


def _advice(what: str) -> str:
    return (
        f"no environment for the box: {what}\n"
        "exo_simulator: Without a package registry, point pip at yours (PIP_INDEX_URL) or at a folder of wheels "
        "(PIP_NO_INDEX=1 PIP_FIND_LINKS=FOLDER), or run the box with a Python that has them: "
        f"pip install -r {REQUIREMENTS}"
    )


def _tell(text: str) -> None:
    sys.stderr.write(f"exo_simulator: {text}\n")
    sys.stderr.flush()
