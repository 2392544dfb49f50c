# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One Exchange organisation: it runs cmdlets for callers and keeps what they change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from .binding import Binder, Bound
from .calls import Call, Outcome
from .catalogue import Cmdlet, find, without_page
from .choosing import columns_of
from .configuration import build
from .contract import Caller, CmdletNotAvailable, NotPlayed, Reply, Service
from .directory import Directory
from .dispatch import handler_for
from .families import family
from .filters import refuse_bad_filters
from .limits import refuse_beyond
from .playing import refuse_unplayed
from .prompts import asks_without_confirm, prompt, validate_common
from .rendering import RenderedRows, Renderer
from .roles import allowed, refused_app_only
from .seeds import plant
from .settings import Settings
from .store import Preview

SETTLE = timedelta(seconds=30)


class Organization:
    """A tenant's Exchange organisation; all methods may be called from several threads."""

    def __init__(self, directory: Directory, display_name: str) -> None:
        """Use ``from_config``; ``directory`` is the state."""
        self._directory = directory
        self._directories: dict[Service, Directory] = {
            "exchange": directory,
            "compliance": directory.seen_from("compliance"),
        }
        self._lock = threading.RLock()
        self._binder = Binder(directory.errors, directory.settings)
        self._renderers: dict[tuple[Service, str], Renderer] = {}
        self._settled = False
        self.display_name = display_name

    @classmethod
    def from_config(cls, config: Mapping[str, Any], clock: Callable[[], datetime]) -> Organization:
        """Build one tenant of the tenants file; ``clock`` gives aware datetimes. Raises ConfigError, one line."""
        directory, display_name = build(config, clock)
        organization = cls(directory, display_name)
        organization._seed(config)
        return organization

    def _seed(self, config: Mapping[str, Any]) -> None:
        plant(self.invoke, self._directory, config)
        self._settled = True

    @property
    def tenant_id(self) -> str:
        """The tenant's GUID as text."""
        return str(self._directory.names.tenant_id)

    @property
    def initial_domain(self) -> str:
        """The domain under onmicrosoft.com (or its sibling in another cloud)."""
        return self._directory.names.initial_domain

    @property
    def domains(self) -> list[str]:
        """All accepted domains, the initial one included."""
        return list(self._directory.domains)

    @property
    def settings(self) -> Settings:
        """The switches for what is unverified; ``settings.update({...})`` changes them."""
        return self._directory.settings

    @property
    def role_groups(self) -> list[str]:
        """The display names of the role groups that the tenant's description added."""
        return list(self._directory.role_groups)

    def allowed_cmdlets(self, caller: Caller, service: Service) -> list[str]:
        """The names of all cmdlets that the caller may run, sorted (EXOModuleFile's exportedCmdlets)."""
        names = allowed(caller, service, self._directory.role_groups)
        return sorted(name for name in names if not self._unavailable(caller, name))

    def invoke(self, caller: Caller, service: Service, cmdlet: str, parameters: Mapping[str, Any]) -> Reply:
        """Run one cmdlet; ``parameters`` as they were decoded from JSON.

        Raises CmdletNotAvailable (unknown or not permitted), CmdletError, or NotPlayed.
        """
        known_cmdlet = find(cmdlet, service)
        may = allowed(caller, service, self._directory.role_groups)
        unplayed = without_page(service).get(cmdlet.casefold()) if may else None
        if unplayed:
            raise NotPlayed(f"The cmdlet {unplayed} is not played by the box.")
        if known_cmdlet is None or self._unavailable(caller, known_cmdlet.name):
            raise CmdletNotAvailable(cmdlet)
        if known_cmdlet.name not in may:
            raise CmdletNotAvailable(cmdlet)
        with self._lock:
            return self._execute(caller, service, known_cmdlet, parameters)

    def _unavailable(self, caller: Caller, name: str) -> bool:
        refused = refused_app_only(caller, name)
        return refused and self._directory.settings.app_only_refusal == "not_available"

    def _execute(self, caller: Caller, service: Service, cmdlet: Cmdlet, parameters: Mapping[str, Any]) -> Reply:
        bound = self._binder.bind(cmdlet, parameters)
        validate_common(self._directories[service], caller, bound)
        call = Call(self._directories[service], caller, service, bound, family(cmdlet.noun))
        refuse_unplayed(call)
        refuse_beyond(call)
        refuse_bad_filters(call)
        store = self._directory.store
        asking = self._asking(bound)
        store.begin(preview=asking, delay=self._delay())
        try:
            outcome = handler_for(cmdlet, call.family)(call)
        except Preview:
            return Reply(confirmation=prompt(bound))
        finally:
            store.preview = False
        if asking:
            return Reply(confirmation=prompt(bound))
        if store.changed and self._settled:
            self._record(call, outcome)
        return self._reply(call, outcome, changed=store.changed)

    def _record(self, call: Call, outcome: Outcome) -> None:
        """Keep what changed in the audit log, unless auditing is off."""
        config = self._directory.table("AdminAuditLogConfig").rows()
        if config and config[0].get("UnifiedAuditLogIngestionEnabled") is False:
            return
        now = self._directory.now()
        self._directory.log.keep(call.caller, call.service, call.bound, _about(call, outcome), now)

    def _asking(self, bound: Bound) -> bool:
        """Nothing runs under WhatIf, nor under Confirm: true, which only asks for the text of the question."""
        if bound.what_if or bound.confirm:
            return True
        ask = self._directory.settings.confirm_absent == "ask"
        return ask and bound.confirm is None and asks_without_confirm(bound.cmdlet)

    def _delay(self) -> timedelta:
        late = self._settled and self._directory.settings.consistency == "delayed"
        return SETTLE if late else timedelta(0)

    def _reply(self, call: Call, outcome: Outcome, *, changed: bool) -> Reply:
        if outcome.noun is None:
            return Reply(outcome.rows, outcome.warnings, None, changed)
        which = (call.service, outcome.noun)
        renderer = self._renderers.get(which)
        if renderer is None:
            renderer = self._renderers[which] = Renderer(outcome.noun, call.directory)
        columns, instead = columns_of(call)
        if columns or instead:
            renderer = renderer.with_columns(columns, instead)
        return Reply(RenderedRows(outcome.items, renderer), outcome.warnings, None, changed)


def _about(call: Call, outcome: Outcome) -> str:
    """The object that a cmdlet was about: what it named, or what it made."""
    name = outcome.items[0].name if outcome.items else ""
    return call.text("Identity") or call.text("Name") or name
