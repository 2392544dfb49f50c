# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An object of any noun, with what its New- demands and nothing else; for tests that are generated from data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from simulator.exchange.tenant import Tenant
from simulator.exchange.test_families import create, mandatory, service_of

from exo_simulator.exchange.catalogue import Cmdlet, of_noun
from exo_simulator.exchange.families import family
from support.places import ROOT

DATA = ROOT / "tests" / "simulator" / "data"
OF_A_MAILBOX = {"Identity": "AdeleV"}


def listed(name: str) -> dict[str, Any]:
    """A table of tests/simulator/data."""
    table: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return table


def known(name: str) -> Cmdlet:
    """The cmdlet of that name."""
    verb, _dash, noun = name.partition("-")
    return of_noun(noun)[verb]


class Making:
    """Objects of one tenant, one for each noun, made when they are first asked for."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant
        self._rows: dict[str, Mapping[str, Any]] = {}

    def row(self, noun: str) -> Mapping[str, Any]:
        """The row of a new object, of the only one, or of a mailbox's settings."""
        if noun not in self._rows:
            self._rows[noun] = self._make(noun)
        return self._rows[noun]

    def _make(self, noun: str) -> Mapping[str, Any]:
        verbs = of_noun(noun)
        if "New" in verbs and family(noun).kind == "crud" and noun != "Mailbox":
            named = {"Name": f"{noun} of the test"} if verbs["New"].parameter("Name") else {}
            return create(self.tenant, noun, **named)
        return self.read(noun)

    def named(self, noun: str) -> dict[str, Any]:
        """The identity of that object for a Set- or Get-."""
        kind, row = family(noun).kind, self.row(noun)
        if kind == "per":
            return dict(OF_A_MAILBOX)
        return {} if kind == "singleton" else {family(noun).set_key: row.get("Guid") or row["Identity"]}

    def again(self, noun: str) -> Mapping[str, Any]:
        """The row as it is now."""
        get = of_noun(noun)["Get"]
        named = {name: value for name, value in self.named(noun).items() if get.parameter(name)}
        rows = self.tenant.run(f"Get-{noun}", service_of(noun), **{**mandatory(get), **named}).rows
        row: Mapping[str, Any] = rows[0]
        return row

    def read(self, noun: str, **identity: Any) -> Mapping[str, Any]:
        """What Get- shows first."""
        get = of_noun(noun)["Get"]
        asked = {**mandatory(get), **(OF_A_MAILBOX if family(noun).kind == "per" else {}), **identity}
        row: Mapping[str, Any] = self.tenant.run(f"Get-{noun}", service_of(noun), **asked).rows[0]
        return row


def pairs(name: str) -> Iterator[tuple[str, str, Any]]:
    """Cmdlet, parameter and value of each line of a table of tables."""
    for cmdlet, parameters in listed(name).items():
        for parameter in parameters:
            yield cmdlet, parameter, parameters[parameter] if isinstance(parameters, dict) else None
