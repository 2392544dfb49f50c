# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Values by the type that Microsoft documents for their parameter.

What comes in may be YAML's own kinds, or the text that Jinja makes of everything; what goes out is what Microsoft's
module would send (protocol as measured by clients of the service).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeGuard

from .._catalogue.cmdlets import Parameter
from .._catalogue.parameter_types import INTEGER_BOUNDS, Kind, kind_of_type, short_name, takes_one
from .._json_types import Json
from .dates_and_time_spans import date_text, span_text
from .secret_and_unsendable_values import NotSendable, SecretText, kind_of, show
from .sizes_and_bytes import bytes_value, size_text
from .value_settings import FilterConstants, ValueSettings
from .yaml_numbers import check_time_of_day, no_text

_BOOLEAN_TEXTS = {"true": True, "$true": True, "false": False, "$false": False}
_WHOLE_NUMBER = re.compile(
    r"\s*(?P<number>[+-]?\d{1,400}|[+-]?0x[0-9a-f]{1,64})(?P<unit>[kmgt]b)?\s*", re.IGNORECASE | re.ASCII
)
_UNITS_OF_SIZE = ("b", "kb", "mb", "gb", "tb")
_TIME_SPAN_START = re.compile(r"\s*-?(?:P(?=[\dT])|[\d.]+:\d)", re.ASCII)
_GUID_TEXT = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_YAML_WORDS = (
    "Put the word in quotation marks: YAML reads on, off, yes, no, true and false without them as true or false."
)
# OPATH filters. Microsoft's module rewrites constants in them before it sends the filter; what exactly it writes is not
# known (the parameters and the tokens are, read off it by others).
_FILTER_PARAMETERS = frozenset({"filter", "recipientfilter", "recipientpreviewfilter"})

# What stands in quotation marks is passed over; a quotation mark in it is written twice.
_PIECES_OF_FILTER = re.compile(
    r"(?P<text>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")|(?P<group>\(\s*)?\$(?P<word>true|false)\b(?(group)\s*\))",
    re.IGNORECASE,
)


def typed_value(parameter: Parameter, value: object, settings: ValueSettings) -> object:
    """``value`` as the documented type wants it; maps in it are tagged later.

    Null stays null, which clears a setting. What the catalogue has no rule for stays as it was given.

    :raises NotSendable: it is of another kind.
    """
    if value is None:
        return None
    if _changes_a_list(parameter, value):
        return value
    if not parameter.adds_and_removes and (takes_one(parameter.type) or parameter.choice == "one"):
        _refuse_several(parameter, value)
    if parameter.choice == "set" and _is_list_of_texts(value):
        return ", ".join(map(str.__str__, value))
    return _ENCODER_OF_KIND[kind_of_type(parameter.type)](parameter, value, settings)


def _refuse_several(parameter: Parameter, value: object) -> None:
    """:raises NotSendable: a list, or words with a comma between them where one is chosen."""
    if isinstance(value, (list, tuple)):
        raise NotSendable(
            "it takes one value, and the value is a list",
            "Write one value; a text with commas in it needs quotation marks.",
        )
    if isinstance(value, str) and "," in value and parameter.choice == "one":
        raise NotSendable(f"it takes one word, and '{show(value)}' is several", "Write one of the words.")


def _is_list_of_texts(value: object) -> TypeGuard[Sequence[str]]:
    return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(item, str) for item in value)


def _changes_a_list(parameter: Parameter, value: object) -> bool:
    """A map with Add and Remove, where that is documented."""
    return parameter.adds_and_removes and isinstance(value, Mapping)


def _encode_boolean(_parameter: Parameter, value: object, _settings: ValueSettings) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _BOOLEAN_TEXTS:
        return _BOOLEAN_TEXTS[value.strip().lower()]
    if isinstance(value, (int, float)) and value in (0, 1):
        return bool(value)
    shown_value = f"'{show(value)}'" if isinstance(value, str) else kind_of(value)
    raise NotSendable(f"it takes true or false, and the value is {shown_value}", "Write true or false.")


def _encode_integer(parameter: Parameter, value: object, _settings: ValueSettings) -> int:
    name = short_name(parameter.type)
    number = _read_whole_number(value)
    if number is None:
        shown_value = f"'{show(value)}'" if isinstance(value, (str, float)) else kind_of(value)
        raise NotSendable(f"it takes a whole number, and the value is {shown_value}", "Write digits, such as 10.")
    least, most = INTEGER_BOUNDS[name]
    if not least <= number <= most:
        raise NotSendable(
            f"it takes whole numbers from {least} to {most}, and {show(number)} is not one",
            "Write a number in between.",
        )
    return number


def _read_whole_number(value: object) -> int | None:
    """A whole number, never through one with a point: text may be hexadecimal or end in PowerShell's kb, mb, gb, tb."""
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value) if abs(value) < 10**400 else 10**400
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else None
    digits = _WHOLE_NUMBER.fullmatch(value) if isinstance(value, str) else None
    if digits is None:
        return None
    number = int(digits["number"], 16 if "x" in digits["number"].lower() else 10)
    factor: int = 1024 ** _UNITS_OF_SIZE.index((digits["unit"] or "b").lower())
    return number * factor


def _one_text(parameter: Parameter, value: object) -> str:
    """Text; a number is none, because YAML may have made another one of what was written."""
    if isinstance(value, bool):
        raise NotSendable("it takes text, and the value is true or false", _YAML_WORDS)
    if isinstance(value, (int, float)):
        raise no_text(parameter, value)
    if not isinstance(value, str):
        raise NotSendable(f"it takes text, and the value is {kind_of(value)}", "Put the value in quotation marks.")
    return value


def _digits_of_number(parameter: Parameter, value: object) -> str:
    """A number's digits, where numbers travel as text."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**400:
        return str(int(value))
    if isinstance(value, float) and "e" not in repr(value) and "n" not in repr(value):
        return repr(float(value))
    return _one_text(parameter, value)


def _encode_text(parameter: Parameter, value: object, settings: ValueSettings) -> str:
    text = _one_text(parameter, value)
    return with_constants(text, settings.filter_constants) if parameter.name.lower() in _FILTER_PARAMETERS else text


def with_constants(text: str, form: FilterConstants) -> str:
    """The filter with its constants as the service reads them."""
    if form == "as_given" or "$" not in text:
        return text
    quote = "'" if form == "quoted" else ""

    def capitalize(piece: re.Match[str]) -> str:
        word = piece["word"]
        return piece[0] if word is None else f"{quote}{word.capitalize()}{quote}"

    return _PIECES_OF_FILTER.sub(capitalize, text)


def _encode_texts(parameter: Parameter, value: object, settings: ValueSettings) -> object:
    if isinstance(value, Mapping):
        return value
    if isinstance(value, (list, tuple)):
        return (
            [None if item is None else _one_text(parameter, item) for item in value]
            if value
            else _encode_empty_list(settings)
        )
    return _one_text(parameter, value)


def _encode_identity(parameter: Parameter, value: object, settings: ValueSettings) -> object:
    """Mostly one name; several where the service takes them, which the documentation does not tell."""
    if isinstance(value, (list, tuple)):
        return _encode_texts(parameter, value, settings)
    return _one_text(parameter, value)


def _encode_list(_parameter: Parameter, value: object, settings: ValueSettings) -> object:
    """Many values of a kind that is not documented: they stay what they are."""
    return _encode_empty_list(settings) if isinstance(value, (list, tuple)) and not value else value


def _encode_empty_list(settings: ValueSettings) -> Json:
    """What an empty list is sent as. Not as itself: that changes nothing (go-exoscc, measured with
    Set-ExternalInOutlook). Null is what Microsoft's pages clear lists with ($null), and its module sends as it is;
    CIPP sends an empty table. Neither was measured over REST."""
    return {"empty_list": [], "no_value": None, "empty_hashtable": {}}[settings.clear_list]


def _encode_hashtable(_parameter: Parameter, value: object, settings: ValueSettings) -> object:
    entries = value if isinstance(value, (list, tuple)) else [value]
    wrong = next((entry for entry in entries if not isinstance(entry, Mapping)), None)
    if wrong is not None:
        raise NotSendable(f"it takes a map, and the value is {kind_of(wrong)}", "Write keys with values, as a map.")
    return _encode_empty_list(settings) if not entries else value


def _encode_unlimited(parameter: Parameter, value: object, settings: ValueSettings) -> object:
    """The word Unlimited, or text of a number, a size or a time span: which of them, the type does not tell. What has
    the form of a span is one, and none of the others has it."""
    if isinstance(value, str):
        if _TIME_SPAN_START.match(value):
            return span_text(value)
        return "Unlimited" if value.strip().lower() == "unlimited" else value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return _encode_enumeration(parameter, value, settings)
    # A number of rows is measured to work as a number.
    return value if parameter.name.lower().endswith("resultsize") else _digits_of_number(parameter, value)


def _encode_guid(_parameter: Parameter, value: object, _settings: ValueSettings) -> str:
    if not isinstance(value, str) or not _GUID_TEXT.fullmatch(value.strip().strip("{}()")):
        shown_value = f"'{show(value)}'" if isinstance(value, str) else kind_of(value)
        raise NotSendable(f"it takes a GUID, and the value is {shown_value}", "Write 8-4-4-4-12 hexadecimal digits.")
    return value.strip()


def _encode_secret(parameter: Parameter, value: object, _settings: ValueSettings) -> object:
    """Text to be encrypted; an empty one is sent as it is (ExoHelper)."""
    text = _one_text(parameter, value)
    return SecretText(str.__str__(text)) if text else ""


def _encode_enumeration(parameter: Parameter, value: object, settings: ValueSettings) -> object:
    """An enumeration, or a type without a rule: only what it cannot be is refused."""
    if isinstance(value, bool):
        raise NotSendable("it takes a word, and the value is true or false", _YAML_WORDS)
    return _encode_list(parameter, value, settings)


def _encode_span(parameter: Parameter, value: object, _settings: ValueSettings) -> str:
    check_time_of_day(parameter, value)
    return span_text(value)


def _encode_as_given(_parameter: Parameter, value: object, _settings: ValueSettings) -> object:
    return value


_ENCODER_OF_KIND: Mapping[Kind, Callable[[Parameter, object, ValueSettings], object]] = {
    "anything": _encode_as_given,
    "boolean": _encode_boolean,
    "bytes": lambda _parameter, value, settings: bytes_value(value, settings.byte_form),
    "credential": _encode_enumeration,
    "date": lambda _parameter, value, settings: date_text(value, settings),
    "guid": _encode_guid,
    "hashtable": _encode_hashtable,
    "identity": _encode_identity,
    "integer": _encode_integer,
    "list": _encode_list,
    "other": _encode_enumeration,
    "secret": _encode_secret,
    "size": lambda _parameter, value, _settings: size_text(value),
    "text": _encode_text,
    "texts": _encode_texts,
    "time span": _encode_span,
    "unlimited": _encode_unlimited,
}
