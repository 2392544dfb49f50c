# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs to a release: checksums that a tool reads, and all that the collection needs in its bill."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from support.places import ROOT


@pytest.fixture
def release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", ROOT / "scripts" / "release.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_bill_names_what_the_collection_needs(release: ModuleType) -> None:
    requirements = (ROOT / "meta" / "ee-requirements.txt").read_text(encoding="utf-8")
    bill = release.bill_of_materials("1.2.3", requirements, "ab" * 32)
    assert {one["name"] for one in bill["components"]} == {"cryptography", "jmespath", "msal", "requests"}
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum")
def test_a_tool_reads_the_checksums(release: ModuleType, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.tar.gz", "two.json")]
    for path in files:
        path.write_text(path.name, encoding="utf-8")
    (tmp_path / "SHA256SUMS").write_text(release.checksums(files), encoding="utf-8")
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    files[0].write_text("another", encoding="utf-8")
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 1


def test_the_version_is_the_one_of_galaxy(release: ModuleType) -> None:
    assert release.version_of("namespace: m365\nversion: 0.4.2\n") == "0.4.2"
    with pytest.raises(SystemExit):
        release.version_of("namespace: m365\n")
