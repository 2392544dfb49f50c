# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""How a rule of a baseline compares a value: a closed set, each with three answers, of which None is "cannot be told".

Case does not count, lists are compared without their order, and null, an empty text and an empty list are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase

_EMPTY_VALUES: tuple[object, ...] = (None, "", [], ())


def is_same(value: object, expected: object) -> bool | None:
    """The same value; a list has the same entries."""
    if value in _EMPTY_VALUES or expected in _EMPTY_VALUES:
        return value in _EMPTY_VALUES and expected in _EMPTY_VALUES
    if isinstance(value, (list, tuple)) or isinstance(expected, (list, tuple)):
        texts = _texts_of_list(value), _texts_of_list(expected)
        return None if texts[0] is None or texts[1] is None else sorted(texts[0]) == sorted(texts[1])
    if isinstance(value, Mapping) or isinstance(expected, Mapping):
        return None
    return _comparable_form(value) == _comparable_form(expected)


def is_other(value: object, expected: object) -> bool | None:
    """Another value."""
    same = is_same(value, expected)
    return None if same is None else not same


def is_one_of(value: object, expected: object) -> bool | None:
    """One of the values."""
    answers = [is_same(value, entry) for entry in _entries_of_list(expected)]
    return True if True in answers else None if None in answers else False


def is_at_least(value: object, expected: object) -> bool | None:
    """A number that is no less."""
    numbers = _comparable_number(value), _comparable_number(expected)
    return None if numbers[0] is None or numbers[1] is None else numbers[0] >= numbers[1]


def is_at_most(value: object, expected: object) -> bool | None:
    """A number that is no more."""
    numbers = _comparable_number(value), _comparable_number(expected)
    return None if numbers[0] is None or numbers[1] is None else numbers[0] <= numbers[1]


def has_entries(value: object, patterns: object) -> bool | None:
    """A list in which each of the patterns has an entry."""
    texts = _texts_of_list(value)
    return None if texts is None else all(
        any(fnmatchcase(text, _comparable_form(pattern)) for text in texts) for pattern in _entries_of_list(patterns)
    )  # fmt: skip


def lacks_entries(value: object, patterns: object) -> bool | None:
    """A list in which none of the patterns has an entry."""
    texts = _texts_of_list(value)
    return None if texts is None else not any(
        fnmatchcase(text, _comparable_form(pattern)) for text in texts for pattern in _entries_of_list(patterns)
    )  # fmt: skip


COMPARISONS: Mapping[str, Callable[[object, object], bool | None]] = {
    "is": is_same,
    "is_not": is_other,
    "one_of": is_one_of,
    "at_least": is_at_least,
    "at_most": is_at_most,
    "has": has_entries,
    "lacks": lacks_entries,
}


def _comparable_form(value: object) -> str:
    """A plain value as it is compared: true as the service writes it, a whole number without its fraction."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).casefold()


def _entries_of_list(value: object) -> list[object]:
    if isinstance(value, (list, tuple)):
        return list(value)
    return [] if value in _EMPTY_VALUES else [value]


def _texts_of_list(value: object) -> list[str] | None:
    """The entries of a list as texts; None where one of them is no plain value."""
    entries = _entries_of_list(value)
    return (
        None
        if any(isinstance(entry, (Mapping, list)) for entry in entries)
        else [_comparable_form(entry) for entry in entries]
    )


def _comparable_number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return float(value)
    except ValueError:
        return None
