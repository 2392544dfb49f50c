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
from string import whitespace

from .._catalogue.cmdlets import find
from .._catalogue.parameter_types import is_type_of_word_list, kind_of_type
from .._json_types import Json, JsonMap, Row
from .dates_and_time_spans import instant_in, is_date_display, seconds_in
from .sizes_and_bytes import bytes_in, is_size_display

_DATA_TYPE = "@data.type"
_ODATA_TYPE = "@odata.type"
_COLLECTION_OF_TEXTS = "#collection(string)"
# Cmdlets that write what the Get- of the same noun shows. Not the Get- itself: its parameters are filters.
_WRITING_VERBS = ("set", "new", "add", "enable", "update")
_WHOLE_NUMBER = re.compile(r"-?\d{1,40}", re.ASCII)
_WITH_CLOCK = re.compile(r"-?(?:\d+\.)?\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?", re.ASCII)
# With what a text begins that is a size, a date or a time span by its form.
_FORMS_BEGIN = frozenset("0123456789-" + whitespace)
# A text such as 10:30:00 is a time span only in a property of such a name.
_LENGTH_OF_TIME = re.compile(r"(?:AgeLimit|Age|Interval|Timeout|Duration|Frequency|Period|Expiration|Delay|Latency)$")

# A set of words without commas in them: the service joins them with commas.
_WORD_LISTS = "words"
# Sets of that kind whose documented type does not tell (measured on permissions of mailboxes and recipients).
_JOINED_LISTS = frozenset({"accessrights"})


def decode_row(row: JsonMap) -> Row:
    """A row without the service's annotations: every key with an @ is dropped, at every depth."""
    # The types of parsed JSON are these and no others: a listing has a million values, so none is asked twice.
    return {
        key: value if type(value) in _FLAT_VALUES else _decode_value(value)
        for key, value in row.items()
        if "@" not in key
    }


_AS_IT_IS = frozenset({int, float, bool, type(None)})
_FLAT_VALUES = _AS_IT_IS | {str}


def _decode_value(value: Json) -> Json:
    if isinstance(value, list):
        return [item if type(item) in _FLAT_VALUES else _decode_value(item) for item in value]
    return decode_row(value) if isinstance(value, Mapping) else value


def typed_row(row: JsonMap, cmdlet: str) -> Row:
    """The row of ``cmdlet`` without annotations, each value as what it is; integers never become floats."""
    typed: Row = {}
    for key, value in row.items():
        if "@" in key:
            continue
        if type(value) in _AS_IT_IS:  # what is no text, list or map
            typed[key] = value
            continue
        written, data_type, odata_type, may_stay = _column_of(cmdlet, key)
        if data_type in row or odata_type in row:
            annotated = row.get(data_type) or row.get(odata_type)
            typed[key] = convert_value(key, value, _kind_beside(annotated, written))
        elif may_stay and isinstance(value, str) and value[:1] not in _FORMS_BEGIN:
            typed[key] = value
        else:
            typed[key] = convert_value(key, value, written)
    return typed


@lru_cache(maxsize=8192)  # a listing has some hundred properties, and many rows
def _column_of(cmdlet: str, key: str) -> tuple[str | None, str, str, bool]:
    """Of a property: its kind by what writes it, the names of the annotations beside it, and whether a text there stays
    one without them, but for the forms that only the service writes."""
    written = _kind_by_writers(key, kinds_of(cmdlet.partition("-")[2].lower()))
    return (written, *annotations_of(key), written not in READ_FROM_TEXT)


def convert_value(key: str, value: Json, kind: str | None) -> Json:
    """A value of this kind as what it is."""
    if isinstance(value, str) and kind != _WORD_LISTS:  # most values are
        return _convert_text(key, value, kind)
    if isinstance(value, Mapping):
        return typed_row(value, "")
    if kind == _WORD_LISTS:
        value = _decode_words(value)
    if isinstance(value, list):
        kind_of_items = "text" if kind in (_WORD_LISTS, "list", "texts") else kind
        return [
            item if kind_of_items == "text" and isinstance(item, str) else convert_value(key, item, kind_of_items)
            for item in value
        ]
    return _convert_text(key, value, kind) if isinstance(value, str) else value


def kind_of_value(key: str, row: JsonMap, writable: Mapping[str, str]) -> str | None:
    """The kind of a value, by the annotation beside it or by what writes it (``writable``)."""
    data_type, odata_type = annotations_of(key)
    return _kind_beside(row.get(data_type) or row.get(odata_type), _kind_by_writers(key, writable))


def _kind_by_writers(key: str, writable: Mapping[str, str]) -> str | None:
    name = key.lower()
    return _WORD_LISTS if name in _JOINED_LISTS else writable.get(name)


def _kind_beside(annotated: Json, written: str | None) -> str | None:
    """The kind that an annotation says, else the one by what writes the property."""
    return _annotated_kind(annotated, written) if isinstance(annotated, str) else written


@lru_cache(maxsize=256)
def _annotated_kind(annotated: str, written: str | None) -> str | None:
    kind = kind_of_type(annotated.lstrip("#"))
    if kind != "other":
        return kind
    return written or ("texts" if annotated.lower() == _COLLECTION_OF_TEXTS else None)


def _convert_text(key: str, value: str, kind: str | None) -> Json:
    """A text of this kind; one of no known kind by its form."""
    if kind in _DECODER_OF_KIND:
        return _DECODER_OF_KIND[kind](value)
    return _decode_by_form(key, value) if kind in (None, "other") and value[:1] in _FORMS_BEGIN else value


def _decode_by_form(key: str, value: str) -> Json:
    """What only the service writes so; a text that a person may have written stays one."""
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
        value = read(text)
        return text if value is None else value

    return convert


def _read_integer(text: str) -> int | None:
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else None


def _read_boolean(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text.lower())


def _read_unlimited(text: str) -> Json:
    """A number, a size or a time span; the word Unlimited stays itself."""
    if _WHOLE_NUMBER.fullmatch(text):
        return int(text)
    size = bytes_in(text)
    return seconds_in(text) if size is None else size


def _split_words(text: str) -> list[str]:
    return [word for part in text.split(",") if (word := part.strip())]


def _decode_words(value: Json) -> Json:
    """A set of words: the service joins them with commas, as one text or inside a list (measured by graph2otel)."""
    if isinstance(value, str):
        return _split_words(value)
    if isinstance(value, list):
        return [word for item in value for word in (_split_words(item) if isinstance(item, str) else [item])]
    return value


_DECODER_OF_KIND: Mapping[str | None, Callable[[str], Json]] = {
    "boolean": _or_text(_read_boolean),
    "date": _or_text(instant_in),
    "integer": _or_text(_read_integer),
    "size": _or_text(bytes_in),
    "time span": _or_text(seconds_in),
    "unlimited": _or_text(_read_unlimited),
}
# The kinds whose texts are something else than texts; of what has no kind the form tells.
READ_FROM_TEXT = frozenset({*_DECODER_OF_KIND, _WORD_LISTS})


def annotations_of(key: str) -> tuple[str, str]:
    """The names beside a property's own that tell its kind."""
    return key + _DATA_TYPE, key + _ODATA_TYPE


@lru_cache(maxsize=64)
def kinds_of(noun: str) -> Mapping[str, str]:
    """For each parameter of the cmdlets that write objects of ``noun``: lower case name -> kind.

    Where two of them differ, the property stays what the service wrote.
    """
    kinds_by_parameter: dict[str, set[str]] = {}
    for cmdlet in filter(None, (find(f"{verb}-{noun}") for verb in _WRITING_VERBS)):
        for key, parameter in cmdlet.parameters.items():
            kind = _WORD_LISTS if is_type_of_word_list(parameter.type) else kind_of_type(parameter.type)
            kinds_by_parameter.setdefault(key, set()).add(kind)
    return {key: kinds.pop() if len(kinds) == 1 else "text" for key, kinds in kinds_by_parameter.items()}
