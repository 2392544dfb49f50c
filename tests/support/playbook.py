# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run ansible-playbook as a user does, and keep all that it said and left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Literal

from .copies import CAN_COPY
from .extent import ALL
from .forked import Server, server_of
from .packed import bytecode, folder_for_a_run, keep
from .places import ANSIBLE_CONFIG, COLLECTIONS, CORES, LOOPBACK_ONLY, TEST_PLUGINS, bin_of
from .running import Running

Core = Literal["newest", "oldest", "beta"]
Way = Literal["action", "module"]
# A run that was started and goes on.
Process = subprocess.Popen[str] | Running
WAYS: tuple[Way, ...] = ("action", "module")

# Bounds a run that hangs; a slow machine takes a fifth of it.
SECONDS = 600.0

# How ansible-core starts a module that it has copied to where it runs.
MODULE_FILE = re.compile(r"python[\d.]* \S+/AnsiballZ_(\w+)\.py")

# Here is nobody: port 9 is "discard", which no machine of today serves.
NOBODY = "http://127.0.0.1:9"

# All that a run takes over from the environment of the tests; the rest could change what it does.
INHERITED = ("LANG", "LC_ALL", "PATH", "TERM", "TZ")


@dataclass(frozen=True)
class Setting:
    """On which ansible-core, and how the collection's modules run: in the controller, or as processes of their own."""

    core: Core = "newest"
    way: Way = "action"

    def __str__(self) -> str:
        return f"{self.core}-{self.way}"

    @property
    def variables(self) -> dict[str, str]:
        """The variables that make the playbook run this way."""
        return {"ansible_connection": "local" if self.way == "action" else "other_process"}


# A run that is for the next ansible-core alone has it in place of both.
_CORES: tuple[Core, ...] = ("beta", "beta") if CORES == ("beta",) else ("newest", "oldest")
SETTINGS = tuple(Setting(core, way) for core in _CORES for way in WAYS)
# The next ansible-core, where it is installed: make beta.
BETA = tuple(Setting("beta", way) for way in WAYS)


@dataclass(frozen=True)
class TaskResult:
    """What one task, or one item of a loop, returned on one host.

    ``event`` is ok, failed, ignored, skipped or unreachable, or item_ok, item_failed, item_skipped.
    """

    event: str
    host: str
    task: str
    action: str
    result: Mapping[str, Any]


@dataclass(frozen=True)
class Folders:
    """The folders of one run: nothing of the user's own is read or written."""

    root: Path

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def runtime(self) -> Path:
        """XDG_RUNTIME_DIR, where session records go."""
        return self.root / "runtime"

    @property
    def memory(self) -> Path:
        """What stands in for /dev/shm, where other runs of the same user may have their sessions."""
        return self.root / "memory"

    @property
    def temporary(self) -> Path:
        return self.root / "temporary"

    def make(self) -> None:
        """Make those that are missing, for this user only."""
        for folder in (self.root, self.home, self.runtime, self.memory, self.temporary):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def environment(self) -> dict[str, str]:
        """The variables that make a run use these folders."""
        return {
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "M365_EXCHANGE_SHARED_MEMORY": str(self.memory),
            "TMPDIR": str(self.temporary),
            "ANSIBLE_HOME": str(self.home / ".ansible"),
            "ANSIBLE_LOCAL_TEMP": str(self.temporary / "ansible"),
            "ANSIBLE_REMOTE_TMP": str(self.temporary / "remote"),
            "ANSIBLE_ASYNC_DIR": str(self.temporary / "async"),
            "M365_TEST_RESULTS": str(self.root / "results.jsonl"),
            "M365_TEST_EXECUTIONS": str(self.root / "executions.jsonl"),
        }

    def records(self) -> list[Path]:
        """The session records that are left in any of the places where they may be."""
        memory = self.memory / f"m365.exchange-{os.geteuid()}"
        places = (self.runtime / "m365.exchange", memory, self.home / ".ansible" / "m365.exchange")
        return sorted(path for place in places if place.is_dir() for path in place.glob("*.rec"))


@dataclass(frozen=True)
class Run:
    """A run that has ended."""

    setting: Setting
    returncode: int
    stdout: str
    stderr: str
    folders: Folders

    @property
    def output(self) -> str:
        return self.stdout + self.stderr

    @cached_property
    def results(self) -> list[TaskResult]:
        """Every task's result, in order, as a callback sees them."""
        return [TaskResult(**line) for line in _lines(self.folders.root / "results.jsonl")]

    def result(self, task: str, host: str | None = None) -> TaskResult:
        """The one result of the task of this name (items of its loop not counted)."""
        found = [one for one in self.results if one.task == task and not one.event.startswith("item_")]
        found = [one for one in found if host in (None, one.host)]
        if len(found) != 1:
            raise AssertionError(f"{len(found)} results of a task named {task!r} in\n{self.output}")
        return found[0]

    def items(self, task: str) -> list[TaskResult]:
        """The results of a loop's items."""
        return [one for one in self.results if one.task == task and one.event.startswith("item_")]

    def modules(self) -> list[str]:
        """The names of the modules that ran as processes of their own, in order: from their input or their files."""
        lines = _lines(self.folders.root / "executions.jsonl")
        return [name for one in lines for name in filter(None, [one["piped"], *MODULE_FILE.findall(one["command"])])]

    def check(self) -> Run:
        """Fail with the whole output where the playbook did."""
        if self.returncode != 0:
            raise AssertionError(f"ansible-playbook ended with {self.returncode}:\n{self.output}")
        return self


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# What ansible-core or Python reads just once: a run in which one of these differs cannot be a copy of a server.
READ_ONCE = re.compile(r"PYTHON\w*|LANG|LC_\w+|ANSIBLE_(CONFIG|DEBUG|NOCOLOR|FORCE_COLOR|LIBRARY|\w+_PLUGINS)")


def environment_of(setting: Setting, folders: Folders, more: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of a run; ``more`` wins."""
    return {**_common_environment(setting), **folders.environment(), **more}


def _common_environment(setting: Setting) -> dict[str, str]:
    """What all runs of a setting have in common."""
    own = {
        "ANSIBLE_CONFIG": str(ANSIBLE_CONFIG),
        "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
        "ANSIBLE_CALLBACKS_ENABLED": "task_results",
        "ANSIBLE_ACTION_PLUGINS": str(TEST_PLUGINS / "action"),
        "ANSIBLE_CALLBACK_PLUGINS": str(TEST_PLUGINS / "callback"),
        "ANSIBLE_CONNECTION_PLUGINS": str(TEST_PLUGINS / "connection"),
        "ANSIBLE_LIBRARY": str(TEST_PLUGINS / "modules"),
        "ANSIBLE_NOCOLOR": "1",
        # Nothing leaves the machine, and nobody asks the metadata service that the machine may really have.
        "PYTHONPATH": str(LOOPBACK_ONLY),
        "AZURE_POD_IDENTITY_AUTHORITY_HOST": NOBODY,
        "PYTHONDONTWRITEBYTECODE": "1",
        "M365_TEST_BYTECODE": str(bytecode()),
    }
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    path = f"{bin_of(setting.core)}{os.pathsep}{inherited.get('PATH', os.defpath)}"
    return {**inherited, "PATH": path, **own}


def needs_a_process_of_its_own(environment: Mapping[str, str]) -> bool:
    """Whether a run with these further variables must import ansible-core itself."""
    return not CAN_COPY or any(READ_ONCE.fullmatch(name) for name in environment)


def start_playbook(
    playbook: Path | str,
    setting: Setting,
    folders: Folders,
    *,
    environment: Mapping[str, str],
    variables: Mapping[str, Any],
    arguments: Sequence[str] = (),
    copied_modules: bool = False,
) -> Process:
    """Start ansible-playbook in a process group of its own; ``playbook`` is a file or the FQCN of one in a collection.

    It is a copy, as that of ``run_playbook`` is, but its modules are processes of their own, which end as they do
    elsewhere, unless ``copied_modules``. In make test-all it is a real ansible-playbook.
    """
    if ALL or needs_a_process_of_its_own(environment):
        return start_real_playbook(
            playbook, setting, folders, environment=environment, variables=variables, arguments=arguments
        )
    folders.make()
    server = _server_of(setting)
    own = {**_packed_for(setting), **(_modules_of(server, setting) if copied_modules else {})}
    command = _command(playbook, setting, folders, variables, arguments)
    return Running(
        partial(server.start, command, folders.root, environment_of(setting, folders, {**own, **environment}))
    )


def start_real_playbook(
    playbook: Path | str,
    setting: Setting,
    folders: Folders,
    *,
    environment: Mapping[str, str],
    variables: Mapping[str, Any],
    arguments: Sequence[str] = (),
) -> subprocess.Popen[str]:
    """The same as a process that has its words and variables from its start, and imports ansible-core itself."""
    folders.make()
    return subprocess.Popen(
        _command(playbook, setting, folders, variables, arguments),
        cwd=folders.root,
        env=environment_of(setting, folders, {**_packed_for(setting), **environment}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    )


def _packed_for(setting: Setting) -> dict[str, str]:
    """The variable that hands a run what this core has packed so far."""
    return {"M365_TEST_PAYLOADS": str(folder_for_a_run(setting.core))}


def _server_of(setting: Setting) -> Server:
    return server_of(setting.core, tuple(_common_environment(setting).items()))


def _modules_of(server: Server, setting: Setting) -> dict[str, str]:
    """The variable that has modules as copies."""
    return {"M365_TEST_MODULES": server.modules} if setting.way == "module" else {}


def _command(
    playbook: Path | str, setting: Setting, folders: Folders, variables: Mapping[str, Any], arguments: Sequence[str]
) -> list[str]:
    return [
        str(bin_of(setting.core) / "ansible-playbook"),
        "-i",
        str(_inventory(setting, folders)),
        "-e",
        json.dumps(dict(variables)),
        *arguments,
        str(playbook),
    ]


def _inventory(setting: Setting, folders: Folders) -> Path:
    """One host, localhost; not extra variables, which a task could not override to be unreachable for once."""
    path = folders.root / "inventory.ini"
    settings = " ".join(f"{name}={value}" for name, value in setting.variables.items())
    path.write_text(f"localhost {settings}\n", encoding="utf-8")
    return path


def run_playbook(
    playbook: Path | str,
    setting: Setting,
    folders: Folders,
    *,
    environment: Mapping[str, str],
    variables: Mapping[str, Any],
    arguments: Sequence[str] = (),
) -> Run:
    """Run it to its end; one that takes longer than SECONDS is killed with all that it started.

    It is a copy of a process that has imported ansible-core, but where ``environment`` has what is read just once.
    """
    if needs_a_process_of_its_own(environment):
        process = start_real_playbook(
            playbook, setting, folders, environment=environment, variables=variables, arguments=arguments
        )
        return _to_its_end(process, setting, folders)
    folders.make()
    packed = folder_for_a_run(setting.core)
    server = _server_of(setting)
    own = {"M365_TEST_PAYLOADS": str(packed), **_modules_of(server, setting)}
    whole = environment_of(setting, folders, {**own, **environment})
    command = _command(playbook, setting, folders, variables, arguments)
    try:
        ended = server.run(command, folders.root, whole, SECONDS)
    except subprocess.TimeoutExpired:
        raise AssertionError(f"ansible-playbook took more than {SECONDS} s.") from None
    keep(setting.core, packed)
    return Run(setting, ended.returncode, ended.stdout, ended.stderr, folders)


def _to_its_end(process: subprocess.Popen[str], setting: Setting, folders: Folders) -> Run:
    try:
        stdout, stderr = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        stdout, stderr = process.communicate()
        raise AssertionError(f"ansible-playbook took more than {SECONDS} s:\n{stdout}{stderr}") from None
    return Run(setting, process.returncode, stdout, stderr, folders)
