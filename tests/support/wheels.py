# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder of wheels made from what is installed here, so that pip installs without a package registry."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path


def fill(folder: Path, names: Iterable[str]) -> None:
    """A wheel of each package and of all that these need."""
    done: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # for another Python or system
        if found.metadata["Name"] not in done:
            done.add(found.metadata["Name"])
            waiting += [_name_of(one) for one in found.requires or () if "extra ==" not in one]
            _pack(found, folder)


def _name_of(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def _pack(found: Distribution, folder: Path) -> None:
    """One wheel: the installed files but for what the installer itself wrote."""
    name = re.sub(r"[-_.]+", "_", found.metadata["Name"]).lower()
    tag = re.findall(r"^Tag: (.+)$", found.read_text("WHEEL") or "", re.MULTILINE)[0]
    files = [str(one) for one in found.files or () if not str(one).startswith("..") and "__pycache__" not in str(one)]
    (record,) = [one for one in files if one.endswith(".dist-info/RECORD")]
    with zipfile.ZipFile(folder / f"{name}-{found.version}-{tag}.whl", "w") as wheel:
        for file in files:
            if file != record:
                wheel.write(str(found.locate_file(file)), file)
        wheel.writestr(record, "".join(f"{file},,\n" for file in files))
