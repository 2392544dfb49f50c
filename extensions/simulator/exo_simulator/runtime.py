# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts all parts of the box on one event loop, and ends them: by signal, or when the parent is gone."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from uvicorn.config import Config

from . import parent
from .admin_api.paging import Links
from .app import BoxApp
from .certificates import Authority, new_key, write_private
from .clock import BoxClock
from .clouds import certificate_names
from .control import control_app, control_protocol
from .faults.rules import FaultRules
from .gate import Gate
from .journal import Journal
from .metadata import Metadata
from .registration import Registration
from .relay import ProxyConnection, RelayPolicy
from .sign_in.clients import Clients
from .sign_in.device import DeviceCodes
from .sign_in.federation import OtherProviders
from .sign_in.refresh import RefreshTokens
from .sign_in.token import SignInParts
from .sign_in.tokens import TokenService
from .state import BoxState, OrganizationFactory
from .tenants import Directory

LOOPBACK = "127.0.0.1"
KEEP_ALIVE = 120
CA_FILE = "ca.pem"


@dataclass(frozen=True)
class Options:
    """What the command line asks for; port 0 means any free one."""

    directory: str | None = None
    parent: int | None = None
    port: int = 0
    control_port: int = 0
    rows: int | None = None


@dataclass(frozen=True)
class Running:
    """Where the box listens and what it keeps where."""

    proxy: str
    control: str
    folder: str
    tenants: Directory
    metadata: str = ""
    identity: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def ca_path(self) -> str:
        """The certificate authority's file."""
        return os.path.join(self.folder, CA_FILE)


class Box:
    """All of the box; nothing happens before `serve`."""

    def __init__(self, tenants: Directory, options: Options, organization: OrganizationFactory) -> None:
        self._tenants = tenants
        self._options = options
        self._organization = organization
        self._clock = BoxClock(time.time)
        self._tasks: set[asyncio.Task[None]] = set()

    async def serve(self, while_it_runs: Callable[[Running, asyncio.Event], Awaitable[int]]) -> int:
        """Run what is called once everything listens, and end with it; its event is set when the box is to stop."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        unwatch = parent.watch(self._options.parent, stop.set) if self._options.parent is not None else None
        with _folder(self._options.directory) as folder:
            state, authority = self._prepare(folder)
            metadata = Metadata(state, folder)
            servers = await self._listen(state, authority, metadata)
            addresses = [_address(server) for server in servers]
            identity = metadata.environment(addresses[2])
            running = Running(addresses[0], addresses[1], folder, self._tenants, addresses[2], identity)
            code = await while_it_runs(running, stop)
            for server in servers:
                server.close()
        if unwatch is not None:
            unwatch()
        return code

    def _prepare(self, folder: str) -> tuple[BoxState, Authority]:
        """Keys are made in threads while the organisations are read."""
        with ThreadPoolExecutor(2) as pool:
            registration = Registration(self._tenants, pool)
            tokens = TokenService(self._clock, pool.submit(new_key).result)
            providers = OtherProviders(self._clock, cache(new_key))  # made when one is asked for a token, which is rare
            organizations = {
                tenant.tenant_id: self._organization(self._config(number, tenant.config), self._clock.now)
                for number, tenant in enumerate(self._tenants.tenants)
            }
            authority = Authority(certificate_names())
            write_private(os.path.join(folder, CA_FILE), authority.ca_pem())
            registration.complete(folder, self._clock.now())
        state = BoxState(
            clock=self._clock,
            directory=self._tenants,
            organizations=organizations,
            tokens=tokens,
            sign_in=SignInParts(
                directory=self._tenants,
                tokens=tokens,
                clients=Clients(providers, self._clock),
                refresh=RefreshTokens(self._clock),
                devices=DeviceCodes(self._clock),
            ),
            journal=Journal(self._clock, tokens.describe),
            links=Links(self._clock),
            faults=FaultRules(self._clock, tokens.find),
        )
        return state, authority

    def _config(self, number: int, config: Mapping[str, Any]) -> Mapping[str, Any]:
        """The tenant's own mapping; `--rows` concerns the first tenant."""
        if number == 0 and self._options.rows is not None:
            return {**config, "mailboxes": self._options.rows}
        return config

    async def _listen(self, state: BoxState, authority: Authority, metadata: Metadata) -> tuple[asyncio.Server, ...]:
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        gate = Gate(state, authority)
        policy = RelayPolicy(
            connect=gate.connect,
            plain=gate.plain,
            tls=authority.server_context(certificate_names()),
            config=_http(BoxApp(state)),
            connected=state.connected,
        )
        loop = asyncio.get_running_loop()
        options = self._options
        proxy = await loop.create_server(lambda: ProxyConnection(policy, self._tasks), LOOPBACK, options.port)
        config = _http(control_app(state))
        control = await loop.create_server(lambda: control_protocol(config), LOOPBACK, options.control_port)
        identity = _http(metadata.app())
        return proxy, control, await loop.create_server(lambda: control_protocol(identity), LOOPBACK, 0)


def _http(app: Any) -> Config:
    config = Config(
        app,
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_keep_alive=KEEP_ALIVE,
    )
    config.load()
    return config


def _address(server: asyncio.Server) -> str:
    host, port = server.sockets[0].getsockname()[:2]
    return f"http://{host}:{port}"


@contextlib.contextmanager
def _folder(wanted: str | None) -> Iterator[str]:
    """The wanted folder, which stays; or a temporary one, which is removed at the end."""
    if wanted is not None:
        os.makedirs(wanted, mode=0o700, exist_ok=True)
        yield os.path.abspath(wanted)
        return
    folder = tempfile.mkdtemp(prefix="exo-simulator-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
