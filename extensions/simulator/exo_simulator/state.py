# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The box's whole state, passed to the parts: there is one box in a process, and no global."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from .admin_api.passwords import PasswordKey
from .clock import BoxClock
from .exchange.contract import Caller, Reply, Service
from .journal import Journal
from .settings import Settings
from .tenants import Directory

if TYPE_CHECKING:
    from .admin_api.paging import Links
    from .faults.rules import FaultRules
    from .sign_in.token import SignInParts
    from .sign_in.tokens import TokenService
    from .wire import Answer


class OrganizationLike(Protocol):
    """What the wire asks of an organisation; `exo_simulator.exchange.Organization` is the real one."""

    def invoke(self, caller: Caller, service: Service, cmdlet: str, parameters: Mapping[str, Any]) -> Reply:
        """Run a cmdlet; raises CmdletError or CmdletNotAvailable."""

    @property
    def settings(self) -> Any:
        """Its own switches, with `update`."""

    def allowed_cmdlets(self, caller: Caller, service: Service) -> list[str]:
        """Names of the cmdlets that this caller may run."""


OrganizationFactory = Callable[[Mapping[str, Any], Callable[[], datetime]], OrganizationLike]


@dataclass
class BoxState:
    """Everything that requests read or change."""

    clock: BoxClock
    directory: Directory
    organizations: Mapping[str, OrganizationLike]
    tokens: TokenService
    sign_in: SignInParts
    journal: Journal
    links: Links
    faults: FaultRules
    settings: Settings = field(default_factory=Settings)
    passwords: PasswordKey = field(default_factory=PasswordKey)
    silent: set[int] = field(default_factory=set)  # ports of clients that get no more of their answer
    connected: set[int] = field(default_factory=set)  # ports of clients that have a connection through the proxy
    pages: dict[tuple[Any, ...], Answer] = field(default_factory=dict)  # rendered, with `keep_pages`
