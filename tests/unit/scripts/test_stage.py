# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is built is what git tracks, whatever else lies in the checkout."""

from __future__ import annotations

import fnmatch
import subprocess
import tarfile
from pathlib import Path

from support.places import ROOT
from support.yaml_texts import from_yaml

LYING_ABOUT = (
    ".env",
    "id_rsa",
    "customer.pfx",
    "plugins/module_utils/key.pem",
    "vault.yml",
    "docs/notes.md",
    "x.retry",
)
OWN = {"FILES.json", "MANIFEST.json"}


def checkout(tmp_path: Path) -> Path:
    """A copy of this one, with its changes, and the same programs."""
    folder = tmp_path / "checkout"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, folder], check=True, capture_output=True)
    (folder / "scripts" / "stage").write_bytes((ROOT / "scripts" / "stage").read_bytes())
    (folder / ".venv").symlink_to(ROOT / ".venv")
    return folder


def expected(folder: Path) -> set[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=folder, check=True, capture_output=True, text=True).stdout.split()
    galaxy = from_yaml((folder / "galaxy.yml").read_text(encoding="utf-8"))
    left_out = [*galaxy["build_ignore"], "galaxy.yml"]
    return {
        path for path in listed if not any(fnmatch.fnmatch(path, one) or path.startswith(f"{one}/") for one in left_out)
    }


def test_only_what_git_tracks_is_built(tmp_path: Path) -> None:
    folder = checkout(tmp_path)
    for name in LYING_ABOUT:
        (folder / name).write_text("secret", encoding="utf-8")
    built = subprocess.run(["scripts/stage", "build"], cwd=folder, check=True, capture_output=True, text=True)
    with tarfile.open(folder / built.stdout.strip()) as tarball:
        files = {member.name for member in tarball.getmembers() if member.isfile()}
    assert files - OWN == expected(folder)
    assert not files & set(LYING_ABOUT)
