# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs to a release: checksums that a tool reads, and all that the collection needs in its bill."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
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
    bill = release.bill_of_materials("1.2.3", requirements, "ab" * 32, "c0ffee")
    assert {one["name"] for one in bill["components"]} == {"cryptography", "jmespath", "msal", "requests"}
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    assert "c0ffee" in str(bill["metadata"])
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


CHANGELOG = "# Release Notes\n\n## v0\\.1\\.0\n\nThe first one.\n"


@pytest.fixture
def tagged(tmp_path: Path) -> Path:
    """A checkout of the last commit, made ready for a release and tagged, with the programs of this one."""
    folder = tmp_path / "checkout"
    subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True, capture_output=True)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    (folder / ".git" / "info" / "exclude").write_text("/.venv\n", encoding="utf-8")
    for name in ("release.py", "stage"):
        (folder / "scripts" / name).write_bytes((ROOT / "scripts" / name).read_bytes())
    galaxy = (folder / "galaxy.yml").read_text(encoding="utf-8")
    (folder / "galaxy.yml").write_text(re.sub(r"(?m)^version:.*$", "version: 0.1.0", galaxy), encoding="utf-8")
    (folder / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    git(folder, "commit", "--quiet", "--all", "--message", "Release 0.1.0")
    git(folder, "tag", "0.1.0")
    return folder


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=Anna", "-c", "user.email=anna@contoso.com"]
    return subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def released(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/release.py"]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


def test_a_tagged_commit_is_released_whole(tagged: Path) -> None:
    made = released(tagged)
    assert made.returncode == 0, made.stderr
    dist = tagged / "dist"
    tarball, bill, sums = (
        dist / name for name in ("m365-exchange-0.1.0.tar.gz", "m365-exchange-0.1.0.cdx.json", "SHA256SUMS")
    )
    assert {path.name for path in dist.iterdir()} == {tarball.name, bill.name, sums.name}
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tarball, bill)}
    assert sums.read_text(encoding="utf-8") == "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    component = json.loads(bill.read_text(encoding="utf-8"))["metadata"]["component"]
    assert component["hashes"] == [{"alg": "SHA-256", "content": digests[tarball.name]}]
    assert git(tagged, "rev-parse", "0.1.0") in str(component["properties"])


def test_what_is_not_the_tag_is_not_released(tagged: Path) -> None:
    (tagged / "README.md").write_text("changed", encoding="utf-8")
    assert "README.md" in released(tagged).stderr
    git(tagged, "commit", "--quiet", "--all", "--message", "Change it")
    assert "HEAD has no tag 0.1.0" in released(tagged).stderr
    (tagged / "CHANGELOG.md").write_text(CHANGELOG.replace("v0", "v1"), encoding="utf-8")
    git(tagged, "commit", "--quiet", "--all", "--message", "Forget the changelog")
    git(tagged, "tag", "--force", "0.1.0")
    assert "CHANGELOG.md has no v0.1.0" in released(tagged).stderr
    assert not (tagged / "dist").exists()
