# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which object is meant, which row of a read is it, and which rows of a listing may be it.

The service finds by prefix, alias and wildcard too, and lists everything where a name is empty (a caution of
Microsoft365DSC), so a row counts only where one of the properties that name it equals the identity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .._catalogue.cmdlets import find
from .._dataclass import dataclass
from .._errors._advice.resources import failure
from .._json_types import Json, JsonMap
from .._values.secret_and_unsendable_values import kind_of
from .facts import Family, Verb
from .family_by_rule import NAMES_OF_OBJECTS
from .lists_and_maps import entries_shown
from .names_of_objects import RECIPIENT, RECIPIENTS, ResolveNames, is_guid, name_of
from .property_rules import fold_row, is_named, rule_for, told_of


@dataclass(frozen=True)
class Wanted:
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


@dataclass(frozen=True)
class Found:
    """The row of the ``wanted`` object, None where none counts; ``vanishing`` where it is about to be no more."""

    row: JsonMap | None
    wanted: Wanted
    vanishing: bool = False


def wanted_object(family: Family, identity: object) -> Wanted:
    """The identity of a task: a text, a map of parameters, or nothing.

    :raises Failure: it is missing, has a part too many or too few, is no text, is empty, or has a wildcard in it.
    """
    names = _identity_parameters(family)
    if isinstance(identity, Mapping):
        given = {str(key): value for key, value in identity.items()}
    else:
        given = {} if identity is None else {names[-1] if len(names) == 1 else "": identity}
    if family.fixed_identity or not names:
        return _identity_of_only_one(family, names, given)
    return Wanted(
        {
            name: _check_identity_text(family, name, value)
            for name, value in _identity_in_order(family, names, given).items()
        }
    )


def _identity_parameters(family: Family) -> tuple[str, ...]:
    return tuple(family.identity) or (("Identity",) if family.fixed_identity else ())


def _identity_of_only_one(family: Family, names: Sequence[str], given: Mapping[str, object]) -> Wanted:
    """:raises Failure: a name where there is nothing to name, or another one than the only one."""
    fixed = family.fixed_identity
    for value in given.values():
        if value not in (None, "") and (not fixed or str(value).casefold() != fixed.casefold()):
            reason = f"its name is {fixed}" if fixed else "an organization has one of it"
            raise failure("resource-identity-none", kind=family.kind, reason=reason)
    return Wanted({names[-1]: fixed} if fixed else {})


def _identity_in_order(family: Family, names: Sequence[str], given: Mapping[str, object]) -> dict[str, object]:
    """:raises Failure: not each part, and no other, is given."""
    parts, example = ", ".join(names), _example_of_identity(names)
    if not given or given == {"": ""}:
        raise failure("resource-identity-missing", kind=family.kind, parts=parts, example=example)
    if "" in given:
        reason = f"the identity is {kind_of(given[''])}"
        raise failure("resource-identity-parts", kind=family.kind, parts=parts, reason=reason, example=example)
    found = {name: value for name in names for key, value in given.items() if key.lower() == name.lower()}
    missing = [name for name in names if name not in found]
    other = [key for key in given if not is_named(key, names)]
    if missing or other:
        reason = f"{', '.join(missing)} is missing" if missing else f"{', '.join(other)} is none of them"
        raise failure("resource-identity-parts", kind=family.kind, parts=parts, reason=reason, example=example)
    return found


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


def read_parameters(family: Family, wanted: Wanted) -> dict[str, Json]:
    """Parameters of the read that shows the object: of a kind that is listed only where to look, else its name."""
    parts = wanted.parts
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


def mandatory_of_reads(family: Family) -> list[str]:
    """The parameters without which the read lists nothing."""
    known = find(family.cmdlets.get("read") or "")
    parameters = known.parameters.values() if known else ()
    return [one.name for one in parameters if one.mandatory and one.name not in family.read_with]


def _is_in_no_row(family: Family, name: str) -> bool:
    shown_in = told_of(family.matched_by, name)
    return shown_in is not None and not shown_in


def _takes_identity(family: Family, verb: Verb, name: str) -> bool:
    """Whether the cmdlet has the parameter; one whose parameters nobody knows takes all."""
    cmdlet = find(family.cmdlets.get(verb) or "")
    return cmdlet is None or cmdlet.has(name) or not (cmdlet.parameters or cmdlet.documented)


def create_parameters(family: Family, wanted: Wanted) -> dict[str, Json]:
    """Parameters that name a new object: one that is asked for by its address is called what stands before the @, one
    that is asked for by its path what stands at the end."""
    parts = dict(wanted.parts)
    whole = parts.get("Identity", "")
    more: dict[str, Json] = {}
    name, at, domain = whole.partition("@")
    if family.address_as and name and at and "." in domain:
        parts["Identity"], more = name, {family.address_as: whole}
    way, separator, end = whole.rpartition("\\")
    if family.path_as and separator and end:
        parts["Identity"], more = end, {family.path_as: way or separator}
    named: dict[str, Json] = {told_of(family.create_as, part) or part: text for part, text in parts.items()}
    # What comes in a file has its name there.
    return {name: text for name, text in {**named, **more}.items() if _takes_identity(family, "create", name)}


def address_parameters(family: Family, wanted: Wanted, row: JsonMap | None, verb: Verb) -> dict[str, Json]:
    """Parameters that name the found object in a write: as it was asked for, or by a better name that its row has."""
    parts: dict[str, Json] = dict(wanted.parts)
    here = fold_row(row or {})
    better = next((one for key in family.addressed_by if isinstance(one := here.get(key.lower()), str) and one), None)
    if better is not None:
        parts[family.addressed_as] = better
    return {name: text for name, text in parts.items() if _takes_identity(family, verb, name)}


def name_after(family: Family, wanted: Wanted, desired: Mapping[str, object]) -> Wanted | None:
    """The object of the name that the properties give, which is looked for where the identity is not found; None where
    they give none, or the kind is not renamed. One that is named by its path stays where it is."""
    if family.rename is None or len(family.identity) != 1:
        return None
    value = told_of(desired, family.rename)
    if not isinstance(value, str) or not value.strip():
        return None
    way, separator, _name = wanted.text.rpartition("\\") if family.path_as else ("", "", "")
    return wanted_object(family, f"{way}{separator}{value}")


def object_in(family: Family, wanted: Wanted, rows: Sequence[JsonMap], resolve: ResolveNames) -> Found:
    """The object among the rows of a read.

    :raises Failure: several rows are the object.
    """
    counting = rows_that_count(family, wanted, rows, resolve)
    staying = [row for row in counting if not _row_has_values(family.gone, row, some=True)]
    if len(staying) > 1 and family.granted is not None:
        staying = [_join_granted_rights(family.granted, staying)]
    if len(staying) > 1:
        shown = "; ".join(_title_of_row(row) for row in staying[:2])
        raise failure(
            "resource-identity-ambiguous", kind=family.kind, value=wanted.text, number=len(staying), found=shown
        )
    if staying:
        return Found(staying[0], wanted)
    return Found(counting[0], wanted, vanishing=True) if counting else Found(None, wanted)


def rows_that_count(family: Family, wanted: Wanted, rows: Sequence[JsonMap], resolve: ResolveNames) -> list[JsonMap]:
    """The rows whose names equal the identity; where none does, and it names another object, those of that one."""
    here = [row for row in rows if _row_has_values(family.counts, row, some=False)]
    for name, text in wanted.parts.items():
        if not is_named(name, identity_places(family)):
            here = _rows_of(family, name, text, here, resolve)
    return here


def _rows_of(family: Family, name: str, text: str, rows: Sequence[JsonMap], resolve: ResolveNames) -> list[JsonMap]:
    shown_in = _naming_properties(family, name)
    asked = name_of(text)
    named = [row for row in rows if asked in set(map(name_of, _names_in_row(row, shown_in)))]
    kind = _kind_named(family, name)
    if named or not rows or kind is None:
        return named if named or not family.fixed_identity or len(rows) != 1 else list(rows)
    twins = [row for row in rows if asked in set(map(name_of, _names_in_row(row, ("DisplayName",))))]
    if kind == RECIPIENT and len(twins) > 1:
        return twins
    texts = {text: None, **{one: None for row in rows for one in _names_in_row(row, shown_in[:1])}}
    # Other kinds are shown by their names, which were compared, or by an id.
    if kind != RECIPIENT and not any(map(is_guid, texts)):
        return []
    found = resolve(kind, list(texts))
    meant = found.get(text)
    # Found by the beginning of its name is not found.
    if meant is None or not meant.has(text):
        return []
    same = {one for one in texts if (known := found.get(one)) is not None and known.key == meant.key}
    return [row for row in rows if any(one in same or meant.has(one) for one in _names_in_row(row, shown_in[:1]))]


def _kind_named(family: Family, name: str) -> str | None:
    """The kind of object that a part of the identity names, if it names one of another kind."""
    kind = told_of(family.refers_to, name)
    if kind is None:
        return RECIPIENT if rule_for(family, name) in ("recipient", "recipients") else None
    if kind.lower() in RECIPIENTS:
        return RECIPIENT
    return None if name == "Identity" else kind


def _naming_properties(family: Family, name: str) -> Sequence[str]:
    """The properties of a row that may show a part of the identity."""
    return told_of(family.matched_by, name) or ((name,) if len(family.identity) > 1 else NAMES_OF_OBJECTS)


def _names_in_row(row: JsonMap, properties: Sequence[str]) -> Iterator[str]:
    here = fold_row(row)
    for name in properties:
        value = here.get(name.lower())
        if isinstance(value, str):
            if value.strip():
                yield value
        elif value is not None:
            for entry in entries_shown("set", value):
                # A trustee may be shown as a map that has its name.
                yield str(entry.shown if isinstance(entry.raw, Mapping) else entry.raw)


def _row_has_values(values: Mapping[str, Json], row: JsonMap, *, some: bool) -> bool:
    """Whether the row has all of the values, or some of them; ! in front of a text is: any other. A property that the
    row does not show decides nothing."""
    here = fold_row(row)
    told = [_row_value_is(here[name.lower()], value) for name, value in values.items() if name.lower() in here]
    return any(told) if some else all(told)


def is_staying(family: Family, row: JsonMap) -> bool:
    """Whether a row is an object of the kind that is not about to vanish."""
    return _row_has_values(family.counts, row, some=False) and not _row_has_values(family.gone, row, some=True)


def _row_value_is(shown: Json, value: Json) -> bool:
    if isinstance(value, (list, tuple)):
        return any(_row_value_is(shown, one) for one in value)
    if isinstance(value, str) and value.startswith("!"):
        return not _row_value_is(shown, value[1:])
    if isinstance(shown, str) and isinstance(value, str):
        return shown.casefold() == value.casefold()
    return shown == value and isinstance(shown, bool) == isinstance(value, bool)


def _join_granted_rights(granted: str, rows: Sequence[JsonMap]) -> JsonMap:
    """One row with what all of them grant: the service may show the rights of one trustee in several."""
    name = next((key for key in rows[0] if key.lower() == granted.lower()), granted)
    entries = [entry for row in rows for entry in entries_shown("words", fold_row(row).get(granted.lower()))]
    return {**rows[0], name: [entry.shown for entry in {one.key: one for one in reversed(entries)}.values()][::-1]}


def _title_of_row(row: JsonMap) -> str:
    """A row in a few words: its name, and what is unlikely to be another's."""
    here = fold_row(row)
    keys = ("identity", "name", "primarysmtpaddress", "user", "guid")
    return ", ".join(dict.fromkeys(str(here[key]) for key in keys if here.get(key)))


@dataclass(frozen=True)
class Listing:
    """The rows of a listing, and for each name in normal form those that have it."""

    family: Family
    rows: Sequence[JsonMap]
    by_name: Mapping[str, Sequence[JsonMap]]

    @classmethod
    def of(cls, family: Family, rows: Sequence[JsonMap]) -> Listing:
        """The listing of a kind; one of a kind with one object has no names."""
        shown_in = _shown_in(family)
        by_name: dict[str, list[JsonMap]] = {}
        for row in rows:
            for name in {name_of(text) for text in _names_in_row(row, shown_in)}:
                by_name.setdefault(name, []).append(row)
        return cls(family, rows, by_name)

    def rows_with(self, wanted: Wanted) -> Sequence[JsonMap]:
        """The rows that may be the object: those of which one name is the last part of its identity."""
        parts = list(wanted.parts.values())
        return self.by_name.get(name_of(parts[-1]), ()) if parts else self.rows


def _shown_in(family: Family) -> Sequence[str]:
    """The properties of a row that may show the last part of the identity."""
    last = next((name for name in reversed(family.identity) if not is_named(name, identity_places(family))), "Identity")
    return _naming_properties(family, last)
