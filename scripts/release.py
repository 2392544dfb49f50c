# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build a release from its tag: the tarball, a bill of materials, and the checksums that a maintainer signs."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
NAME = "m365-exchange"


def version_of(galaxy: str) -> str:
    """The version that galaxy.yml names."""
    found = re.search(r"^version: *(\S+)$", galaxy, re.MULTILINE)
    if found is None:
        raise SystemExit("galaxy.yml names no version.")
    return found[1]


def demand_tagged(version: str) -> None:
    """Refuse a work tree that is not what the tag of this version holds."""
    changed = _git("status", "--porcelain")
    if changed:
        raise SystemExit(f"The work tree has changes:\n{changed}")
    if version not in _git("tag", "--points-at", "HEAD").split():
        raise SystemExit(f"HEAD has no tag {version}: tag the commit first.")


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def demand_changelog(version: str, changelog: str) -> None:
    """Refuse a version of which users would not read what it brings."""
    if f"v{version}" not in re.findall(r"^## (\S+)$", changelog.replace("\\", ""), re.MULTILINE):
        raise SystemExit(f"CHANGELOG.md has no v{version}: run antsibull-changelog release, and commit before you tag.")


def bill_of_materials(version: str, requirements: str, digest: str, commit: str) -> dict[str, Any]:
    """What the collection is, made from which commit, and needs, as CycloneDX 1.6 writes it.

    ``requirements`` are pip's: whoever installs the collection chooses the versions, so each component has what is
    wanted of it and no version.
    """
    needed = filter(None, (line.split("#")[0].strip() for line in requirements.splitlines()))
    components = [
        {
            "type": "library",
            "name": name,
            "purl": f"pkg:pypi/{name}",
            "properties": [{"name": "pip:requirement", "value": line}],
        }
        for line in needed
        for name in re.findall(r"^[\w.-]+", line)
    ]
    subject = {
        "type": "library",
        "name": "m365.exchange",
        "version": version,
        "licenses": [{"license": {"id": one}} for one in ("GPL-3.0-or-later", "BSD-2-Clause")],
        "hashes": [{"alg": "SHA-256", "content": digest}],
        "properties": [{"name": "git:commit", "value": commit}],
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": subject},
        "components": components,
    }


def checksums(files: list[Path]) -> str:
    """Lines that ``sha256sum --check`` reads."""
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def main() -> int:
    version = version_of((ROOT / "galaxy.yml").read_text(encoding="utf-8"))
    demand_tagged(version)
    demand_changelog(version, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    subprocess.run(["scripts/stage", "build"], cwd=ROOT, check=True)
    tarball, bill = DIST / f"{NAME}-{version}.tar.gz", DIST / f"{NAME}-{version}.cdx.json"
    requirements = (ROOT / "meta" / "ee-requirements.txt").read_text(encoding="utf-8")
    digest = hashlib.sha256(tarball.read_bytes()).hexdigest()
    content = bill_of_materials(version, requirements, digest, _git("rev-parse", "HEAD"))
    bill.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    (DIST / "SHA256SUMS").write_text(checksums([tarball, bill]), encoding="utf-8")
    print("Sign it: gpg --armor --detach-sign dist/SHA256SUMS")
    return 0


if __name__ == "__main__":
    sys.exit(main())
