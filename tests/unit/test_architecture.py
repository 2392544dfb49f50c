# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports point one way, pure rooms stay pure, and the product knows nothing of its stand-in service."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.syntax import nodes_of

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = ROOT / "plugins"
LIBRARY = PLUGINS / "module_utils"
SIMULATOR = ROOT / "extensions" / "simulator"
PAGE = ROOT / "docs" / "architecture.md"
COLLECTION = "ansible_collections.m365.exchange.plugins."

PURE = {
    "_characters", "_counts", "_json_types", "_catalogue", "_redaction", "_errors", "_endpoints", "_values",
    "_powershell", "_object_families", "_compare_objects", "_report_files", "_baselines", "_tenant_reports",
    "_dataclass",
}  # fmt: skip
# What rooms in the middle of the house stand on: what is desired of objects is above them.
GROUND = PURE - {"_object_families", "_compare_objects", "_report_files", "_baselines", "_tenant_reports"}
# Files that are pure in a room that is not.
PURE_FILES = {
    "_desired_state": ("__init__", "choose_cmdlets", "order_of_plan", "planned_actions", "rows_and_ignore_rules"),
}
# What stands in for a part of the standard library, and may be imported as that may.
EVERYWHERE = {"_dataclass"}
# Each room and what else it may import; a room that is not here has no place in the house yet.
MAY_IMPORT: dict[str, set[str]] = {
    "_characters": set(),
    "_counts": set(),
    "_json_types": set(),
    "_dataclass": set(),
    "_catalogue": {"_counts", "_json_types"},
    "_redaction": {"_catalogue", "_characters", "_json_types"},
    "_errors": {"_counts", "_json_types", "_redaction"},
    "_endpoints": {"_errors"},
    "_values": {"_catalogue", "_counts", "_errors", "_json_types", "_redaction"},
    "_powershell": {"_catalogue", "_characters", "_counts", "_errors", "_json_types", "_redaction", "_values"},
    "_clock": set(),
    "_json": {"_json_types"},
    "_libraries": set(),
    "_specs": {"_endpoints", "_json_types", "_values"},
    "_transport": {*GROUND, "_clock"},
    "_session": {"_clock", "_errors", "_json_types"},
    "_sign_in": {*GROUND, "_clock", "_libraries", "_specs", "_transport"},
    "_exchange_client": {*GROUND, "_clock", "_json", "_transport"},
    "_object_families": {"_catalogue", "_errors", "_json_types", "_redaction", "_values"},
    "_compare_objects": {"_catalogue", "_errors", "_json_types", "_object_families", "_redaction", "_values"},
    "_conformance": {
        "_catalogue",
        "_counts",
        "_errors",
        "_exchange_client",
        "_json_types",
        "_redaction",
        "_transport",
    },
    "_baselines": {"_counts", "_errors", "_json_types"},
    "_report_files": {"_counts", "_errors", "_json_types"},
    "_tenant_reports": {"_counts", "_endpoints", "_errors", "_json_types", "_values"},
    "_output": {"_errors", "_json", "_json_types", "_specs"},
    "_customers": {
        "_catalogue",
        "_clock",
        "_counts",
        "_errors",
        "_json",
        "_json_types",
        "_output",
        "_redaction",
        "_specs",
    },
    "_graph": {"_clock", "_endpoints", "_errors", "_json", "_json_types", "_redaction", "_transport"},
    "_compile_once": set(),
    "_task": {
        "_clock",
        "_compile_once",
        "_counts",
        "_errors",
        "_libraries",
        "_redaction",
        "_session",
        "_specs",
    },
    "_connection": {
        *GROUND,
        "_clock",
        "_task",
        "_libraries",
        "_specs",
        "_transport",
        "_session",
        "_sign_in",
        "_exchange_client",
    },
    "_commands": {
        *GROUND,
        "_exchange_client",
        "_clock",
        "_connection",
        "_task",
        "_output",
        "_object_families",
        "_compare_objects",
        "_specs",
        "_transport",
    },
    "_operations": {
        *PURE,
        "_clock",
        "_exchange_client",
        "_commands",
        "_conformance",
        "_connection",
        "_task",
        "_customers",
        "_desired_state",
        "_graph",
        "_json",
        "_libraries",
        "_output",
        "_session",
        "_sign_in",
        "_specs",
        "_transport",
    },
    "_desired_state": {
        *PURE,
        "_exchange_client",
        "_commands",
        "_connection",
        "_task",
        "_specs",
    },
}
# What modules and action plugins import: what they run, its options, and the forms in which commands are given.
EDGES_MAY_IMPORT = {"_task", "_specs", "_operations", "_commands"}
# Who may use what is not in the standard library.
MAY_USE: dict[str, set[str]] = {
    "_transport": {"requests", "urllib3"},
    "_session": {"cryptography"},
    "_exchange_client": {"cryptography"},
    "_sign_in": {"cryptography", "msal"},
    "_commands": {"jmespath"},
    "_operations": {"dns"},
    "_specs": {"ansible"},
    "_task": {"ansible"},
}
# How often each room may say Any; a room that is not here has no need to. It is for what others own (an answer of a
# library without types, the fields of a result): what we read is Json, and what is only looked at an object.
MAY_SAY_ANY: dict[str, int] = {
    "_baselines": 2,
    "_catalogue": 1, "_exchange_client": 2, "_powershell": 1, "_conformance": 2, "_connection": 4, "_commands": 1,
    "_errors": 1, "_json": 1, "_operations": 2, "_redaction": 4,
    "_object_families": 1, "_session": 1, "_sign_in": 5, "_specs": 13, "_task": 14, "_transport": 16,
}  # fmt: skip
MOST_ANY = 150
# The network, the disk and the clock, as the standard library offers them.
WORLD = {
    "asyncio", "ctypes", "fcntl", "glob", "http", "io", "mmap", "multiprocessing", "os", "pathlib", "random", "secrets",
    "select", "shutil", "signal", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time",
    "urllib", "uuid",
}  # fmt: skip
ASKS_THE_WORLD = {"now", "today", "utcnow", "open", "input", "print", "exec", "eval", "__import__"}


def sources(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """The full names of what a file imports, at any place in it; relative ones from plugins on."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            module = [node.module] if node.module else []
            for alias in node.names:
                yield ".".join([*base, *module, alias.name])


def inside(name: str) -> str | None:
    """The part of an import's name behind "plugins.", if it is one of this collection."""
    for start in (COLLECTION, "plugins."):
        if name.startswith(start):
            return name.removeprefix(start)
    return None


def room_of(name: str) -> str | None:
    """The room of module_utils that an import leads to."""
    local = inside(name)
    if local is None or not local.startswith("module_utils."):
        return None
    return local.split(".")[1]


def room_files() -> list[tuple[str, Path]]:
    return [
        (path.relative_to(LIBRARY).with_suffix("").parts[0], path)
        for path in sources(LIBRARY)
        if path != LIBRARY / "__init__.py"
    ]


def pure_files() -> list[Path]:
    return [path for room, path in room_files() if room in PURE or path.stem in PURE_FILES.get(room, ())]


def test_every_room_has_its_place() -> None:
    assert {room for room, _path in room_files()} <= set(MAY_IMPORT)


def test_the_page_names_every_room_and_folder() -> None:
    """And says of the same rooms that they are pure."""
    page = PAGE.read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| (`.+?`) \|", page, re.MULTILINE))
    named = {name for row in rows for name in re.findall(r"`([\w/.]+)`", row)}
    assert {path.name for path in LIBRARY.iterdir() if (path / "__init__.py").exists()} <= named
    for folder in ("extensions", "tests"):
        # What holds only what tools read is no part of the house.
        inner = {
            f"{folder}/{path.parent.name}" for path in (ROOT / folder).glob("*/*") if path.suffix in (".py", ".md")
        }
        assert inner <= named, folder
    (sentence,) = re.findall(r"^(`_\w+`.*?) are pure", page, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`(\w+?)(?:\.py)?`", sentence)) == PURE


def test_imports_point_down_the_table_of_the_page() -> None:
    """Each room has its row, below all that import it."""
    rows = re.findall(r"^\| `(_\w+)(?:\.py)?` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(rows) == set(MAY_IMPORT)
    upwards = [
        f"{room} imports {other}"
        for room, below in MAY_IMPORT.items()
        for other in below
        if rows.index(other) < rows.index(room)
    ]
    assert upwards == []


def test_the_plan_itself_points_one_way() -> None:
    placed: set[str] = set()
    waiting = dict(MAY_IMPORT)
    while waiting:
        ready = {room for room, below in waiting.items() if below <= placed}
        assert ready, f"these rooms import each other: {sorted(waiting)}"
        placed |= ready
        waiting = {room: below for room, below in waiting.items() if room not in ready}


def test_rooms_import_only_from_below() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for room, path in room_files()
        for name in imports(path)
        if (other := room_of(name)) is not None and other not in {room, *EVERYWHERE, *MAY_IMPORT[room]}
    ]
    assert wrong == []


def test_rooms_know_their_types() -> None:
    """Any is counted, so that each change knows what it adds."""
    said = Counter(
        room
        for room, path in room_files()
        for node in nodes_of(path)
        if isinstance(node, ast.Name) and node.id == "Any"
    )
    assert {room: count for room, count in said.items() if count > MAY_SAY_ANY.get(room, 0)} == {}
    assert sum(MAY_SAY_ANY.values()) <= MOST_ANY


def test_library_imports_nothing_of_the_plugins_above_it() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for _room, path in room_files()
        for name in imports(path)
        if (local := inside(name)) is not None and not local.startswith("module_utils.")
    ]
    assert wrong == []


def test_inside_the_library_imports_are_relative() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for _room, path in room_files()
        for name in imports(path)
        if name.startswith(COLLECTION)
    ]
    assert wrong == []


def test_each_room_uses_only_the_packages_it_is_for() -> None:
    wrong = []
    for room, path in room_files():
        for name in imports(path):
            package = name.split(".")[0]
            if inside(name) is None and package not in sys.stdlib_module_names | MAY_USE.get(room, set()):
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("kind", ["modules", "action"])
def test_modules_and_actions_stay_at_the_edge(kind: str) -> None:
    below = {room for room in MAY_IMPORT if room not in EDGES_MAY_IMPORT}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(PLUGINS / kind)
        for name in imports(path)
        if room_of(name) in below
    ]
    assert wrong == []


def test_pure_rooms_import_nothing_that_touches_the_world() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in pure_files()
        for name in imports(path)
        if name.split(".")[0] in WORLD
    ]
    assert wrong == []


def test_pure_rooms_ask_nothing_of_the_world() -> None:
    wrong = []
    for path in pure_files():
        for node in nodes_of(path):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in ASKS_THE_WORLD:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} calls {called}")
    assert wrong == []


def test_only_the_one_clock_asks_for_the_time() -> None:
    """All else is given it. A backup's name is a moment as people have it on the wall, as Ansible writes it."""
    asking = {"time.time", "time.monotonic", "time.sleep", "time.localtime", "datetime.now", "datetime.today"}
    asks = {
        str(path.relative_to(LIBRARY))
        for _room, path in room_files()
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in asking
    }
    assert asks == {"_clock.py", "_output/atomic_file.py"}


def test_simulator_imports_nothing_of_the_product() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(SIMULATOR)
        for name in imports(path)
        if "plugins" in name.split(".") or name.startswith("ansible")
    ]
    assert wrong == []


def test_simulator_has_no_circle_of_imports() -> None:
    """Nor one of names that only the type checker needs: a circle is one part in several files."""
    names = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sources(SIMULATOR)}
    files = {name.removesuffix(".__init__"): path for path, name in names.items()}
    waiting = {
        name: {one if one in files else one.rpartition(".")[0] for one in imports(path)} & files.keys()
        for name, path in files.items()
    }
    while waiting:
        ready = {name for name, below in waiting.items() if not below & waiting.keys()}
        assert ready, f"these files import each other: {sorted(waiting)}"
        waiting = {name: below for name, below in waiting.items() if name not in ready}


def test_product_does_not_mention_the_simulator() -> None:
    files = [path for folder in ("plugins", "roles") for path in (ROOT / folder).rglob("*") if path.is_file()]
    text = {path: path.read_bytes().lower() for path in files if "__pycache__" not in path.parts}
    assert [str(path.relative_to(ROOT)) for path, content in text.items() if b"simulator" in content] == []


# Runs in a process of its own: the sources are in memory, the standard library is loaded, then the doors close.
ISOLATED = r"""
import importlib, importlib.abc, importlib.util, json, sys
job = json.load(sys.stdin)
for name in job["standard"]:
    importlib.import_module(name)

class Memory(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name in job["sources"] or name in job["packages"]:
            return importlib.util.spec_from_loader(name, self, is_package=name in job["packages"])
        return None
    def exec_module(self, module):
        exec(job["sources"].get(module.__name__, ""), module.__dict__)

class Closed(BaseException):
    pass

FORBIDDEN = ("open", "socket.", "os.", "subprocess.", "shutil.", "glob.", "tempfile.", "urllib.", "ctypes.", "fcntl.")
def guard(event, arguments):
    if event.startswith(FORBIDDEN):
        raise Closed(f"{event} {arguments!r}")

def no_clock(*arguments):
    raise Closed("the clock was asked")

import time
for name in ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "localtime", "gmtime", "sleep"):
    setattr(time, name, no_clock)
sys.meta_path.insert(0, Memory())
sys.addaudithook(guard)
for name in job["sources"]:
    importlib.import_module(name)
endpoint = sys.modules["rooms._endpoints.resolve_endpoint"].resolve_endpoint("gcc", None, None)
encoded = sys.modules["rooms._values.encode_parameters"].encode("set-mailbox", {"identity": "anna"})
kind = sys.modules["rooms._catalogue.cmdlets"].classify("Set-Mailbox", encoded)
line = sys.modules["rooms._powershell.parse_command"].parse("set-mailbox anna")
error = sys.modules["rooms._errors.all_advice"].failure("environment-unknown", environment="x", choices="y")
sys.stdout.write(" ".join([endpoint.environment, *encoded, *line.parameters, kind, error.key]))
"""


def test_pure_rooms_work_without_network_clock_and_disk() -> None:
    packages = ["rooms"]
    files: dict[str, str] = {}
    standard = set()
    for path in pure_files():
        name = ".".join(["rooms", *path.relative_to(LIBRARY).with_suffix("").parts])
        if path.name == "__init__.py":
            name = name.removesuffix(".__init__")
            packages.append(name)
        files[name] = path.read_text(encoding="utf-8")
        standard |= {one.split(".")[0] for one in imports(path) if inside(one) is None}
        standard |= {
            node.module
            for node in nodes_of(path)
            if isinstance(node, ast.ImportFrom) and node.module and not node.level
        }
    job = {"sources": files, "packages": packages, "standard": sorted(standard)}
    done = subprocess.run(
        [sys.executable, "-I", "-c", ISOLATED],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (
        0,
        "O365Default Identity Identity idempotent_write environment-unknown",
    ), done.stderr
