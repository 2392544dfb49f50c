# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Directory names: distinguished names, the organisation's id and the server that error texts name."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID, uuid5

NAMESPACE = UUID("8a1c9a0e-54f1-4d58-9f3b-3a6b4f0c2d11")


@dataclass(frozen=True)
class Names:
    """The names of one organisation; ``forest`` is the short name of the directory forest that hosts it."""

    initial_domain: str
    tenant_id: UUID
    forest: str = "EURPR05A001"

    @property
    def root(self) -> str:
        """The forest's DNS name."""
        return f"{self.forest}.PROD.OUTLOOK.COM"

    @property
    def server(self) -> str:
        """The domain controller that errors and OriginatingServer name."""
        return f"DB5PR05A001DC001.{self.root}"

    @property
    def organization_id(self) -> str:
        """OrganizationId as the service prints it."""
        unit = f"{self.root}/Microsoft Exchange Hosted Organizations/{self.initial_domain}"
        return f"{unit} - {self.root}/ConfigurationUnits/{self.initial_domain}/Configuration"

    @property
    def unit_root(self) -> str:
        """OrganizationalUnit of recipients, and what their canonical names begin with."""
        return f"{self.root.lower()}/Microsoft Exchange Hosted Organizations/{self.initial_domain}"

    def _suffix(self) -> str:
        return f"DC={self.forest},DC=PROD,DC=OUTLOOK,DC=COM"

    def dkim_names(self, domain: str) -> dict[str, str]:
        """The two CNAME targets of a domain that signs, in the form of 2025, whose letter says where it is hosted."""
        tail = f"_domainkey.{self.initial_domain.partition('.')[0]}.n-v1.dkim.mail.microsoft"
        dashed = domain.replace(".", "-")
        return {f"Selector{number}CNAME": f"selector{number}-{dashed}.{tail}" for number in (1, 2)}

    def recipient_dn(self, name: str) -> str:
        """The distinguished name of a recipient."""
        return f"CN={name},OU={self.initial_domain},OU=Microsoft Exchange Hosted Organizations,{self._suffix()}"

    def sid(self, name: str) -> str:
        """The security identifier of who has this name or id."""
        return f"S-1-5-21-2127521184-1604012920-1887927527-{self.stable_guid('sid', name).int % 10**9}"

    def legacy_dn(self, guid: UUID, alias: str) -> str:
        """LegacyExchangeDN of a recipient: the id and the name that it had when it was made."""
        group = "/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
        return f"{group}/cn=Recipients/cn={guid.hex}-{alias}"

    @property
    def compliance_root(self) -> str:
        """Where the configuration of Security & Compliance stands, as Identity has it."""
        return f"FFO.extest.microsoft.com/Microsoft Exchange Hosted Organizations/{self.initial_domain}/Configuration"

    def compliance_dn(self, name: str) -> str:
        """The distinguished name of an object of Security & Compliance."""
        unit = f"CN=Configuration,CN={self.initial_domain},OU=Microsoft Exchange Hosted Organizations"
        return f"CN={name},{unit},DC=FFO,DC=extest,DC=microsoft,DC=com"

    def config_dn(self, containers: Sequence[str], name: str) -> str:
        """The distinguished name of a configuration object; the innermost of its containers comes first."""
        path = ",CN=".join((name, *containers, "Configuration", self.initial_domain, "ConfigurationUnits"))
        return f"CN={path},{self._suffix()}"

    def stable_guid(self, *parts: str) -> UUID:
        """An id that is the same at every start: for seeds and for what no cmdlet created."""
        return _stable(self.tenant_id, parts)


@lru_cache(maxsize=4096)
def _stable(tenant_id: UUID, parts: tuple[str, ...]) -> UUID:
    return uuid5(NAMESPACE, "/".join((str(tenant_id), *parts)))


class Ids:
    """New ids that look random and are the same in every run of the same organisation."""

    def __init__(self, tenant_id: UUID) -> None:
        """Seeds the generator with the tenant."""
        self._random = random.Random(tenant_id.int)  # noqa: S311  these are names, not secrets

    def guid(self) -> UUID:
        """A version 4 id."""
        return UUID(int=self._random.getrandbits(128), version=4)

    def number(self) -> int:
        """A 64-bit number as RuleIdentity has: larger than a signed 64-bit integer at times (G2O)."""
        return self._random.getrandbits(64)


def alias_from(text: str) -> str:
    """The alias that the service derives from a name: spaces go, and what an alias cannot have becomes a question mark.

    Letters, digits, some marks and U+00A1 to U+00FF stay (Microsoft's pages of the New- cmdlets of recipients).
    """
    return re.sub(r"[^A-Za-z0-9.!#$%&'*+/=?^_`{|}~\u00a1-\u00ff-]", "?", re.sub(r"\s", "", text)) or "recipient"


# ö becomes oe by the page; what the others become is general knowledge.
_BEST_FIT = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "ø": "o",
        "Ø": "O",
    }
)


def local_part(alias: str) -> str:
    """An alias as it stands in an address: its characters beyond ASCII become the best fit in ASCII."""
    plain = unicodedata.normalize("NFKD", alias.translate(_BEST_FIT))
    return "".join(mark if mark.isascii() else "?" for mark in plain if not unicodedata.combining(mark))


def words_of(noun: str) -> str:
    """ "HostedContentFilterPolicy" as "Hosted Content Filter Policy"; the container of a family's objects."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", noun)
