# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The identity of an object: what a task says of it, and the parameters that name the object when it is read, made or
written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._catalogue.cmdlets import find
from .._dataclass import dataclass
from .._errors._advice.objects import failure
from .._json_types import Json, JsonMap
from .._values.secret_and_unsendable_values import kind_of
from .facts_of_family import Family, Verb
from .names_of_objects import is_guid
from .property_rules import fold_row, is_named, value_for_name


@dataclass(frozen=True)
class ObjectIdentity:
    """The object that is meant: a text for each parameter that names one of its kind, none where there is just one."""

    parts: Mapping[str, str]

    @property
    def text(self) -> str:
        """All parts in one line, for a person."""
        return ", ".join(self.parts.values())

    @property
    def is_guid(self) -> bool:
        """Whether it is named by an id, which the service gives and nobody chooses."""
        return bool(self.parts) and is_guid(list(self.parts.values())[-1])


def read_identity(family: Family, identity: object) -> ObjectIdentity:
    """The identity of a task: a text, a map of parameters, or nothing.

    :raises Failure: it is missing, has a part too many or too few, is no text, is empty, or has a wildcard in it.
    """
    names = _identity_parameters(family)
    if isinstance(identity, Mapping):
        written_parts = {str(key): value for key, value in identity.items()}
    else:
        written_parts = {} if identity is None else {names[-1] if len(names) == 1 else "": identity}
    if family.fixed_identity or not names:
        return _identity_of_only_one(family, names, written_parts)
    return ObjectIdentity(
        {
            name: _check_identity_text(family, name, value)
            for name, value in _identity_in_order(family, names, written_parts).items()
        }
    )


def _identity_parameters(family: Family) -> tuple[str, ...]:
    return tuple(family.identity) or (("Identity",) if family.fixed_identity else ())


def _identity_of_only_one(family: Family, names: Sequence[str], written_parts: Mapping[str, object]) -> ObjectIdentity:
    """:raises Failure: a name where there is nothing to name, or another one than the only one."""
    fixed = family.fixed_identity
    for value in written_parts.values():
        if value not in (None, "") and (not fixed or str(value).casefold() != fixed.casefold()):
            reason = f"its name is {fixed}" if fixed else "an organization has one of it"
            raise failure("resource-identity-none", kind=family.kind, reason=reason)
    return ObjectIdentity({names[-1]: fixed} if fixed else {})


def _identity_in_order(family: Family, names: Sequence[str], written_parts: Mapping[str, object]) -> dict[str, object]:
    """:raises Failure: not each part, and no other, is given."""
    parts, example = ", ".join(names), _example_of_identity(names)
    if not written_parts or written_parts == {"": ""}:
        raise failure("resource-identity-missing", kind=family.kind, parts=parts, example=example)
    if "" in written_parts:
        reason = f"the identity is {kind_of(written_parts[''])}"
        raise failure("resource-identity-parts", kind=family.kind, parts=parts, reason=reason, example=example)
    ordered_parts = {
        name: value for name in names for key, value in written_parts.items() if key.lower() == name.lower()
    }
    missing = [name for name in names if name not in ordered_parts]
    unknown_parts = [key for key in written_parts if not is_named(key, names)]
    if missing or unknown_parts:
        reason = f"{', '.join(missing)} is missing" if missing else f"{', '.join(unknown_parts)} is none of them"
        raise failure("resource-identity-parts", kind=family.kind, parts=parts, reason=reason, example=example)
    return ordered_parts


def _example_of_identity(names: Sequence[str]) -> str:
    return "identity: name" if len(names) == 1 else f"identity: {{{', '.join(f'{name}: ...' for name in names)}}}"


def _check_identity_text(family: Family, name: str, value: object) -> str:
    """:raises Failure: it is no text, empty, or has a wildcard in it."""
    if value is None or (isinstance(value, str) and not value.strip()):
        raise failure(
            "resource-identity-missing",
            kind=family.kind,
            parts=name,
            example=_example_of_identity(_identity_parameters(family)),
        )
    if not isinstance(value, str):
        raise failure("resource-identity-not-text", kind=family.kind, part=name, said=kind_of(value))
    # What the read does not take is compared here, letter by letter: an entry of a list may be *.contoso.com.
    if ("*" in value or "?" in value) and _takes_identity(family, "read", name):
        raise failure("resource-identity-wildcard", kind=family.kind, value=value)
    return str.__str__(value).strip()


def read_parameters(family: Family, identity: ObjectIdentity) -> dict[str, Json]:
    """Parameters of the read that shows the object: of a kind that is listed only where to look, else its name."""
    parts = identity.parts
    if family.listed:
        parts = {name: text for name, text in parts.items() if is_named(name, identity_places(family))}
    return {**family.read_with, **{name: text for name, text in parts.items() if _takes_identity(family, "read", name)}}


def identity_places(family: Family) -> tuple[str, ...]:
    """The parts of an identity that say where to look (a mailbox, a group, the type of a list), not what for: those
    that no row shows, and those in front of the last that the read takes."""
    return tuple(
        name
        for name in family.identity
        if _is_in_no_row(family, name) or (name != family.identity[-1] and _takes_identity(family, "read", name))
    )


def read_place(family: Family, parts: Mapping[str, object]) -> ObjectIdentity:
    """Where to look for objects of a kind: the parts of an identity that say so, by their parameters in any case.

    :raises Failure: as :func:`read_identity`, for the parts that are given.
    """
    return ObjectIdentity(
        {
            name: _check_identity_text(family, name, value)
            for name in identity_places(family)
            for key, value in parts.items()
            if key.lower() == name.lower()
        }
    )


def mandatory_of_reads(family: Family) -> list[str]:
    """The parameters without which the read lists nothing."""
    read_cmdlet = find(family.cmdlets.get("read") or "")
    parameters = read_cmdlet.parameters.values() if read_cmdlet else ()
    return [
        parameter.name for parameter in parameters if parameter.mandatory and parameter.name not in family.read_with
    ]


def _is_in_no_row(family: Family, name: str) -> bool:
    shown_in = value_for_name(family.matched_by, name)
    return shown_in is not None and not shown_in


def _takes_identity(family: Family, verb: Verb, name: str) -> bool:
    """Whether the cmdlet has the parameter; one whose parameters nobody knows takes all."""
    cmdlet = find(family.cmdlets.get(verb) or "")
    return cmdlet is None or cmdlet.has(name) or not (cmdlet.parameters or cmdlet.documented)


def create_parameters(family: Family, identity: ObjectIdentity) -> dict[str, Json]:
    """Parameters that name a new object: one that is asked for by its address is called what stands before the @, one
    that is asked for by its path what stands at the end."""
    parts = dict(identity.parts)
    whole = parts.get("Identity", "")
    more: dict[str, Json] = {}
    name, at, domain = whole.partition("@")
    if family.address_as and name and at and "." in domain:
        parts["Identity"], more = name, {family.address_as: whole}
    way, separator, end = whole.rpartition("\\")
    if family.path_as and separator and end:
        parts["Identity"], more = end, {family.path_as: way or separator}
    naming_parameters: dict[str, Json] = {
        value_for_name(family.create_as, part) or part: text for part, text in parts.items()
    }
    # What comes in a file has its name there.
    return {
        name: text for name, text in {**naming_parameters, **more}.items() if _takes_identity(family, "create", name)
    }


def address_parameters(family: Family, identity: ObjectIdentity, row: JsonMap | None, verb: Verb) -> dict[str, Json]:
    """Parameters that name the found object in a write: as it was asked for, or by a better name that its row has."""
    parts: dict[str, Json] = dict(identity.parts)
    folded_row = fold_row(row or {})
    better = next(
        (
            row_name
            for key in family.addressed_by
            if isinstance(row_name := folded_row.get(key.lower()), str) and row_name
        ),
        None,
    )
    if better is not None:
        parts[family.addressed_as] = better
    return {name: text for name, text in parts.items() if _takes_identity(family, verb, name)}


def renamed_identity(family: Family, identity: ObjectIdentity, desired: Mapping[str, object]) -> ObjectIdentity | None:
    """The object of the name that the properties give, which is looked for where the identity is not found; None where
    they give none, or the kind is not renamed. One that is named by its path stays where it is."""
    if family.rename is None or len(family.identity) != 1:
        return None
    value = value_for_name(desired, family.rename)
    if not isinstance(value, str) or not value.strip():
        return None
    way, separator, _name = identity.text.rpartition("\\") if family.path_as else ("", "", "")
    return read_identity(family, f"{way}{separator}{value}")
