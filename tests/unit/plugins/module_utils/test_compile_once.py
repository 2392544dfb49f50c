# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often the files of a module's archive are compiled, and what is known of them."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils import _compile_once
from support.places import ROOT

# Another process, because the importer stays: it tells what was compiled how often, and what became of the modules.
SCRIPT = """
import collections, json, sys, traceback
compiled = collections.Counter()
sys.addaudithook(lambda event, given: compiled.update([given[1]]) if event == "compile" else None)
sys.path.insert(0, sys.argv[1])
import ours.early
try:
    import ours._compile_once
    import ours.room.file
    import ours.late
    ours.late.fail()
except ImportError as error:
    shown = repr(error)
except ZeroDivisionError:
    shown = traceback.format_exc()
files = {name: module.__file__ for name, module in list(sys.modules.items()) if name.startswith("ours")}
print(json.dumps({"compiled": {str(key): times for key, times in compiled.items()}, "files": files, "shown": shown}))
"""
FILES = {
    "ours/__init__.py": "",
    "ours/early.py": "",
    "ours/_compile_once.py": Path(_compile_once.__file__).read_text(encoding="utf-8"),
    "ours/room/__init__.py": "",
    "ours/room/file.py": "from ..late import fail\n",
    "ours/late.py": "def fail():\n    return 1 / 0\n",
}


def run(root: Path, files: Mapping[str, str]) -> dict[str, Any]:
    archive = root / "packed.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    command = [sys.executable, "-c", SCRIPT, str(archive)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_what_is_imported_from_the_archive_is_compiled_once(tmp_path: Path) -> None:
    found = run(tmp_path, FILES)
    ours = {os.path.relpath(name, tmp_path / "packed.zip"): times for name, times in found["compiled"].items()}
    assert {name: ours[name] for name in ("ours/room/__init__.py", "ours/room/file.py", "ours/late.py")} == {
        "ours/room/__init__.py": 1,
        "ours/room/file.py": 1,
        "ours/late.py": 1,
    }
    assert ours["ours/early.py"] == 2, "zipimporter has learned it: this file of ours can go"


def test_a_module_knows_its_file_and_a_traceback_its_lines(tmp_path: Path) -> None:
    found = run(tmp_path, FILES)
    assert found["files"]["ours.room"] == str(tmp_path / "packed.zip" / "ours" / "room" / "__init__.py")
    assert found["files"]["ours.late"] == str(tmp_path / "packed.zip" / "ours" / "late.py")
    assert "return 1 / 0" in found["shown"]


def test_a_file_that_is_missing_is_missing(tmp_path: Path) -> None:
    found = run(tmp_path, {name: text for name, text in FILES.items() if name != "ours/room/file.py"})
    assert found["shown"] == "ModuleNotFoundError(\"No module named 'ours.room.file'\")"


def test_outside_of_an_archive_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = list(sys.path_hooks)
    assert _compile_once.Importer not in hooks
    monkeypatch.setattr(sys, "path_hooks", [*hooks])
    monkeypatch.setattr(sys, "path_importer_cache", {})
    _compile_once.install()
    assert len(sys.path_hooks) == len(hooks)


@pytest.mark.parametrize("path", sorted((ROOT / "plugins" / "modules").glob("*.py")), ids=lambda path: path.stem)
def test_each_module_begins_with_it(path: Path) -> None:
    """What is imported before the edge is compiled twice: half of what a module costs."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = [one.module for one in tree.body if isinstance(one, ast.ImportFrom) and one.module != "__future__"]
    assert str(imported[0]).endswith(".module_utils._module_edge")
