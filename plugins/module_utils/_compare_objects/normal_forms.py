# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Values as they are compared: what a person wrote and what a read shows, brought to the same form.

A normal form is JSON that reads well in a diff, with a key beside it that is equal where the values are: "50 GB" is
shown, and bytes are compared. Lists are taken apart here and compared entry by entry in ``compare_properties.py``. The
forms of the service are those of captures of a live tenant (graph2otel, 2026-07), the traps those of Microsoft365DSC.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from .._json_types import Json
from .._object_families.facts_of_family import Rule
from .._object_families.names_of_objects import name_at_end, plain_text, reference_in
from .._values.dates_and_time_spans import date_text, span_text, ticks_in, write_span
from .._values.secret_and_unsendable_values import NotSendable, kind_of, show
from .._values.sizes_and_bytes import bytes_in, size_text
from .._values.value_settings import ValueSettings


class NormalForm(NamedTuple):
    """A value as a diff shows it, and what is equal where two values are. The key of what is not there is None."""

    in_diff: Json
    key: Hashable


NOTHING = NormalForm(None, None)
_UNLIMITED_FORM = NormalForm("Unlimited", "unlimited")
_READ_AS_UTC = ValueSettings()
_BOOLEAN_WORDS = {"true": True, "$true": True, "false": False, "$false": False}
_GUID_DIGITS = re.compile(r"[0-9a-f]{32}", re.ASCII)
_NO_GUID = "00000000-0000-0000-0000-000000000000"
_SIZE_UNITS = (("TB", 1024**4), ("GB", 1024**3), ("MB", 1024**2), ("KB", 1024), ("B", 1))


def normal_form(rule: Rule, value: object, settings: ValueSettings = _READ_AS_UTC) -> NormalForm:
    """One value by its rule; for a rule of lists, one entry.

    :raises NotSendable: it is of another kind than the rule takes.
    """
    if value is None or (isinstance(value, (str, list, tuple)) and not value):
        return NOTHING
    if isinstance(value, date):
        value = value.isoformat()
    if rule == "date":
        return _date_form(value, settings)
    return _FORM_OF_RULE.get(rule, _text_form)(value)


def form_of_read(rule: Rule, value: object, settings: ValueSettings = _READ_AS_UTC) -> NormalForm:
    """One value of a row: what is not of the rule's kind stays what it is, and equals nothing that is of it."""
    if isinstance(value, list) and len(value) == 1 and rule not in _RULES_OF_WHOLE_VALUES:
        value = value[0]
    try:
        return normal_form(rule, value, settings)
    except NotSendable:
        text = _canonical_json(value)
        return NormalForm(json.loads(text), ("as it is", text))


_RULES_OF_WHOLE_VALUES: frozenset[Rule] = frozenset({"json", "xml", "object", "pairs", "anything"})


def _text_form(value: object) -> NormalForm:
    lines = plain_text(value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(line.rstrip() for line in lines).rstrip("\n")
    # Not casefold, to which Straße and Strasse are one.
    return NormalForm(text, text.lower()) if text else NOTHING


def _exact_form(value: object) -> NormalForm:
    """To the letter; how lines end is the platform's, and a block of YAML ends with one end too many."""
    text = plain_text(value).replace("\r\n", "\n").rstrip("\n")
    return NormalForm(text, text) if text else NOTHING


_HTML_PAGE = re.compile(
    r"\s*(?:<!doctype[^>]*>|</?html[^>]*>|<head\b.*?</head>|<head[^>]*/>|</?body[^>]*>)\s*", re.IGNORECASE | re.DOTALL
)


def _html_form(value: object) -> NormalForm:
    """The body of a page; how its lines are broken makes no difference to a reader."""
    text = _HTML_PAGE.sub("", plain_text(value).replace("\r\n", "\n")).strip()
    return NormalForm(text, re.sub(r"\s+", " ", html.unescape(text))) if text else NOTHING


def _translation(value: object) -> NormalForm:
    """A language, a colon and such a text."""
    language, _colon, text = plain_text(value).partition(":")
    body = _html_form(text)
    if not language.strip() or body.key is None:
        raise _wrong_kind("a language and a text", value, "Write both, with a colon between, such as ES:Cerrado.")
    return NormalForm(f"{language.strip()}:{body.in_diff}", (language.strip().casefold(), body.key))


def _boolean_form(value: object) -> NormalForm:
    if isinstance(value, str):
        value = _BOOLEAN_WORDS.get(value.strip().lower(), value)
    if isinstance(value, int) and value in (0, 1):
        return NormalForm(bool(value), bool(value))
    raise _wrong_kind("true or false", value, "Write true or false.")


def _number_form(value: object) -> NormalForm:
    if _is_unlimited(value):
        return _UNLIMITED_FORM
    if isinstance(value, int) and not isinstance(value, bool):
        return NormalForm(int(value), ("number", int(value)))
    try:
        text = repr(value) if isinstance(value, float) else value.strip() if isinstance(value, str) else ""
        number = Decimal(text)
    except InvalidOperation:
        raise _wrong_kind("a number", value, "Write digits, such as 10.") from None
    if not number.is_finite():
        raise _wrong_kind("a number", value, "Write digits, such as 10.")
    # Digits stay digits: a whole number may be longer than a float is exact.
    if number.adjusted() < 400 and number == number.to_integral_value():
        return NormalForm(int(number), ("number", int(number)))
    return NormalForm(float(number) if Decimal(repr(float(number))) == number else str(number), ("number", number))


def _size_form(value: object) -> NormalForm:
    if _is_unlimited(value):
        return _UNLIMITED_FORM
    size = bytes_in(size_text(value)) or 0
    unit, factor = next((unit, factor) for unit, factor in _SIZE_UNITS if factor == 1 or (size and size % factor == 0))
    return NormalForm(f"{size // factor} {unit}", ("number", size))


def _span_form(value: object) -> NormalForm:
    if _is_unlimited(value):
        return _UNLIMITED_FORM
    ticks = ticks_in(span_text(value)) or 0
    return NormalForm(write_span(ticks), ("ticks", ticks))


_BIT_LINE = re.compile(r":\s*(true|false)\b", re.IGNORECASE)


def _bits_form(value: object) -> NormalForm:
    """A number, or the lines that say of each of its bits, the highest first, whether it is set."""
    bits = _BIT_LINE.findall(value) if isinstance(value, str) else []
    return _number_form(int("".join(str(int(bit.lower() == "true")) for bit in bits), 2) if bits else value)


def _date_form(value: object, settings: ValueSettings) -> NormalForm:
    text = f"{date_text(value, settings)[:19]}Z"
    return NormalForm(text, text)


def _guid_form(value: object) -> NormalForm:
    digits = plain_text(value).strip().strip("{}()").replace("-", "").lower()
    if not _GUID_DIGITS.fullmatch(digits):
        raise _wrong_kind("a GUID", value, "Write 8-4-4-4-12 hexadecimal digits.")
    text = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
    return NOTHING if text == _NO_GUID else NormalForm(text, text)


def _culture_form(value: object) -> NormalForm:
    text = plain_text(value).strip()
    return NormalForm(text, text.lower()) if text else NOTHING


def _json_form(value: object) -> NormalForm:
    """A map or list, or the text of one."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise _wrong_kind(
                "a text that is JSON", value, "Write it as YAML, or as JSON in quotation marks."
            ) from None
    parsed: Json = json.loads(_canonical_json(value))
    return NormalForm(parsed, _canonical_json(parsed))


def _canonical_json(value: object) -> str:
    """JSON of the value in one order."""
    return json.dumps(value, sort_keys=True, default=str)


def _form_by_value(value: object) -> NormalForm:
    """A value whose type nobody has told: what both sides look like is what they are compared by."""
    if isinstance(value, bool):
        return NormalForm(value, value)
    if isinstance(value, (int, float)):
        return _number_form(value)
    if isinstance(value, str):
        return _form_by_looks(value)
    if isinstance(value, (list, tuple)):
        entries = sorted((_form_by_value(entry) for entry in value), key=lambda entry: repr(entry.key))
        # A list of one may be shown bare, or the other way round.
        key = entries[0].key if len(entries) == 1 else frozenset(entry.key for entry in entries)
        return NormalForm([entry.in_diff for entry in entries], key)
    return object_form(value)


_RULE_OF_LOOKS: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(r"\$?(?:true|false)", re.IGNORECASE), "boolean"),
    (re.compile(r"-?(?:0|[1-9]\d{0,39})", re.ASCII), "number"),
    (re.compile(r"\d[\d.]*\s*[KMGT]?B\b.*", re.IGNORECASE | re.DOTALL), "size"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", re.DOTALL), "date"),
    (re.compile(r"P[\dT].*|(?:\d+\.)?\d\d:\d\d:\d\d.*", re.DOTALL), "span"),
    (re.compile(r"\{?[0-9a-f]{8}-[0-9a-f-]{27}\}?", re.IGNORECASE), "guid"),
)


def _form_by_looks(text: str) -> NormalForm:
    for looks, rule in _RULE_OF_LOOKS:
        if looks.fullmatch(text):
            try:
                return normal_form(rule, text)
            except NotSendable:
                break
    return _UNLIMITED_FORM if _is_unlimited(text) else _text_form(text)


def object_form(value: object) -> NormalForm:
    """A map: keys without case, values by their looks; a key without a value is none."""
    if not isinstance(value, Mapping):
        raise _wrong_kind("a map", value, "Write keys with values, as a map.")
    forms = {str(key): normal_form("anything", item) for key, item in value.items() if "@" not in str(key)}
    forms_in_diff = {key: forms[key].in_diff for key in sorted(forms, key=str.casefold)}
    return NormalForm(
        forms_in_diff, frozenset((key.casefold(), form.key) for key, form in forms.items() if form != NOTHING)
    )


# Written mailbox:\Folder, and shown as the folder's name (Microsoft365DSC, sweep rules).
_FOLDER_OF_MAILBOX = re.compile(r"[^\\]+:\\(?:.*\\)?(?P<name>[^\\]+)", re.DOTALL)


def _name_form(value: object) -> NormalForm:
    text = plain_text(value).strip()
    if folder := _FOLDER_OF_MAILBOX.fullmatch(text):
        return NormalForm(text, folder["name"].casefold())
    text = name_at_end(text)
    return NormalForm(text, text.casefold()) if text else NOTHING


def _address_form(value: object) -> NormalForm:
    text = plain_text(value).strip()
    text = text[5:] if text[:5].lower() == "smtp:" else text
    return NormalForm(text, text.casefold()) if text else NOTHING


def _recipient_form(value: object) -> NormalForm:
    text = reference_in(value)
    return NormalForm(text, name_at_end(text).casefold()) if text else NOTHING


def _person_form(value: object) -> NormalForm:
    """Name;address, of which the address counts."""
    text = plain_text(value).strip()
    return NormalForm(text, text.rpartition(";")[2].strip().casefold())


_DOMAIN_WITH_COST = re.compile(r"(?:smtp:)?(?P<domain>[^;]+?)(?:;(?P<cost>\d+))?", re.IGNORECASE)


def _domain_form(value: object) -> NormalForm:
    """A domain of a connector's address space; without a cost it is 1 (Microsoft365DSC)."""
    domain_match = _DOMAIN_WITH_COST.fullmatch(plain_text(value).strip())
    if domain_match is None:
        raise _wrong_kind("a domain", value, "Write a domain such as *.contoso.com.")
    return NormalForm(
        f"smtp:{domain_match['domain']};{domain_match['cost'] or 1}",
        (domain_match["domain"].casefold(), int(domain_match["cost"] or 1)),
    )


def _actions_form(value: object) -> NormalForm:
    """domain: action, action."""
    domain, _colon, actions = plain_text(value).partition(":")
    words = sorted(filter(None, (word.strip() for word in actions.split(","))), key=str.casefold)
    key = (domain.strip().casefold(), frozenset(word.casefold() for word in words))
    return NormalForm(f"{domain.strip()}: {', '.join(words)}", key)


def _wrong_kind(takes: str, value: object, remedy: str) -> NotSendable:
    description = f"'{show(value)}'" if isinstance(value, str) else kind_of(value)
    return NotSendable(f"it takes {takes}, and the value is {description}", remedy)


def _xml_form(value: object) -> NormalForm:
    from .filters_and_xml import normal_xml  # noqa: PLC0415 - a module compiles what it imports, and few kinds have files

    text = normal_xml(value)
    return NormalForm(text, text)


def _filter_form(value: object) -> NormalForm:
    text = plain_text(value).strip()
    if not text:
        return NOTHING
    from .filters_and_xml import normal_filter  # noqa: PLC0415 - nor have many kinds filters

    text = normal_filter(text)
    return NormalForm(text, text.casefold())


def _is_unlimited(value: object) -> bool:
    return isinstance(value, str) and value.strip().lower() == "unlimited"


_FORM_OF_RULE: Mapping[Rule, Callable[[object], NormalForm]] = {
    "text": _text_form,
    "exact": _exact_form,
    "html": _html_form,
    "translations": _translation,
    "boolean": _boolean_form,
    "number": _number_form,
    "size": _size_form,
    "span": _span_form,
    "days": _span_form,
    "guid": _guid_form,
    "culture": _culture_form,
    "name": _name_form,
    "names": _name_form,
    "ordered": _exact_form,
    "address": _address_form,
    "recipient": _recipient_form,
    "recipients": _recipient_form,
    "items": _name_form,
    "object": object_form,
    "objects": object_form,
    "pairs": object_form,
    "json": _json_form,
    "xml": _xml_form,
    "filter": _filter_form,
    "actions": _actions_form,
    "people": _person_form,
    "domains": _domain_form,
    "bits": _bits_form,
    "anything": _form_by_value,
}
