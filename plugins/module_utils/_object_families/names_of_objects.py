# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Names of objects: what is a name in a text (of the directory, an address, a recipient), and objects by all of their
names: two texts are equal where they name the same one.

A property that was written as an address is read as a name, a display name or a canonical name (M365DSC resolves each
with Get-Recipient; graph2otel saw forms without any address), and what was written as a name may be read as a GUID (a
label's parent, the policy of a rule of retention: M365DSC), so names alone do not tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from .._dataclass import dataclass
from .._json_types import JsonMap
from .._values.secret_and_unsendable_values import NotSendable, kind_of

# What stands for all kinds of recipients.
RECIPIENT = "Recipient"
# What a table may say for it, and for addresses of elsewhere, in lower case.
RECIPIENTS = ("recipient", "address", "mailbox", "user")
# Of these the first that a row shows tells it from all others.
_ID_PROPERTIES = (
    "ExternalDirectoryObjectId", "Guid", "ExchangeObjectId", "ExchangeGuid", "DistinguishedName", "LegacyExchangeDN",
    "PrimarySmtpAddress", "WindowsLiveID", "UserPrincipalName", "Identity", "Name",
)  # fmt: skip
_NAME_PROPERTIES = (
    *_ID_PROPERTIES,
    "Alias",
    "DisplayName",
    "WindowsEmailAddress",
    "Id",
    "ImmutableId",
    "ExternalEmailAddress",
    "SamAccountName",
    "Sid",
    "TemplateGuid",
)
_WRITTEN_AS = ("PrimarySmtpAddress", "UserPrincipalName", "ExternalDirectoryObjectId", "Guid", "Identity", "Name")


_GUID_OF_RECIPIENT = re.compile(r"[({]?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}[)}]?", re.IGNORECASE | re.ASCII)

# A path of the directory (contoso.onmicrosoft.com/Configuration/Name), or what belongs to an organization or to none
# (contoso.onmicrosoft.com\Name, \Name), where one may be in another (\Sales\Europe); and a distinguished name. What
# ends in no letters is no domain: v1.0/Legal is a name.
_DOMAIN_OF_PATH = r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z][\w-]+"
_CANONICAL_NAME = re.compile(rf"{_DOMAIN_OF_PATH}/(?:.*[^\\]/)?(?P<name>[^\\].*)", re.DOTALL)
_NAME_BEHIND_OWNER = re.compile(rf"(?:{_DOMAIN_OF_PATH})?\\(?P<name>[^\\].*)", re.DOTALL)
_DISTINGUISHED_NAME = re.compile(r"(?:CN|OU)=(?P<name>(?:[^\\,]|\\.)+),(?:CN|OU|DC)=.*", re.IGNORECASE | re.DOTALL)
# How the service shows a recipient in a rule of a mailbox: "Adele Vance" [EX:/o=ExchangeLabs/...] (graph2otel).
_SHOWN_RECIPIENT = re.compile(r"\".*\"\s*\[(?:(?:EX|SMTP):)?(?P<address>[^\]]+)\]", re.IGNORECASE | re.DOTALL)


def plain_text(value: object) -> str:
    """A text; a number is the text of its digits.

    :raises NotSendable: it is neither.
    """
    if isinstance(value, bool):
        raise NotSendable(
            "it takes text, and the value is true or false",
            "Put the word in quotation marks: YAML reads on, off, yes and no as true or false.",
        )
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, Mapping):
        value = _name_in_map(value)
    if not isinstance(value, str):
        raise NotSendable(f"it takes text, and the value is {kind_of(value)}", "Write one text.")
    return str.__str__(value)


def _name_in_map(value: Mapping[object, object]) -> object:
    """What names an object that is shown as a map: its Name, in most cases (Microsoft365DSC, locations of policies)."""
    folded = {str(key).lower(): entry for key, entry in value.items()}
    return next((folded[key] for key in ("name", "displayname", "identity") if isinstance(folded.get(key), str)), value)


def name_at_end(text: str) -> str:
    """The name at the end of a canonical or distinguished name; any other text is one itself."""
    owned = _NAME_BEHIND_OWNER.fullmatch(text)
    if owned:
        return owned["name"]
    name_match = _DISTINGUISHED_NAME.fullmatch(text) or _CANONICAL_NAME.fullmatch(text)
    return re.sub(r"\\(.)", r"\1", name_match["name"]) if name_match else text


def reference_in(value: object) -> str:
    """The text that names a recipient, without what stands around it.

    :raises NotSendable: it is no text.
    """
    text = plain_text(value).strip()
    recipient_match = _SHOWN_RECIPIENT.fullmatch(text)
    text = recipient_match["address"] if recipient_match else text
    return text[5:] if text[:5].lower() == "smtp:" else text


@dataclass(frozen=True)
class ResolvedObject:
    """An object that was found. ``key`` tells it from all others, ``names`` are all its names in lower case, and
    ``written_as`` is one that a cmdlet takes without a doubt."""

    key: str
    names: frozenset[str]
    written_as: str

    def has_name(self, name: str) -> bool:
        """Whether it is called so."""
        return normal_name(name) in self.names

    @classmethod
    def from_row(cls, row: JsonMap) -> ResolvedObject:
        """The object of a row of a read.

        :raises ValueError: the row has none of the names.
        """
        folded = {key.lower(): value for key, value in row.items()}
        texts = {
            name: value for name in _NAME_PROPERTIES if isinstance(value := folded.get(name.lower()), str) and value
        }
        key = next((texts[name] for name in _ID_PROPERTIES if name in texts), None)
        if key is None:
            raise ValueError("the row names no object")
        addresses = folded.get("emailaddresses")
        several = addresses if isinstance(addresses, list) else []
        names = {normal_name(text) for text in (*texts.values(), *several) if isinstance(text, str)}
        return cls(
            key.casefold(),
            frozenset(names),
            next(texts[name] for name in (*_WRITTEN_AS, *_ID_PROPERTIES) if name in texts),
        )


# Asks the service which objects of a kind the values name, all in one go; None for what names none.
ResolveNames: TypeAlias = Callable[[str, Sequence[str]], Mapping[str, "ResolvedObject | None"]]


def is_guid(text: str) -> bool:
    """Whether the text is a GUID in any of .NET's forms."""
    return _GUID_OF_RECIPIENT.fullmatch(text.strip()) is not None


def normal_name(text: str) -> str:
    """A name as it is looked for: without case, and without what stands around it; a GUID by its digits."""
    reference = reference_in(text)
    if is_guid(reference):
        return re.sub(r"[^0-9a-f]", "", reference.lower())
    # X500 addresses are the legacyExchangeDN of earlier days.
    reference = reference[5:] if reference[:5].lower() == "x500:" else reference
    return name_at_end(reference).casefold()


def resolved_among(value: str, rows: Sequence[JsonMap]) -> ResolvedObject | None:
    """The recipient that the rows of a read for ``value`` show: the only one, else the one that has the name, since the
    service finds by the beginning of a name, too. None where none has it, or several have."""
    objects_by_key = {resolved.key: resolved for resolved in map(ResolvedObject.from_row, rows)}
    several = (
        list(objects_by_key.values())
        if len(objects_by_key) == 1
        else [resolved for resolved in objects_by_key.values() if resolved.has_name(value)]
    )
    return several[0] if len(several) == 1 else None


def named_among(value: str, rows: Sequence[JsonMap], shown_in: Sequence[str]) -> ResolvedObject | None:
    """The object with this name among all of a kind, whose names a row has in ``shown_in``; what is displayed, which
    several may share, counts only where nothing else is called so. None where none is called so, or several are."""
    for properties in (shown_in, ("DisplayName",)):
        rows_with_name = [
            (row, texts)
            for row in rows
            if normal_name(value) in map(normal_name, texts := _texts_in_row(row, properties))
        ]
        whole = [row for row, texts in rows_with_name if value.casefold() in map(str.casefold, texts)]
        matching_rows = whole or [row for row, _texts in rows_with_name]
        if matching_rows:
            return ResolvedObject.from_row(matching_rows[0]) if len(matching_rows) == 1 else None
    return None


def _texts_in_row(row: JsonMap, properties: Sequence[str]) -> list[str]:
    folded = {key.lower(): value for key, value in row.items()}
    values = (folded.get(name.lower()) for name in properties)
    return [value for value in values if isinstance(value, str) and value]


def resolve_nobody(_kind: str, _values: Sequence[str]) -> Mapping[str, ResolvedObject | None]:
    """For kinds whose values name no objects."""
    return {}
