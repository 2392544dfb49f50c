# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often the files of a module's archive are compiled, what is known of them, and what is kept of them for the
next process."""

from __future__ import annotations

import ast
import json
import marshal
import os
import py_compile
import shutil
import subprocess
import sys
import zipfile
import zipimport
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
    shown = None
except ImportError as error:
    shown = repr(error)
except (ZeroDivisionError, AssertionError):
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


# What is imported behind the file that is tested.
IMPORTED = ("ours/room/__init__.py", "ours/room/file.py", "ours/late.py")


def run(root: Path, files: Mapping[str, str], **environment: str) -> dict[str, Any]:
    """What the script tells in another process, whose home and folder for caches lie below ``root``."""
    archive = root / "packed.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    command = [sys.executable, "-c", SCRIPT, str(archive)]
    environment = {"HOME": str(root), **environment}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def compiled(root: Path, found: Mapping[str, Any]) -> dict[str, int]:
    """How often each of those files was."""
    ours = {os.path.relpath(name, root / "packed.zip"): times for name, times in found["compiled"].items()}
    return {name: ours[name] for name in IMPORTED if name in ours}


def folder_in(root: Path) -> Path:
    return root / ".cache" / "m365.exchange"


def test_what_is_imported_from_the_archive_is_compiled_once(tmp_path: Path) -> None:
    found = run(tmp_path, FILES)
    assert compiled(tmp_path, found) == dict.fromkeys(IMPORTED, 1)
    early = found["compiled"][str(tmp_path / "packed.zip" / "ours" / "early.py")]
    assert early == 2, "zipimporter has learned it: this file of ours can go"


def test_the_next_process_compiles_only_what_is_new(tmp_path: Path) -> None:
    first = run(tmp_path, FILES)
    second = run(tmp_path, FILES)
    assert compiled(tmp_path, second) == {}
    assert second["shown"] == first["shown"]
    third = run(tmp_path, {**FILES, "ours/late.py": "def fail():\n    return 2 / 0\n"})
    assert compiled(tmp_path, third) == {"ours/late.py": 1}
    assert "return 2 / 0" in third["shown"]
    names = {path.name for path in folder_in(tmp_path).iterdir()}
    tag = sys.implementation.cache_tag
    assert names == {f"{name}.{tag}.pyc" for name in ("ours.room", "ours.room.file", "ours.late")}


def test_what_is_kept_is_for_this_user_alone(tmp_path: Path) -> None:
    run(tmp_path, FILES)
    assert folder_in(tmp_path).stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder_in(tmp_path).iterdir()} == {0o600}
    elsewhere = tmp_path / "elsewhere"
    run(tmp_path, FILES, XDG_CACHE_HOME=str(elsewhere))
    assert len(list((elsewhere / "m365.exchange").iterdir())) == len(IMPORTED)


def test_a_folder_that_others_may_write_is_not_used(tmp_path: Path) -> None:
    run(tmp_path, FILES)
    folder_in(tmp_path).chmod(0o770)
    assert len(compiled(tmp_path, run(tmp_path, FILES))) == len(IMPORTED)
    moved = tmp_path / "moved"
    shutil.move(folder_in(tmp_path), moved)
    moved.chmod(0o700)
    folder_in(tmp_path).symlink_to(moved)
    assert len(compiled(tmp_path, run(tmp_path, FILES))) == len(IMPORTED)


def test_a_file_that_is_broken_is_compiled_anew(tmp_path: Path) -> None:
    first = run(tmp_path, FILES)
    for number, path in enumerate(sorted(folder_in(tmp_path).iterdir())):
        path.write_bytes(path.read_bytes()[: (0, 10, 30)[number]])
    found = run(tmp_path, FILES)
    assert (len(compiled(tmp_path, found)), found["shown"]) == (len(IMPORTED), first["shown"])
    assert compiled(tmp_path, run(tmp_path, FILES)) == {}


def test_damaged_code_is_compiled_anew_also_where_it_can_be_read(tmp_path: Path) -> None:
    first = run(tmp_path, FILES)
    for path in folder_in(tmp_path).iterdir():
        data = path.read_bytes()
        # The hash of the source holds, and the code is a number.
        path.write_bytes(data[:16] + marshal.dumps(1) + data[-8:])
    found = run(tmp_path, FILES)
    assert (len(compiled(tmp_path, found)), found["shown"]) == (len(IMPORTED), first["shown"])


def test_code_without_assertions_is_not_taken_for_code_with_them(tmp_path: Path) -> None:
    files = {**FILES, "ours/late.py": "def fail():\n    assert 0 / 1\n"}
    assert run(tmp_path, files, PYTHONOPTIMIZE="1")["shown"] is None
    assert "AssertionError" in run(tmp_path, files)["shown"]
    assert compiled(tmp_path, run(tmp_path, files, PYTHONOPTIMIZE="1")) == {}


def test_another_archive_is_left_to_python(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text("", encoding="utf-8")
    other = py_compile.compile(str(tmp_path / "other.py"), str(tmp_path / "other.pyc"))
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.write(str(other), "other.pyc")
    files = {**FILES, "ours/late.py": "import other\n\ndef fail():\n    return 1 / 0\n"}
    found = run(tmp_path, files, PYTHONPATH=str(tmp_path / "other.zip"))
    assert "return 1 / 0" in found["shown"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can write into the home of somebody else")
def test_root_makes_no_folder_in_the_home_of_somebody_else(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, 12345)
    assert len(compiled(tmp_path, run(tmp_path, FILES))) == len(IMPORTED)
    assert [path.name for path in tmp_path.iterdir()] == ["packed.zip"]


@pytest.mark.parametrize("variable", [{"PYTHONDONTWRITEBYTECODE": "1"}, {"HOME": "nowhere"}], ids=str)
def test_nothing_is_written_where_that_is_not_wanted_or_not_possible(tmp_path: Path, variable: dict[str, str]) -> None:
    for _turn in range(2):
        assert len(compiled(tmp_path, run(tmp_path, FILES, **variable))) == len(IMPORTED)
    assert [path.name for path in tmp_path.iterdir()] == ["packed.zip"]


def test_a_home_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert len(compiled(tmp_path, run(tmp_path, FILES, HOME=str(tmp_path / "nobody")))) == len(IMPORTED)
    assert [path.name for path in tmp_path.iterdir()] == ["packed.zip"]


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
    assert zipimport.zipimporter in hooks
    monkeypatch.setattr(sys, "path_hooks", [*hooks])
    monkeypatch.setattr(sys, "path_importer_cache", {})
    _compile_once.install("/no/such/archive")
    assert len(sys.path_hooks) == len(hooks)


@pytest.mark.parametrize("path", sorted((ROOT / "plugins" / "modules").glob("*.py")), ids=lambda path: path.stem)
def test_each_module_begins_with_it(path: Path) -> None:
    """What is imported before the edge is compiled twice: half of what a module costs."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = [one.module for one in tree.body if isinstance(one, ast.ImportFrom) and one.module != "__future__"]
    assert str(imported[0]).endswith(".module_utils._task.ansible_module")
