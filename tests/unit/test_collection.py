# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said in more than one place is the same everywhere: metadata, requirements, headers, links."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path
from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._libraries import NEEDED
from support.places import ROOT
from support.rows import each_row
from support.yaml_texts import from_yaml

GPL = "SPDX-License-Identifier: GPL-3.0-or-later"
BSD = "SPDX-License-Identifier: BSD-2-Clause"
HEADED = {".py", ".yml", ".yaml", ".cfg", ".toml", ".sh"}
# Written by tools, or nothing but data.
BARE = {"changelogs/changelog.yaml"}


def files() -> list[Path]:
    """Every file that belongs to the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for line in listed.stdout.splitlines() if (path := ROOT / line).is_file()]


def pages() -> list[Path]:
    return [path for path in files() if path.suffix == ".md" and path.name != "CHANGELOG.md"]


def names(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / "plugins" / folder).glob("exo_*.py")}


def metadata(path: str) -> Any:
    return from_yaml((ROOT / path).read_text(encoding="utf-8"))


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / "tests" / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return {
        name.lower().replace("_", "-"): version
        for name, _equals, version in (line.removesuffix(" \\").partition("==") for line in lines)
        if version
    }


def documented_requirements() -> set[str]:
    """The packages that the sign-in options name as needed."""
    tree = ast.parse((ROOT / "plugins" / "doc_fragments" / "auth.py").read_text(encoding="utf-8"))
    (text,) = [
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and "options:" in str(node.value.value)
    ]
    return {line.replace(" ", "") for line in from_yaml(str(text))["requirements"]} - {"python>=3.10"}


def test_each_module_has_an_action_plugin() -> None:
    assert names("modules") == names("action")


def test_the_action_group_holds_the_modules_that_document_it() -> None:
    documented = {
        path.stem
        for path in (ROOT / "plugins" / "modules").glob("*.py")
        if "m365.exchange.attributes.action_group" in path.read_text(encoding="utf-8")
    }
    assert documented == set(metadata("meta/runtime.yml")["action_groups"]["exo"])


def test_execution_environments_get_what_the_modules_document() -> None:
    lines = (ROOT / "meta" / "ee-requirements.txt").read_text(encoding="utf-8").splitlines()
    assert {line for line in lines if not line.startswith("#")} == documented_requirements()


def test_the_oldest_libraries_that_are_tested_are_the_oldest_that_are_needed() -> None:
    wanted = {f"{name}>={version}" for name, version in NEEDED.items()}
    assert wanted == documented_requirements() == {f"{name}>={version}" for name, version in pins("minimum").items()}


def test_the_oldest_core_that_is_tested_is_the_oldest_that_is_allowed() -> None:
    assert metadata("meta/runtime.yml")["requires_ansible"] == f">={pins('oldest')['ansible-core']}"


def test_the_readme_names_the_cores_that_are_tested() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{pins('newest')['ansible-core']} with every test of a playbook" in readme
    assert f"{pins('oldest')['ansible-core']} with each module" in readme


def test_every_environment_gets_versions_that_are_pinned() -> None:
    pinned = pins("constraints")
    for name in ("box", "test", "tools", "release"):
        for package, version in pins(name).items():
            assert pinned[package] == version, package


def test_every_pinned_version_has_its_hashes() -> None:
    for name in ("constraints", "runtime", "minimum", "newest", "oldest", "beta", "uv", "pip"):
        text = (ROOT / "tests" / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        for pin in re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)):
            assert re.fullmatch(r"\S+==\S+( \\\n    --hash=sha256:[0-9a-f]{64})+\n?", pin), pin


def test_each_file_names_its_licence() -> None:
    missing = []
    for path in files():
        where = path.relative_to(ROOT).as_posix()
        if path.suffix not in HEADED or where in BARE or not path.read_bytes().strip():
            continue
        wanted = BSD if where.startswith("plugins/module_utils/") else GPL
        if wanted not in "\n".join(path.read_text(encoding="utf-8").splitlines()[:5]):
            missing.append(where)
    assert not missing


def anchors(page: Path) -> set[str]:
    """The anchors that a forge makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_row("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _hash, anchor = target.partition("#")
        destination = (page.parent / path).resolve() if path else page
        assert destination.exists(), target
        if anchor:
            assert anchor in anchors(destination), target
