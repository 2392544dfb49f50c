# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often files of the collection are compiled where ansible-core imports its plugins."""

from __future__ import annotations

import ast
import json
import marshal
import os
import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

import pytest

from ansible_collections.m365.exchange.plugins.plugin_utils import _bytecode
from support.places import ROOT

# As ansible-playbook loads an action: it tells which of our files were compiled, and what became of a mistake in one.
SCRIPT = """
import json, os, sys, traceback
compiled = []
def note(event, given):
    if event == "compile" and isinstance(given[1], str) and given[1].startswith(sys.argv[1]):
        compiled.append(os.path.relpath(given[1], sys.argv[1]))
sys.addaudithook(note)
from ansible.plugins.loader import action_loader, init_plugin_loader
init_plugin_loader([sys.argv[1]])
try:
    action = action_loader.get("m365.exchange.exo_disconnect", class_only=True)
    shown = action.__name__
except ZeroDivisionError:
    shown = traceback.format_exc()
print(json.dumps({"compiled": compiled, "shown": shown}))
"""
PLUGINS = Path("ansible_collections/m365/exchange/plugins")
# What is imported before anything can be changed.
FIRST = {f"{PLUGINS}/plugin_utils/{name}.py" for name in ("_action", "_bytecode")}


@pytest.fixture
def collections(tmp_path: Path) -> Path:
    """A folder with a copy of the collection that nobody has imported yet."""
    for name in ("plugins/action", "plugins/module_utils", "plugins/plugin_utils", "meta"):
        place = tmp_path / "collections" / PLUGINS.parent / name
        shutil.copytree(ROOT / name, place, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "collections"


def load(collections: Path, **environment: str) -> tuple[set[str], str]:
    """The files of ours that were compiled when an action was loaded in another process, and what that says."""
    own = {"PATH": os.environ["PATH"], "HOME": str(collections.parent), **environment}
    command = [sys.executable, "-c", SCRIPT, str(collections)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=own, cwd=collections)
    found = json.loads(done.stdout)
    ours = [name for name in found["compiled"] if f"{PLUGINS.parts[-1]}/" in name and "_utils/" in name]
    assert len(ours) == len(set(ours))
    return set(ours), found["shown"]


def test_the_next_run_compiles_only_what_has_changed(collections: Path) -> None:
    compiled, shown = load(collections)
    assert len(compiled) > 30
    assert shown == "ActionModule"
    assert load(collections) == (FIRST, "ActionModule")
    changed = collections / PLUGINS / "module_utils" / "_clock.py"
    changed.write_text(changed.read_text(encoding="utf-8") + "\n1 / 0\n", encoding="utf-8")
    compiled, shown = load(collections)
    assert compiled == {*FIRST, f"{PLUGINS}/module_utils/_clock.py"}
    assert "1 / 0" in shown


def test_a_file_that_is_broken_breaks_no_run(collections: Path) -> None:
    load(collections)
    folder = collections / PLUGINS / "module_utils" / "__pycache__"
    for name, body in (("_clock", b""), ("_json_types", b"\xff" * 9), ("_dataclass", marshal.dumps(1))):
        (kept,) = folder.glob(f"{name}.*.pyc")
        kept.write_bytes(kept.read_bytes()[:16] + body)
    compiled, shown = load(collections)
    assert shown == "ActionModule"
    assert compiled - FIRST <= {f"{PLUGINS}/module_utils/{name}.py" for name in ("_clock", "_json_types", "_dataclass")}


def test_nothing_is_written_where_that_is_not_wanted(collections: Path) -> None:
    compiled, shown = load(collections, PYTHONDONTWRITEBYTECODE="1")
    assert len(compiled) > 30
    assert shown == "ActionModule"
    assert not list(collections.rglob("*.pyc"))


class Theirs:
    """A loader as ansible-core has."""

    def get_filename(self, fullname: str) -> str:
        return str(ROOT / "plugins" / "module_utils" / fullname.rpartition(".")[2])

    def get_code(self, _fullname: str) -> CodeType | None:
        return None


class TheirsOfFiles(Theirs):
    def get_filename(self, fullname: str) -> str:
        return f"{super().get_filename(fullname)}.py"


def test_what_is_no_file_of_ours_is_left_to_them() -> None:
    for loaders in (Theirs, TheirsOfFiles):
        _bytecode.install(loaders)
    ours = "ansible_collections.m365.exchange.plugins.module_utils"
    assert Theirs().get_code(f"{ours}._session") is None
    assert TheirsOfFiles().get_code("ansible_collections.contoso.tools.plugins.module_utils._clock") is None
    code = TheirsOfFiles().get_code(f"{ours}._clock")
    assert code is not None
    assert code.co_filename == str(ROOT / "plugins" / "module_utils" / "_clock.py")


def test_where_python_loads_the_files_nothing_is_changed() -> None:
    assert vars(SourceFileLoader).get("get_code") is None


@pytest.mark.parametrize("path", sorted((ROOT / "plugins" / "action").glob("*.py")), ids=lambda path: path.stem)
def test_each_action_begins_with_what_imports_it(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = [str(one.module) for one in tree.body if isinstance(one, ast.ImportFrom)]
    ours = [name for name in imported if name.startswith("ansible_collections.")]
    assert ours[0].endswith(("._action", "._object_action"))
