# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start Microsoft 365 in a box, and talk to its control port."""

from __future__ import annotations

import atexit
import json
import os
import selectors
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from .copies import CAN_COPY, Copy, message_of, start_server
from .kept_connections import KeptConnections
from .places import ROOT, SIMULATOR

# However busy the machine is: these only bound a hang.
SECONDS_TO_START = 120.0
SECONDS_TO_STOP = 60.0
SECONDS_TO_ANSWER = 120.0

Json = dict[str, Any]


class Control:
    """The control port: what the box saw, and what it is to do wrong."""

    def __init__(self, url: str) -> None:
        self._connections = KeptConnections(url, SECONDS_TO_ANSWER)
        self.does_wrong = False  # whether a fault was armed since they were cleared
        self.lets_none_in = False  # and whether one of connecting
        self.changed = set[str]()  # the settings that were changed since they were put back

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        text = self._connections.ask(method, path, None if body is None else json.dumps(body).encode())
        return json.loads(text) if text else None

    def close(self) -> None:
        """Give back its connections."""
        self._connections.close()

    def journal(self, since: int = 0, **wanted: object) -> list[Json]:
        """The entries after number ``since``, those whose fields equal all that is ``wanted``."""
        entries: list[Json] = self._call("GET", f"/journal?since={since}")["entries"]
        return [one for one in entries if all(one.get(name) == value for name, value in wanted.items())]

    def position(self) -> int:
        """Where the journal ends now: pass it to ``journal`` later."""
        return int(self._call("GET", "/journal")["next"])

    def forget(self) -> None:
        """Empty the journal."""
        self._call("DELETE", "/journal")

    def summary(self) -> Json:
        """Requests by host and cmdlet, tokens, refused hosts, and the most that one bearer had inside at once."""
        result: Json = self._call("GET", "/summary")
        return result

    def fault(
        self,
        kind: str,
        *,
        match: Mapping[str, Any] | None = None,
        times: int = 1,
        skip: int = 0,
        moment: str | None = None,
        **settings: Any,
    ) -> int:
        """Arm a fault and return its number; ``settings`` are those of its kind, such as ``status``.

        ``moment`` is "before" or "after" the cmdlet ran; without it, what is usual for the kind.
        """
        rule: Json = {"match": dict(match or {}), "times": times, "skip": skip}
        if moment is not None:
            rule["moment"] = moment
        self.does_wrong = True
        self.lets_none_in |= rule["match"].get("kind") == "connect"
        return int(self._call("POST", "/faults", {**rule, "fault": {"kind": kind, **settings}})["id"])

    def faults(self) -> list[Json]:
        """The armed faults with how often each has been ``seen`` and has ``acted``."""
        found: list[Json] = self._call("GET", "/faults")["faults"]
        return found

    def barrier(self, requests: int, match: Mapping[str, Any], *, times: int = 0, **more: Any) -> int:
        """Hold what matches until ``requests`` of them are inside at once; ``times`` 0 is for ever."""
        return self.fault("barrier", match=match, times=times, requests=requests, **more)

    def held(self) -> int:
        """How many requests the armed barriers hold now."""
        return sum(one.get("inside", 0) for one in self.faults())

    def connected(self) -> list[int]:
        """The ports of the clients that have a connection through the proxy now."""
        found: list[int] = self._call("GET", "/connections")["ports"]
        return found

    def silent(self) -> list[int]:
        """The ports of the clients that the fault ``timeout`` holds in silence now."""
        found: list[int] = self._call("GET", "/silent")["ports"]
        return found

    def clear_faults(self) -> None:
        """Disarm every fault; what a barrier holds goes on."""
        self._call("DELETE", "/faults")
        self.does_wrong = self.lets_none_in = False

    def advance(self, seconds: float) -> None:
        """Move the box's clock on."""
        self._call("POST", "/clock", {"advance": seconds})

    def settings(self, **values: Any) -> None:
        """Change switchable behaviour, such as ``result_size="ignored"``."""
        self.changed |= values.keys()
        self._call("PATCH", "/settings", values)

    def federated_token(self, issuer: str, subject: str, **more: Any) -> str:
        """A token of another identity provider; ``more`` may be audience and expires_in."""
        return str(self._call("POST", "/federated_tokens", {"issuer": issuer, "subject": subject, **more})["token"])

    def device_codes(self) -> list[Json]:
        """The device codes that wait for a person."""
        found: list[Json] = self._call("GET", "/device_codes")["device_codes"]
        return found

    def enter_device_code(self, code: str, user: str | None) -> None:
        """Enter a code as this user, or decline it."""
        self._call("POST", f"/device_codes/{code}", {"user": user})

    def revoke(self, user: str) -> None:
        """End all sign-ins of a user."""
        self._call("POST", "/revocations", {"user": user})

    def reset(self) -> None:
        """Faults disarmed and journal empty; what the store holds stays."""
        self.disarm()
        self.forget()

    def disarm(self) -> None:
        """Disarm what was armed."""
        if self.does_wrong:
            self.clear_faults()

    def put_back(self, settings: Mapping[str, Any]) -> None:
        """Those of these settings that were changed have these values again."""
        if values := {name: settings[name] for name in self.changed if name in settings}:
            self.settings(**values)
        self.changed.clear()


@dataclass(frozen=True)
class Application:
    """An application that is registered in a tenant of the box."""

    app_id: str
    client_secret: str
    certificate_path: str
    pfx_path: str
    certificate_password: str
    thumbprint: str
    roles: tuple[str, ...]
    more: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Application:
        known = set(cls.__dataclass_fields__) - {"more", "roles"}
        more = {name: value for name, value in data.items() if name not in known | {"roles"}}
        texts = {name: str(data.get(name) or "") for name in known}
        return cls(**texts, roles=tuple(data.get("roles") or ()), more=more)


@dataclass(frozen=True)
class Tenant:
    """A tenant of the box."""

    tenant_id: str
    organization: str
    domains: tuple[str, ...]
    applications: tuple[Application, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Tenant:
        applications = tuple(Application.of(one) for one in data["applications"])
        return cls(data["tenant_id"], data["organization"], tuple(data["domains"]), applications)


class Box:
    """One running box; use it with ``with``. ``environment`` is what a client of it needs.

    ``identity`` holds the variables of a machine with a managed identity, by kind: virtual_machine, app_service, arc.
    """

    def __init__(self, *arguments: str) -> None:
        self._arguments = ("--format", "json", *arguments)
        self._process: subprocess.Popen[bytes] | Copy | None = None
        self._control: Control | None = None
        self._errors: IO[bytes] | None = None

    def __enter__(self) -> Box:
        self._errors = tempfile.NamedTemporaryFile(prefix="box-", suffix=".log")
        reading, writing = os.pipe()
        with open(reading, encoding="utf-8") as said:
            with open(writing, "wb") as output:
                self._process = _start(self._arguments, output, self._errors)
            self._read(said)
        return self

    def _read(self, said: IO[str]) -> None:
        try:
            ready = json.loads(self._first_line(said))
        except BaseException:
            self.stop()
            raise
        self.environment: dict[str, str] = ready["environment"]
        self.directory = Path(ready["directory"])
        self.tenants = tuple(Tenant.of(one) for one in ready["tenants"])
        self.identity: dict[str, dict[str, str]] = ready["identity"]
        self._control = Control(ready["control"])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The process of the box."""
        if self._process is None:
            raise RuntimeError("The box is not running.")
        return self._process.pid

    @property
    def control(self) -> Control:
        """Its control port."""
        if self._control is None:
            raise RuntimeError("The box is not running.")
        return self._control

    def stop(self) -> None:
        """End it, kindly first."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        if self._errors is not None:
            self._errors.close()
            self._errors = None

    def log(self) -> str:
        """What it has written to stderr so far."""
        if self._errors is None:
            return ""
        return Path(self._errors.name).read_text(encoding="utf-8", errors="replace")

    def _first_line(self, said: IO[str]) -> str:
        with selectors.DefaultSelector() as selector:
            selector.register(said, selectors.EVENT_READ)
            if selector.select(SECONDS_TO_START) and (line := said.readline()):
                return line
        raise RuntimeError(f"The box did not say that it is ready. It wrote:\n{self.log()}")


def _start(arguments: Sequence[str], output: IO[bytes], errors: IO[bytes]) -> subprocess.Popen[bytes] | Copy:
    """A copy of a process that has imported the box, where the machine can; tests/simulator/test_process.py starts
    real ones."""
    environment = {**os.environ, "PYTHONPATH": str(SIMULATOR)}
    if CAN_COPY:
        return Copy(_server(), message_of(arguments, Path.cwd(), environment), output, errors)
    command = [sys.executable, "-m", "exo_simulator", *arguments]
    return subprocess.Popen(command, stdout=output, stderr=errors, env=environment)


@cache
def _server() -> socket.socket:
    """The way to the server of boxes; it ends with the tests, and its boxes with it."""
    path = os.pathsep.join([str(SIMULATOR), str(ROOT / "tests")])
    control, process = start_server(sys.executable, "support.box_server", {**os.environ, "PYTHONPATH": path})
    atexit.register(process.wait)
    atexit.register(control.close)  # first, as what is registered last
    return control
