# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports are run time: each module ships what it needs, and the advice for each failure that it can raise."""

from __future__ import annotations

import ast
import importlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import ADVICE
from support.closures import PLUGINS, TABLE, closure, loads, modules, rendered, roots, size, sizes
from support.extent import choose
from support.places import ROOT
from support.rows import each_row
from support.syntax import nodes_of

LIBRARY = PLUGINS / "module_utils"
PACKAGE = "ansible_collections.m365.exchange.plugins.module_utils"
RENEW = "if that is meant, run: .venv/newest/bin/python scripts/closures.py"
MOST = {"exo_disconnect": (50, 6000), "exo_session_info": (50, 6000)}
# What only those may ship who sign in, send requests or read command lines.
NOT_FOR_THE_LOCAL = {"_exchange_client", "_transport", "_sign_in", "_output"}

# A failure whose key is no text where it is raised: the files that its key may come from, besides that one.
SOURCES_OF_KEYS: dict[str, tuple[str, ...]] = {
    "_exchange_client/listing_and_failure.py": (
        "_exchange_client/batch.py", "_exchange_client/read_answer.py", "_exchange_client/service_error.py",
        "_exchange_client/retries_and_rate_limits.py", "_exchange_client/send_and_page.py", "_operations/connect.py",
        "_transport/*.py",
    ),
    "_exchange_client/paging_by_parameters.py": (),
    "_powershell/cursor_and_refusals.py": ("_powershell/*.py",),
    "_endpoints/resolve_endpoint.py": ("_endpoints/clouds.py",),
    "_commands/explain_refusal.py": ("_catalogue/diagnose_forbidden.py",),
    "_commands/journal.py": (),
    "_operations/preflight_checks.py": ("_catalogue/diagnose_forbidden.py",),
    "_output/atomic_file.py": ("_output/*.py",),
    "_sign_in/pem_and_pfx.py": (),
    "_sign_in/choose_method.py": (),
    "_sign_in/aadsts_codes.py": (
        "_operations/customer_info.py", "_connection/sign_in_options.py", "_sign_in/credential_and_claims.py",
    ),
    "_transport/transport_error.py": ("_transport/*.py",),
}  # fmt: skip

# The end of a key, put together where it is raised.
NO_KEYS = {"_endpoints/clouds.py": {"not-documented"}}

# The newest ansible-core's own packing, in a process of its own: its loader of collections changes how Python imports.
# Most modules share most files, each of which it would look for and read for each module again; and the order in which
# it takes them changes nothing.
PACK = """
import datetime, functools, io, json, sys, types, zipfile
from pathlib import Path
from ansible.plugins.loader import init_plugin_loader
init_plugin_loader([sys.argv[1]])
from ansible._internal._ansiballz._builder import ExtensionManager
from ansible.executor import module_common
names = ("ModuleDepFinder", "CollectionModuleUtilLocator")
once = {name: functools.cache(getattr(module_common, name)) for name in names}
module_common._ModuleUtilsProcessEntry.__lt__ = lambda one, other: False
recursive_finder = types.FunctionType(module_common.recursive_finder.__code__, {**vars(module_common), **once})
packed = {}
for path in map(Path, sys.argv[2:]):
    with zipfile.ZipFile(io.BytesIO(), "w") as archive:
        name = f"ansible_collections.m365.exchange.plugins.modules.{path.stem}"
        recursive_finder(path.stem, name, path.read_bytes(), archive, datetime.datetime.now(), ExtensionManager())
        start = "ansible_collections/m365/exchange/"
        packed[path.stem] = [name[len(start):] for name in archive.namelist() if name.startswith(start + "plugins/mod")]
print(json.dumps(packed))
"""


def relative(path: Path) -> str:
    return path.relative_to(LIBRARY).as_posix() if LIBRARY in path.parents else path.relative_to(PLUGINS).as_posix()


def library() -> list[Path]:
    return sorted(path for path in LIBRARY.rglob("*.py") if path.parent != LIBRARY / "_errors" / "_advice")


@cache
def keys_in(path: Path) -> frozenset[str]:
    """The keys of failures that stand in a file as texts, or begin as one of its texts with places does."""
    nodes = nodes_of(path)
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)} - NO_KEYS.get(relative(path), set())
    begun = [node.values[0] for node in nodes if isinstance(node, ast.JoinedStr) and node.values]
    starts = [str(one.value) for one in begun if isinstance(one, ast.Constant)]
    starts = [start for start in starts if start.endswith("-") and start != "-"]
    return frozenset(key for key in ADVICE if key in texts or any(map(key.startswith, starts)))


def failures_in(path: Path) -> Iterator[ast.Call]:
    """The calls that make a failure by its key."""
    for node in nodes_of(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "failure":
            yield node


def handed_on(path: Path) -> set[str]:
    """The keys in a file that are not only raised where they stand."""
    raised = [call.args[0] for call in failures_in(path)]
    direct = Counter(key.value for key in raised if isinstance(key, ast.Constant))
    texts = Counter(node.value for node in nodes_of(path) if isinstance(node, ast.Constant))
    return {key for key in keys_in(path) if texts[key] > direct[key] or key not in texts}


def known_to(path: Path) -> set[str]:
    """The keys of the tables that the failures of a file come from."""
    name = ".".join([PACKAGE, *path.relative_to(LIBRARY).with_suffix("").parts])
    return {key for table in importlib.import_module(name).failure.tables for key in table}


RAISING = [path for path in library() if any(failures_in(path))]


@each_row("path", modules(), ids=lambda path: path.stem)
def test_a_module_ships_what_the_table_says(path: Path) -> None:
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    assert table.get(path.stem) == size(closure(path)), (
        "if it is meant, run: .venv/newest/bin/python scripts/closures.py"
    )


def test_the_table_is_as_the_script_writes_it() -> None:
    assert TABLE.read_text(encoding="utf-8") == rendered(sizes()), RENEW


@pytest.mark.parametrize("name", MOST)
def test_a_module_that_sends_nothing_stays_small(name: str) -> None:
    found = closure(PLUGINS / "modules" / f"{name}.py")
    files, lines = MOST[name]
    assert len(found) <= files
    assert size(found)["lines"] <= lines
    rooms = {path.relative_to(LIBRARY).parts[0] for path in found if LIBRARY in path.parents}
    assert rooms.isdisjoint(NOT_FOR_THE_LOCAL)


def test_our_walk_finds_what_ansible_packs() -> None:
    """Of a module that sends nothing and of one that does; M365_ALL=1 has Ansible pack all of them."""
    few = ("exo_disconnect", "exo_command")
    packing = choose([path for path in modules() if path.stem in few], modules())
    assert len(packing) >= len(few)
    place = str(ROOT / ".build" / "link")
    environment = {**os.environ, "ANSIBLE_CONFIG": str(ROOT / "tests" / "ansible.cfg")}
    command = [sys.executable, "-c", PACK, place, *map(str, packing)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    packed = json.loads(done.stdout)
    for path in packing:
        # The module itself is packed under its own name, and plugins/module_utils is a package whose file is made.
        ours = {found.relative_to(ROOT).as_posix() for found in closure(path) - {path}}
        assert {name for name in packed[path.stem] if (ROOT / name).is_file()} == ours


def test_who_imports_the_roots_imports_every_file() -> None:
    """That is all that ansible-test imports in make test; what follows would be wrong of a circle."""
    files = {path for path in PLUGINS.rglob("*.py") if path.stat().st_size}
    reached: set[Path] = set()
    waiting = roots()
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting.extend(loads(path))
    assert files - reached == set()
    assert {path for kind in ("modules", "action") for path in (PLUGINS / kind).glob("*.py")} <= set(roots())


def test_no_file_needs_one_that_needs_it() -> None:
    """So each file that can be imported with another one can be imported alone."""
    waiting = {path: set(loads(path)) for path in PLUGINS.rglob("*.py")}
    while waiting:
        ready = {path for path, below in waiting.items() if not below & waiting.keys()}
        assert ready, f"these files import each other: {sorted(map(str, waiting))}"
        waiting = {path: below for path, below in waiting.items() if path not in ready}


def test_nothing_that_modules_ship_imports_all_the_advice() -> None:
    everything = LIBRARY / "_errors" / "all_advice.py"
    assert everything.is_file()
    assert [path.stem for path in modules() if everything in closure(path)] == []


@each_row("path", RAISING, ids=relative)
def test_each_failure_of_a_file_is_in_the_tables_that_it_names(path: Path) -> None:
    known = known_to(path)
    for call in failures_in(path):
        key = call.args[0]
        if isinstance(key, ast.Constant):
            assert key.value in known, f"line {call.lineno}: import the table that has {key.value!r}"
        else:
            assert relative(path) in SOURCES_OF_KEYS, f"line {call.lineno}: where may its key come from?"


@each_row("name", SOURCES_OF_KEYS)
def test_a_key_from_elsewhere_is_in_the_tables_too(name: str) -> None:
    sources = [path for pattern in (name, *SOURCES_OF_KEYS[name]) for path in LIBRARY.glob(pattern)]
    possible = set().union(*map(handed_on, sources))
    assert sorted(possible - known_to(LIBRARY / name)) == []


@each_row("path", modules(), ids=lambda path: path.stem)
def test_a_module_ships_the_advice_for_each_key_that_it_has(path: Path) -> None:
    files = closure(path)
    tables = {found.stem for found in files if found.parent == LIBRARY / "_errors" / "_advice"} - {"__init__"}
    shipped: set[str] = set()
    for table in tables:
        shipped |= set(getattr(importlib.import_module(f"{PACKAGE}._errors._advice.{table}"), table.upper()))
    named = set().union(*(keys_in(found) for found in files if found.parent.name != "_advice"))
    assert named <= shipped


# What of it most tasks do without, so that their processes do not compile it: beginnings of files of module_utils.
WITHOUT = {
    "exo_command": (
        "_exchange_client.paging_by_parameters",
        "_powershell",
        "_commands.read_back",
        "_sign_in.msal",
        "_compare_objects",
        "_object_families",
    ),
    "exo_disconnect": ("_catalogue.", "_exchange_client", "_powershell", "_transport"),
    "exo_session_info": ("_catalogue.", "_exchange_client", "_powershell", "_transport"),
}


@pytest.mark.parametrize("name", WITHOUT)
def test_a_process_imports_what_most_tasks_need(name: str) -> None:
    script = f"import sys, {PACKAGE.removesuffix('module_utils')}modules.{name}; print('\\n'.join(sys.modules))"
    link = {**os.environ, "PYTHONPATH": str(ROOT / ".build" / "link")}
    done = subprocess.run([sys.executable, "-c", script], env=link, capture_output=True, text=True, check=True)
    imported = [line.removeprefix(f"{PACKAGE}.") for line in done.stdout.splitlines()]
    assert "_task.ansible_module" in imported
    assert [one for one in imported if one.startswith(WITHOUT[name])] == []
