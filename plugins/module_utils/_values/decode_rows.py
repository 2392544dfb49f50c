# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Rows with values of their own kinds: numbers for sizes, seconds for time spans, UTC for dates, lists for sets.

What a text is follows, in this order, from the annotation beside it, from the type of the parameter that writes the
property (a property has the name of its parameter in 95 of 100 cases, measured by graph2otel), and last from a form
that only the service writes. What is none of these, or does not read as what it should be, stays text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from .._catalogue.cmdlets import find
from .._catalogue.parameter_types import is_list_of_words, kind_of_type
from .._json_types import Json, JsonMap, Row
from .dates_and_time_spans import instant_in, is_date_display, seconds_in
from .sizes_and_bytes import bytes_in, is_size_display

_DATA_TYPE = "@data.type"
_ODATA_TYPE = "@odata.type"
_TEXTS = "#collection(string)"
# Cmdlets that write what the Get- of the same noun shows. Not the Get- itself: its parameters are filters.
_WRITERS = ("set", "new", "add", "enable", "update")
_WHOLE = re.compile(r"-?\d{1,40}", re.ASCII)
_WITH_CLOCK = re.compile(r"-?(?:\d+\.)?\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?", re.ASCII)
# A text such as 10:30:00 is a time span only in a property of such a name.
_LENGTH_OF_TIME = re.compile(r"(?:AgeLimit|Age|Interval|Timeout|Duration|Frequency|Period|Expiration|Delay|Latency)$")

# A set of words without commas in them: the service joins them with commas.
_WORD_LISTS = "words"
# Sets of that kind whose documented type does not tell (measured on permissions of mailboxes and recipients).
_JOINED = frozenset({"accessrights"})


def decode_row(row: JsonMap) -> Row:
    """A row without the service's annotations: every key with an @ is dropped, at every depth."""
    # The types of parsed JSON are these and no others: a listing has a million values, so none is asked twice.
    return {key: value if type(value) in _FLAT else _decode(value) for key, value in row.items() if "@" not in key}


_AS_IT_IS = frozenset({int, float, bool, type(None)})
_FLAT = _AS_IT_IS | {str}


def _decode(value: Json) -> Json:
    if isinstance(value, list):
        return [one if type(one) in _FLAT else _decode(one) for one in value]
    return decode_row(value) if isinstance(value, Mapping) else value


def typed_row(row: JsonMap, cmdlet: str) -> Row:
    """The row of ``cmdlet`` without annotations, each value as what it is; integers never become floats."""
    writable = kinds_of(cmdlet.partition("-")[2].lower())
    return _convert_row(row, writable)


def _convert_row(row: JsonMap, writable: Mapping[str, str]) -> Row:
    return {
        # What is no text, list or map is what it is.
        key: value if type(value) in _AS_IT_IS else convert_value(key, value, kind_of_value(key, row, writable))
        for key, value in row.items()
        if "@" not in key
    }


def convert_value(key: str, value: Json, kind: str | None) -> Json:
    """A value of this kind as what it is."""
    if isinstance(value, str) and kind != _WORD_LISTS:  # most values are
        return _CONVERSIONS[kind](value) if kind in _CONVERSIONS else _by_form(key, value, kind)
    if isinstance(value, Mapping):
        return _convert_row(value, {})
    if kind == _WORD_LISTS:
        value = _words(value)
    if isinstance(value, list):
        inner = "text" if kind in (_WORD_LISTS, "list", "texts") else kind
        return [convert_value(key, one, inner) for one in value]
    if not isinstance(value, str):
        return value
    return _CONVERSIONS[kind](value) if kind in _CONVERSIONS else _by_form(key, value, kind)


def kind_of_value(key: str, row: JsonMap, writable: Mapping[str, str]) -> str | None:
    """The kind of a value, by the annotation beside it or by what writes it (``writable``)."""
    name = key.lower()
    written = _WORD_LISTS if name in _JOINED else writable.get(name)
    annotated = row.get(key + _DATA_TYPE) or row.get(key + _ODATA_TYPE)
    if annotated is None or not isinstance(annotated, str):
        return written
    kind = kind_of_type(annotated.lstrip("#"))
    if kind != "other":
        return kind
    return written or ("texts" if annotated.lower() == _TEXTS else None)


def _by_form(key: str, value: str, kind: str | None) -> Json:
    """What only the service writes so; a text that a person may have written stays one."""
    # Each of the forms begins with a digit or a sign.
    if value[:1].isalpha() or kind not in (None, "other"):
        return value
    if is_size_display(value):
        return bytes_in(value)
    if is_date_display(value):
        return instant_in(value)
    if _WITH_CLOCK.fullmatch(value) and _LENGTH_OF_TIME.search(key):
        return _or_text(seconds_in)(value)
    return value


def _or_text(read: Callable[[str], Json]) -> Callable[[str], Json]:
    """``read``, or the text itself where it reads nothing."""

    def convert(text: str) -> Json:
        found = read(text)
        return text if found is None else found

    return convert


def _integer(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) else None


def _boolean(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text.lower())


def _read_unlimited(text: str) -> Json:
    """A number, a size or a time span; the word Unlimited stays itself."""
    if _WHOLE.fullmatch(text):
        return int(text)
    size = bytes_in(text)
    return seconds_in(text) if size is None else size


def _split(text: str) -> list[str]:
    return [part for part in re.split(r"\s*,\s*", text.strip()) if part]


def _words(value: Json) -> Json:
    """A set of words: the service joins them with commas, as one text or inside a list (measured by graph2otel)."""
    if isinstance(value, str):
        return _split(value)
    if isinstance(value, list):
        return [word for one in value for word in (_split(one) if isinstance(one, str) else [one])]
    return value


_CONVERSIONS: Mapping[str | None, Callable[[str], Json]] = {
    "boolean": _or_text(_boolean),
    "date": _or_text(instant_in),
    "integer": _or_text(_integer),
    "size": _or_text(bytes_in),
    "time span": _or_text(seconds_in),
    "unlimited": _or_text(_read_unlimited),
}
# The kinds whose texts are something else than texts; of what has no kind the form tells.
READ_FROM_TEXT = frozenset({*_CONVERSIONS, _WORD_LISTS})


def annotations_of(key: str) -> tuple[str, str]:
    """The names beside a property's own that tell its kind."""
    return key + _DATA_TYPE, key + _ODATA_TYPE


@lru_cache(maxsize=64)
def kinds_of(noun: str) -> Mapping[str, str]:
    """For each parameter of the cmdlets that write objects of ``noun``: lower case name -> kind.

    Where two of them differ, the property stays what the service wrote.
    """
    found: dict[str, set[str]] = {}
    for cmdlet in filter(None, (find(f"{verb}-{noun}") for verb in _WRITERS)):
        for key, parameter in cmdlet.parameters.items():
            kind = _WORD_LISTS if is_list_of_words(parameter.type) else kind_of_type(parameter.type)
            found.setdefault(key, set()).add(kind)
    return {key: kinds.pop() if len(kinds) == 1 else "text" for key, kinds in found.items()}
