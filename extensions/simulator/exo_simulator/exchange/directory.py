# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One organisation's directory: its tables, and finding objects by identity as Exchange does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fnmatch import fnmatchcase

from .audited import Log
from .contract import Service
from .errors import Errors
from .families import of_each_service
from .naming import Ids, Names
from .places import STEP, path_of
from .settings import Settings
from .store import SEPARATE, Item, Store, Table
from .values import Value

RECIPIENTS = ("Mailbox", "MailUser", "MailContact", "DistributionGroup", "DynamicDistributionGroup", "UnifiedGroup")


@dataclass
class Directory:
    """The state that cmdlets work on."""

    names: Names
    settings: Settings
    store: Store
    errors: Errors
    ids: Ids
    domains: list[str]
    now: Callable[[], datetime]
    role_groups: dict[str, list[str]] = field(default_factory=dict)
    reports: Mapping[str, int] = field(default_factory=dict)  # a noun: so many rows
    sessions: dict[str, tuple[int, int]] = field(default_factory=dict)  # a search's session: rows given, records then
    addressees: list[str] = field(default_factory=list)  # who gets the messages that reports tell of
    log: Log = field(default_factory=Log)
    service: Service = "exchange"
    since: datetime = field(init=False)

    def __post_init__(self) -> None:
        """The newest row of a report is as old as the organisation."""
        self.since = self.now().replace(microsecond=0)

    def find(self, nouns: Iterable[str], identity: str) -> list[Item]:
        """Every object of these nouns that has the identity."""
        items: list[Item] = []
        for noun in nouns:
            items += self.table(noun).find(identity)
        if items:
            return items
        if identity.startswith(STEP):
            namesakes = (item for noun in nouns for item in self.table(noun).find(identity.rpartition(STEP)[2]))
            return [item for item in namesakes if str(path_of(item)).casefold() == identity.casefold()]
        name = self._below_place(identity)
        return self.find(nouns, name) if name else []

    def _below_place(self, identity: str) -> str:
        """The name at the end of a canonical name of this organisation (`contoso.onmicrosoft.com/Users/Anna`)."""
        for root in (self.names.unit_root, self.names.compliance_root):
            if identity.casefold().startswith(f"{root}/".casefold()):
                return identity[len(root) + 1 :]
        place, _slash, rest = identity.partition("/")
        return rest.rpartition("/")[2] if place.casefold() == self.names.initial_domain.casefold() else ""

    def one(self, nouns: Iterable[str], identity: Value) -> Item:
        """The one object; raises ManagementObjectNotFound or -Ambiguous as the service does."""
        text = str(identity)
        items = [item for item in self.find(tuple(nouns), text) if self.visible(item)]
        if not items:
            raise self.errors.not_found(text)
        if len(items) > 1:
            raise self.errors.ambiguous(text)
        return items[0]

    def unit(self, identity: Value) -> str:
        """The one organizational unit of a tenant, by its path or the domain; raises ManagementObjectNotFound."""
        root = self.names.unit_root
        if str(identity).casefold() not in {root.casefold(), self.names.initial_domain.casefold()}:
            raise self.errors.not_found(str(identity))
        return root

    def visible(self, item: Item) -> bool:
        """Whether a new object has arrived where readers look (switch ``consistency``)."""
        arrives = item.get("_visible_at")
        return arrives is None or bool(arrives <= self.now())

    def matching(self, nouns: Iterable[str], pattern: str) -> list[Item]:
        """Objects whose name or alias fits a pattern with asterisks."""
        folded = pattern.casefold().replace("[", "[[]")
        return [item for noun in nouns for item in self.table(noun) if _fits(item, folded)]

    def recipient(self, identity: Value) -> Item:
        """Any recipient."""
        return self.one(RECIPIENTS, identity)

    def table(self, noun: str) -> Table:
        """The noun's table, as the service sees it that the directory is seen from."""
        return self.store.table(self.home(noun))

    def home(self, noun: str) -> str:
        """Where the noun's objects are kept: what both services have is theirs alone, but for recipients."""
        apart = self.service == "compliance" and noun in of_each_service()
        return f"{noun}{SEPARATE}{self.service}" if apart else noun

    def seen_from(self, service: Service) -> Directory:
        """The same directory for another service."""
        view = replace(self, service=service)
        view.since = self.since
        return view

    def default_domain(self) -> str:
        """Where new recipients get their address."""
        for item in self.table("AcceptedDomain"):
            if item.get("Default"):
                return str(item.get("DomainName"))
        return self.names.initial_domain


def _fits(item: Item, pattern: str) -> bool:
    return any(fnmatchcase(str(item.get(name) or "").casefold(), pattern) for name in ("Name", "Alias", "DisplayName"))
