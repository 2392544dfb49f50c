# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A box for all tests, and playbooks on each ansible-core, each way that the collection's modules run."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.box import Box
from support.clouds import tenants_file
from support.extent import ALL
from support.places import CORES, PYTHON, ROOT, bin_of
from support.playbook import SETTINGS, Setting
from support.playbooks import Playbooks
from support.waiting import wait_until

TENANTS = Path(__file__).with_name("tenants.yml")
# How many mailboxes there are, where a test is not about their number: whoever reads them all is done at once.
FEW = ("--rows", "60")


@pytest.fixture(scope="session", autouse=True)
def installed() -> None:
    """The collection as it ships, built from the work tree."""
    for core in CORES:
        if not (bin_of(core) / "ansible-playbook").exists():
            pytest.exit(f"There is no .venv/{core}: run 'make venvs' first.", returncode=1)
    subprocess.run([ROOT / "scripts" / "stage", "install"], check=True, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="session")
def shared_box() -> Iterator[Box]:
    """One box for the whole run; take ``box``, which starts each test with an empty journal and no fault."""
    with Box("--tenants", str(TENANTS), *FEW) as box:
        yield box


@pytest.fixture(scope="session")
def large_box() -> Iterator[Box]:
    """One with some thousand mailboxes, for files of tests that take it as their ``shared_box``."""
    with Box("--tenants", str(TENANTS)) as box:
        yield box


@pytest.fixture
def box(shared_box: Box) -> Iterator[Box]:
    """The shared box; what tests changed in its store stays.

    Nobody talks to it any more: on a busy machine it may read what one that was killed had sent after the journal was
    emptied, and the next test would see a request that is not its own.
    """
    wait_until(lambda: not shared_box.control.connected(), "that all clients of the tests before are gone")
    shared_box.control.reset()
    yield shared_box
    shared_box.control.clear_faults()


@pytest.fixture
def own_box() -> Iterator[Box]:
    """A box that no other test has touched."""
    with Box("--tenants", str(TENANTS), *FEW) as fresh:
        yield fresh


@pytest.fixture
def own_large_box() -> Iterator[Box]:
    """The same with some thousand mailboxes."""
    with Box("--tenants", str(TENANTS)) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def clouds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    """A box with a tenant in each cloud, and somebody in it for each way to sign in."""
    with Box("--tenants", str(tenants_file(tmp_path_factory.mktemp("clouds")))) as box:
        box.control.settings(device_code_interval=1)
        yield box


# Whether every test runs in every setting that it knows: "make test-all" and "make soak".
EVERY_SETTING = ALL


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave each test the settings that this run is for.

    "make test" takes the first that a test knows, mostly the newest ansible-core with action plugins; of a test that is
    marked ``both_ways`` also the last one with modules, mostly the oldest's; of one marked ``each_setting`` all. The
    next ansible-core is met by what is secret, which has it among its settings.
    """
    known: dict[str, list[Setting]] = {}
    for item in items:
        if (setting := _setting_of(item)) is not None and setting.core != "beta":
            known.setdefault(_function(item), []).append(setting)
    wanted = [item for item in _each_once(items) if _is_wanted(item, known.get(_function(item), []))]
    config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
    items[:] = wanted


def _each_once(items: list[pytest.Item]) -> list[pytest.Item]:
    """The items without those that say the same again: a run for one ansible-core has it in place of others."""
    first: dict[str, pytest.Item] = {}
    for item in items:
        called = getattr(item, "callspec", None)
        first.setdefault(f"{_function(item)} {called.params if called else ''}", item)
    return list(first.values())


def _function(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _setting_of(item: pytest.Item) -> Setting | None:
    called = getattr(item, "callspec", None)
    setting = called.params.get("setting") if called else None
    return setting if isinstance(setting, Setting) else None


def _is_wanted(item: pytest.Item, known: list[Setting]) -> bool:
    """Whether this run has the item; ``known`` are the settings of its test function, in their order."""
    setting = _setting_of(item)
    if setting is None:
        return not PYTHON  # what says nothing of an ansible-core is not tested again on another Python
    if setting.core not in CORES and (setting.core != "beta" or PYTHON):
        return False
    if EVERY_SETTING or item.get_closest_marker("each_setting"):
        return True
    wanted = known[:1]
    if item.get_closest_marker("both_ways"):
        wanted += [one for one in known if one.way == "module"][-1:]
    return setting in wanted


@pytest.fixture(params=SETTINGS, ids=str)
def setting(request: pytest.FixtureRequest) -> Setting:
    """Each ansible-core, each way; parametrise ``setting`` indirectly to widen or narrow it."""
    chosen: Setting = request.param
    if not (bin_of(chosen.core) / "ansible-playbook").exists():
        pytest.skip(f"There is no .venv/{chosen.core}: run 'make {chosen.core}'.")
    return chosen


@pytest.fixture
def playbooks(setting: Setting) -> Iterator[Playbooks]:
    """Runs playbooks in the test's setting, in folders that go when the test ends.

    Not below pytest's own temporary folder: its path is too long for the socket that ansible-core opens there.
    """
    with tempfile.TemporaryDirectory(prefix="m365-") as root:
        yield Playbooks(setting, Path(root))
