# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The execution environment: ansible-builder takes its definition, and finds what the collection needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import yaml

from support.places import COLLECTIONS, ROOT

DEFINITION = ROOT / "extensions" / "awx" / "execution-environment.yml"
ARTEFACT = DEFINITION.with_name("execution-environment-artefact.yml")


def builder(*arguments: str | Path) -> str:
    program = Path(sys.executable).with_name("ansible-builder")
    ended = subprocess.run(
        [str(program), *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_the_definition_makes_a_build_context(tmp_path: Path) -> None:
    """There is no container engine here: the context is what one would build."""
    options = ("--output-filename", "Containerfile")
    builder("create", "--file", DEFINITION, "--context", tmp_path / "context", *options)
    written = yaml.safe_load((tmp_path / "context" / "_build" / "requirements.yml").read_text(encoding="utf-8"))
    assert written == {"collections": ["m365.exchange"]}
    text = (tmp_path / "context" / "Containerfile").read_text(encoding="utf-8")
    oldest = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))["requires_ansible"]
    for words in ("quay.io/centos/centos:stream9", f"ansible-core{oldest}", "ansible-runner", "python3.12"):
        assert words in text, words


def test_the_built_artefact_is_installed_where_there_is_no_galaxy(tmp_path: Path) -> None:
    version = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["version"]
    given = yaml.safe_load(ARTEFACT.read_text(encoding="utf-8"))
    # A release changes the version: it stands here twice.
    assert given["additional_build_files"][0]["src"] == f"../../dist/m365-exchange-{version}.tar.gz"
    builder("create", "--file", ARTEFACT, "--context", tmp_path / "context", "--output-filename", "Containerfile")
    build = tmp_path / "context" / "_build"
    assert (build / "artefact" / f"m365-exchange-{version}.tar.gz").is_file()
    # As the image does it, in its folder of the build; nothing is asked of Galaxy.
    galaxy = Path(sys.executable).with_name("ansible-galaxy")
    nowhere_else = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(tmp_path / "there")}
    ended = subprocess.run(
        [galaxy, "collection", "install", "--no-deps", "--offline", "-r", "requirements.yml", "-p", tmp_path / "there"],
        cwd=build, env=nowhere_else, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert (tmp_path / "there" / "ansible_collections" / "m365" / "exchange" / "MANIFEST.json").is_file()


def test_both_definitions_differ_in_nothing_else() -> None:
    one, other = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in (DEFINITION, ARTEFACT))
    for definition in (one, other):
        definition["dependencies"].pop("galaxy")
    other.pop("additional_build_files")
    assert one == other


def test_the_collection_says_what_it_needs() -> None:
    """Read from the collection as it is installed, as the builder does inside of the image."""
    found = yaml.safe_load(builder("introspect", COLLECTIONS))
    needs = (ROOT / "meta" / "ee-requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in needs if line and not line.startswith("#")]
    assert found == {"python": [f"{line}  # from collection m365.exchange" for line in wanted], "system": []}
