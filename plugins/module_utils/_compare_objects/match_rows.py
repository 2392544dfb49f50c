# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which row of a read is the object that an identity names, and which rows of a listing may be it.

The service finds by prefix, alias and wildcard too, and lists everything where a name is empty (a caution of
Microsoft365DSC), so a row counts only where one of the properties that name it equals the identity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .._dataclass import dataclass
from .._errors._advice.objects import failure
from .._json_types import Json, JsonMap
from .._object_families.facts_of_family import Family
from .._object_families.family_by_rule import NAMES_OF_OBJECTS
from .._object_families.names_of_objects import RECIPIENT, RECIPIENTS, ResolveNames, is_guid, normal_name
from .._object_families.object_identity import ObjectIdentity, identity_places
from .._object_families.property_rules import fold_row, is_named, rule_for, value_for_name
from .lists_and_maps import entries_of_read, first_of_each_key


@dataclass(frozen=True)
class FoundObject:
    """The row of an object, None where none counts; ``vanishing`` where it is about to be no more."""

    row: JsonMap | None
    identity: ObjectIdentity
    vanishing: bool = False


def find_in_rows(
    family: Family, identity: ObjectIdentity, rows: Sequence[JsonMap], resolve: ResolveNames
) -> FoundObject:
    """The object among the rows of a read.

    :raises Failure: several rows are the object.
    """
    counting = rows_that_count(family, identity, rows, resolve)
    staying = [row for row in counting if not _row_has_values(family.gone, row, some=True)]
    if len(staying) > 1 and family.granted is not None:
        staying = [_join_granted_rights(family.granted, staying)]
    if len(staying) > 1:
        titles = "; ".join(_title_of_row(row) for row in staying[:2])
        raise failure(
            "resource-identity-ambiguous", kind=family.kind, value=identity.text, number=len(staying), found=titles
        )
    if staying:
        return FoundObject(staying[0], identity)
    return FoundObject(counting[0], identity, vanishing=True) if counting else FoundObject(None, identity)


def rows_that_count(
    family: Family, identity: ObjectIdentity, rows: Sequence[JsonMap], resolve: ResolveNames
) -> list[JsonMap]:
    """The rows whose names equal the identity; where none does, and it names another object, those of that one."""
    counting_rows = [row for row in rows if _row_has_values(family.counts, row, some=False)]
    for name, text in identity.parts.items():
        if not is_named(name, identity_places(family)):
            counting_rows = _rows_of(family, name, text, counting_rows, resolve)
    return counting_rows


def names_nobody(family: Family, identity: ObjectIdentity, resolve: ResolveNames) -> bool:
    """Whether a part of the identity is the name of no recipient, or of several.

    :raises Failure: a read that is refused, or a name of several recipients.
    """
    return any(
        resolve(RECIPIENT, [text])[text] is None
        for name, text in identity.parts.items()
        if not is_named(name, identity_places(family)) and _kind_named(family, name) == RECIPIENT
    )


def _rows_of(family: Family, name: str, text: str, rows: Sequence[JsonMap], resolve: ResolveNames) -> list[JsonMap]:
    shown_in = _naming_properties(family, name)
    asked_name = normal_name(text)
    rows_with_name = [row for row in rows if asked_name in set(map(normal_name, _names_in_row(row, shown_in)))]
    kind = _kind_named(family, name)
    if rows_with_name or not rows or kind is None:
        return rows_with_name if rows_with_name or not family.fixed_identity or len(rows) != 1 else list(rows)
    twins = [row for row in rows if asked_name in set(map(normal_name, _names_in_row(row, ("displayname",))))]
    if kind == RECIPIENT and len(twins) > 1:
        return twins
    texts = {text: None, **{row_name: None for row in rows for row_name in _best_names(row, shown_in)}}
    # Other kinds are shown by their names, which were compared, or by an id.
    if kind != RECIPIENT and not any(map(is_guid, texts)):
        return []
    resolved_names = resolve(kind, list(texts))
    resolved = resolved_names.get(text)
    # Found by the beginning of its name is not found.
    if resolved is None or not resolved.has_name(text):
        return []
    same_object_names = {
        row_name
        for row_name in texts
        if (row_object := resolved_names.get(row_name)) is not None and row_object.key == resolved.key
    }
    return [
        row
        for row in rows
        if any(row_name in same_object_names or resolved.has_name(row_name) for row_name in _best_names(row, shown_in))
    ]


def _kind_named(family: Family, name: str) -> str | None:
    """The kind of object that a part of the identity names, if it names one of another kind."""
    kind = value_for_name(family.refers_to, name)
    if kind is None:
        return RECIPIENT if rule_for(family, name) in ("recipient", "recipients") else None
    if kind.lower() in RECIPIENTS:
        return RECIPIENT
    return None if name == "Identity" else kind


def _naming_properties(family: Family, name: str) -> Sequence[str]:
    """The properties of a row that may show a part of the identity, in lower case."""
    names = value_for_name(family.matched_by, name) or ((name,) if len(family.identity) > 1 else NAMES_OF_OBJECTS)
    return [name.lower() for name in names]


def _names_in_row(row: JsonMap, properties: Sequence[str]) -> Iterator[str]:
    """The names that a row has in these properties, which are in lower case."""
    folded_row = fold_row(row)
    for name in properties:
        value = folded_row.get(name)
        if isinstance(value, str):
            if value.strip():
                yield value
        elif value is not None:
            for entry in entries_of_read("set", value):
                # A trustee may be shown as a map that has its name.
                yield str(entry.in_diff if isinstance(entry.raw, Mapping) else entry.raw)


def _best_names(row: JsonMap, properties: Sequence[str]) -> list[str]:
    """The names that a row has in the first of the properties that it shows."""
    return next((names for name in properties if (names := list(_names_in_row(row, [name])))), [])


def _row_has_values(values: Mapping[str, Json], row: JsonMap, *, some: bool) -> bool:
    """Whether the row has all of the values, or some of them; ! in front of a text is: any other. A property that the
    row does not show decides nothing."""
    folded_row = fold_row(row)
    matches = [
        _row_value_is(folded_row[name.lower()], value) for name, value in values.items() if name.lower() in folded_row
    ]
    return any(matches) if some else all(matches)


def is_staying(family: Family, row: JsonMap) -> bool:
    """Whether a row is an object of the kind that is not about to vanish."""
    return _row_has_values(family.counts, row, some=False) and not _row_has_values(family.gone, row, some=True)


def _row_value_is(row_value: Json, value: Json) -> bool:
    if isinstance(value, (list, tuple)):
        return any(_row_value_is(row_value, alternative) for alternative in value)
    if isinstance(value, str) and value.startswith("!"):
        return not _row_value_is(row_value, value[1:])
    if isinstance(row_value, str) and isinstance(value, str):
        return row_value.casefold() == value.casefold()
    return row_value == value and isinstance(row_value, bool) == isinstance(value, bool)


def _join_granted_rights(granted: str, rows: Sequence[JsonMap]) -> JsonMap:
    """One row with what all of them grant: the service may show the rights of one trustee in several."""
    name = next((key for key in rows[0] if key.lower() == granted.lower()), granted)
    rights = [right for row in rows for right in entries_of_read("words", fold_row(row).get(granted.lower()))]
    return {**rows[0], name: [right.in_diff for right in first_of_each_key(rights)]}


def _title_of_row(row: JsonMap) -> str:
    """A row in a few words: its name, and what is unlikely to be another's."""
    folded_row = fold_row(row)
    keys = ("identity", "name", "primarysmtpaddress", "user", "guid")
    return ", ".join(dict.fromkeys(str(folded_row[key]) for key in keys if folded_row.get(key)))


@dataclass(frozen=True)
class Listing:
    """The rows of a listing, and for each name in normal form those that have it."""

    family: Family
    rows: Sequence[JsonMap]
    by_name: Mapping[str, Sequence[JsonMap]]

    @classmethod
    def of_kind(cls, family: Family, rows: Sequence[JsonMap]) -> Listing:
        """The listing of a kind; one of a kind with one object has no names."""
        shown_in = _shown_in(family)
        by_name: dict[str, list[JsonMap]] = {}
        for row in rows:
            for name in _normal_names(row, shown_in):
                by_name.setdefault(name, []).append(row)
        return cls(family, rows, by_name)

    def rows_with(self, identity: ObjectIdentity) -> Sequence[JsonMap]:
        """The rows that may be the object: those of which one name is the last part of its identity."""
        parts = list(identity.parts.values())
        return self.by_name.get(normal_name(parts[-1]), ()) if parts else self.rows

    def rows_named_like(self, row: JsonMap) -> list[JsonMap]:
        """The rows that have a name in common with this one, in each part of the identity that rows show."""
        shown_in = [_naming_properties(self.family, name) for name in _shown_parts(self.family)]
        names_of_parts = [_normal_names(row, properties) for properties in shown_in]
        last_names = _normal_names(row, _shown_in(self.family))
        candidates = {id(candidate): candidate for name in last_names for candidate in self.by_name.get(name, ())}
        return [
            candidate
            for candidate in candidates.values()
            if all(
                names & _normal_names(candidate, properties)
                for names, properties in zip(names_of_parts, shown_in, strict=True)
            )
        ]


def _normal_names(row: JsonMap, properties: Sequence[str]) -> set[str]:
    return {normal_name(text) for text in _names_in_row(row, properties)}


def _shown_parts(family: Family) -> list[str]:
    return [name for name in family.identity if not is_named(name, identity_places(family))]


def _shown_in(family: Family) -> Sequence[str]:
    """The properties of a row that may show the last part of the identity."""
    return _naming_properties(family, next(reversed(_shown_parts(family)), "Identity"))
