# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The machine we run on, and whether the run of ansible-playbook that made a session still lives.

A process id alone proves nothing, because it is used again. Linux names a process for good by its
id, its start time, the boot and the process namespace (proc(5)); where one of these is not known,
as on macOS or for another machine, nothing is concluded and the age of the session decides.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache

from .._dataclass import dataclass
from .._json_types import Row

# How our action plugins tell a module on which run of ansible-playbook's behalf it works.
OWNER_VARIABLE = "M365_EXCHANGE_RUN"

_MACHINE_ID_FILES = ("/etc/machine-id", "/var/lib/dbus/machine-id")
_BOOT_ID_FILE = "/proc/sys/kernel/random/boot_id"
_NAMESPACE_LINK = "/proc/self/ns/pid"
_PLAIN_ID = re.compile(r"[A-Za-z0-9:\[\]_.-]{0,64}")
_LARGEST_START_TIME = 2**63 - 1


def _first_line_of_id_file(path: str) -> str:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read(128).strip()
    except OSError:
        return ""


@lru_cache(maxsize=4)
def _machine_id(files: tuple[str, ...]) -> str:
    """This machine's id as a hash of our own: machine-id(5) asks not to give the id itself away."""
    for path in files:
        machine_id = _first_line_of_id_file(path)
        if re.fullmatch(r"[0-9a-f]{32}", machine_id):
            return hashlib.sha256(b"m365.exchange " + machine_id.encode()).hexdigest()[:32]
    return ""


def _plain_id(text: str) -> str:
    return text if _PLAIN_ID.fullmatch(text) else ""


@dataclass(frozen=True)
class Machine:
    """Where this process runs; an empty text is "not known" and is never equal to anything."""

    host: str = ""
    machine: str = ""
    boot: str = ""
    namespace: str = ""

    @classmethod
    @lru_cache(maxsize=1)
    def here(cls) -> Machine:
        """Ask the kernel, once: none of it changes while a process lives, nor for the children that it forks."""
        try:
            namespace = os.readlink(_NAMESPACE_LINK)
        except OSError:
            namespace = ""
        host = re.sub(r"[^A-Za-z0-9._-]", "?", os.uname().nodename)[:64]
        return cls(
            host, _machine_id(_MACHINE_ID_FILES), _plain_id(_first_line_of_id_file(_BOOT_ID_FILE)), _plain_id(namespace)
        )

    def tags(self) -> tuple[bytes, bytes]:
        """Three bytes each for the machine and its boot, for a handle; zeros where not known."""
        return _tag_of_id(self.machine), _tag_of_id(self.boot)


def _tag_of_id(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:3] if text else bytes(3)


@dataclass(frozen=True)
class Owner:
    """One process, named so that no later process can be taken for it.

    ``start`` is in clock ticks since the boot (field 22 of ``/proc/<pid>/stat``); 0 is "not known".
    """

    pid: int = 0
    start: int = 0
    boot: str = ""
    namespace: str = ""
    machine: str = ""

    @classmethod
    def of(cls, pid: int, machine: Machine) -> Owner:
        """The process ``pid`` of this machine."""
        _state, start = _process_stat(pid) or ("", 0)
        return cls(pid, start, machine.boot, machine.namespace, machine.machine)

    def alive(self, machine: Machine) -> bool | None:
        """Whether the process still runs, seen from ``machine``; None where that cannot be judged."""
        if not self.boot or not machine.boot:
            return None
        if self.boot != machine.boot:
            return False if self.machine and self.machine == machine.machine else None
        if not self.namespace or self.namespace != machine.namespace or not self.start:
            return None
        process_stat = _process_stat(self.pid)
        if process_stat is None:
            return False if _no_such_process(self.pid) else None
        state, start = process_stat
        return state not in ("Z", "X", "x") and start == self.start

    def as_map(self) -> Row:
        """Plain values, for a header or for a module that runs elsewhere."""
        return asdict(self)

    def as_text(self) -> str:
        """The same as one word, for a variable of the module's environment."""
        return base64.urlsafe_b64encode(json.dumps(self.as_map()).encode()).decode()

    @classmethod
    def from_text(cls, text: str) -> Owner:
        """The reverse of :meth:`as_text`; of anything else an owner that nobody can judge."""
        try:
            return cls.from_map(json.loads(base64.urlsafe_b64decode(text.encode())))
        except ValueError:
            return cls()

    @classmethod
    def from_map(cls, owner_map: object) -> Owner:
        """The reverse of :meth:`as_map`.

        :raises ValueError: anything else than what :meth:`as_map` makes.
        """
        if not isinstance(owner_map, Mapping) or set(owner_map) != set(cls.__dataclass_fields__):
            raise ValueError("not an owner")
        for name in ("pid", "start"):
            if (
                isinstance(owner_map[name], bool)
                or not isinstance(owner_map[name], int)
                or not 0 <= owner_map[name] <= _LARGEST_START_TIME
            ):
                raise ValueError(name)
        for name in ("boot", "namespace", "machine"):
            if not isinstance(owner_map[name], str) or not _PLAIN_ID.fullmatch(owner_map[name]):
                raise ValueError(name)
        return cls(**owner_map)


def _process_stat(pid: int) -> tuple[str, int] | None:
    """State letter and start time of a process, or None where there is nothing to read."""
    try:
        fd = os.open(f"/proc/{pid}/stat", os.O_RDONLY | os.O_CLOEXEC)  # a file of Python's takes twice as long
        try:
            return parse_stat(os.read(fd, 4096))
        finally:
            os.close(fd)
    except (OSError, ValueError):
        return None


def parse_stat(line: bytes) -> tuple[str, int]:
    """Fields 3 and 22 of a ``/proc/<pid>/stat`` line; field 2, the name, may hold ``)`` and spaces.

    :raises ValueError: not such a line.
    """
    fields = line[line.rindex(b")") + 1 :].split()
    if len(fields) < 20:
        raise ValueError("too few fields")
    return fields[0].decode("ascii", "replace"), int(fields[19])


def _no_such_process(pid: int) -> bool:
    """Ask by signal 0: ``/proc`` may be mounted so that it hides other users' processes (hidepid)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
