# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What names an object that comes through a pipe for sure: what the tables say of its kind, else its GUID, else its
address or its identity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from .._catalogue.piped_parameters import IDENTITY, IN_MAILBOX, properties_that_name
from .._dataclass import dataclass
from .._errors.failure import Failure
from .._json_types import Json, JsonMap
from .facts_of_family import Family
from .family import family_of

# What names an object for sure, whatever its kind, the surest first; then what names it as a person would.
_SURE_NAMES = ("Guid", "ExternalDirectoryObjectId", "ExchangeGuid", "MailboxGuid")
_NAMES_LESS_SURE = ("PrimarySmtpAddress", "UserPrincipalName", "Identity", "Id", "Name")
NAMING_PROPERTIES = (*_SURE_NAMES, *_NAMES_LESS_SURE)
# Beside a row's Identity as an annotation of ours: whom it was read for. Its own Identity may be a mere name.
PIPED_OWNER = "Identity@owner"
_GUID_OF_NOBODY = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class PipedKind:
    """A kind of objects in front of a pipe; ``family`` is None where nothing is known of it."""

    name: str
    family: Family | None

    @classmethod
    def of_cmdlet(cls, cmdlet: str) -> PipedKind:
        """The kind of the objects that a cmdlet is about."""
        name = cmdlet.partition("-")[2]
        return cls(name, _known_family(name))

    @property
    def identity(self) -> Sequence[str]:
        """The parameters that name an object, as far as they are known."""
        return self.family.identity if self.family else ()

    @property
    def addressed_by(self) -> Sequence[str]:
        """The properties that name an object in a write, where others do not."""
        return self.family.addressed_by if self.family else ()

    @property
    def is_on_another(self) -> bool:
        """Whether objects of the kind are on one of another kind, as a permission is on a mailbox. A member of a group
        is an object itself: its row has its own Identity."""
        if self.family is None or len(self.identity) < 2:
            return False
        last = self.identity[-1]
        return last == IDENTITY or IDENTITY not in self.family.matched_by.get(last, ())

    def names(self, *, itself: bool) -> Sequence[str]:
        """The properties that may name an object, the surest first; ``itself`` is for a cmdlet of the kind."""
        if self.addressed_by:
            return (*self.addressed_by, *NAMING_PROPERTIES)
        return (self.identity[0], *_NAMES_LESS_SURE) if itself and self.is_on_another else NAMING_PROPERTIES

    def name_of(self, item: Json, folded_item: JsonMap, *, itself: bool) -> str | None:
        """The name of an object, or of the one that it is on where that is meant; None where nothing names it.
        ``folded_item`` are its properties in lower case."""
        if isinstance(item, str) and item.strip():
            return item
        if not isinstance(item, Mapping):
            return None
        owner = item.get(PIPED_OWNER)
        if isinstance(owner, str) and self._stands_for_its_owner(folded_item, itself=itself):
            return owner
        parts = [folded_item.get(name.lower()) for name in properties_that_name(self.name)]
        texts = [part for part in parts if isinstance(part, str) and part]
        if texts and len(texts) == len(parts):
            return "\\".join(texts)
        return next(
            filter(None, (self._name_of_property(folded_item, name) for name in self.names(itself=itself))), None
        )

    def _stands_for_its_owner(self, folded_item: JsonMap, *, itself: bool) -> bool:
        """A permission does, and no rule of a mailbox, which has a name of its own."""
        if not self.is_on_another:
            return False
        return not self.addressed_by if itself else not any(folded_item.get(name.lower()) for name in _SURE_NAMES)

    def _name_of_property(self, folded_item: JsonMap, name: str) -> str:
        """What a property names the object by; empty where it does not."""
        value = folded_item.get(name.lower())
        if name in self.addressed_by and isinstance(value, int) and not isinstance(value, bool):
            return str(value)  # such as a RuleId
        return value if isinstance(value, str) and value.strip() and value != _GUID_OF_NOBODY else ""


@lru_cache(maxsize=64)  # each of thousands of reads behind a pipe asks for its own
def _known_family(name: str) -> Family | None:
    try:
        return family_of(name, guess=True)
    except Failure:
        return None


def owner_of(cmdlet: str, parameters: Mapping[str, object]) -> str:
    """Whom a cmdlet reads for; empty where its parameters do not name one for sure."""
    first = PipedKind.of_cmdlet(cmdlet).identity[:1]
    owner = parameters.get(IN_MAILBOX if first == (IN_MAILBOX,) else IDENTITY)
    return owner if isinstance(owner, str) and "*" not in owner else ""
