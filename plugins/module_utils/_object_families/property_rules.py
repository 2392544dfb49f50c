# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What is known of a property of a kind: by which rule its values are compared, what a row shows of it (under which
name, in which words, and whether at all), whether it is secret, and whether only a new object can have it.

The rule is what the family says, else what Microsoft's reference has as the type of the parameter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import NamedTuple, TypeVar

from .._catalogue.cmdlets import SECRET_TYPES, UNKNOWN_TYPE, Parameter, find
from .._catalogue.parameter_types import Kind, is_type_of_word_list, kind_of_type, short_name
from .._json_types import Json, JsonMap
from .._redaction.secret_rules import is_hidden
from .facts_of_family import Family, Rule

_RULE_OF_KIND: Mapping[Kind, Rule] = {
    "anything": "anything",
    "boolean": "boolean",
    "bytes": "xml",
    "date": "date",
    "guid": "guid",
    "hashtable": "object",
    "identity": "name",
    "integer": "number",
    "list": "set",
    "size": "size",
    "texts": "set",
    "time span": "span",
}
_RULE_BY_TYPE: Mapping[str, Rule] = {
    "cultureinfo": "culture",
    "double": "number",
    # A path: what folders are called is not theirs alone.
    "publicfolderidparameter": "text",
    "publicfolderidparameter[]": "set",
    "hashtable[]": "objects",
    "pattern[]": "ordered",
    "proxyaddress": "address",
    "proxyaddress[]": "addresses",
    "proxyaddresscollection": "addresses",
    "pswshashtable[]": "objects",
    "smtpaddress": "address",
    "smtpaddress[]": "set",
}
# Types whose values name a recipient; the other types of identities name what a policy or rule is called by.
_RECIPIENT_PARAMETERS = re.compile(
    r"(?:(?:general|delivery)?recipient(?:withadusergroup)?|(?:store)?mailbox(?:ormailuser)?|user(?:contact)?|contact"
    r"|mailcontact|mailuser|(?:distribution|dynamic|security|unified)?group|securityprincipal|mailpublicfolder)"
    r"idparameter(?P<several>\[\])?"
)
# Lists of recipients whose names tell what their types do not.
_RECIPIENT_LISTS = re.compile(
    r"GrantSendOnBehalfTo|(?:AcceptMessagesOnlyFrom|RejectMessagesFrom|BypassModerationFrom)\w*|ModeratedBy|ManagedBy"
    r"|\w*MemberOf"
)
_SIZE_PARAMETERS = re.compile(r"(?:Size|Quota)$")
_SPAN_PARAMETERS = re.compile(r"(?:Age|AgeLimit|Expiration|Interval|Period|Lock|HoldDuration)$")
_NUMBER_PARAMETERS = re.compile(r"(?:TruncationSize|LineWrapSize)$")


_Entry = TypeVar("_Entry")


def value_for_name(table: Mapping[str, _Entry], name: str) -> _Entry | None:
    """The entry of a table of a family for a name in any case."""
    if name in table or not table:
        return table.get(name)
    key = name.lower()
    return next((value for spelling, value in table.items() if spelling.lower() == key), None)


def rule_for(family: Family, parameter: str) -> Rule:
    """The rule of a parameter in any case: the family's by its name, then by a pattern, else that of its type."""
    told_rule = value_for_name(family.compare, parameter)
    if told_rule is None:
        key = parameter.lower()
        patterns = ((name, rule) for name, rule in family.compare.items() if "*" in name)
        told_rule = next((rule for name, rule in patterns if fnmatchcase(key, name.lower())), None)
    if told_rule is not None:
        return told_rule
    known_parameter = parameter_of(family, parameter)
    if known_parameter is None or known_parameter.type == UNKNOWN_TYPE:
        # What is added to and removed from is a list, although nobody has told its type.
        return "set" if "add" in (value_for_name(family.deltas, parameter) or {}) else "anything"
    return _rule_of_type(known_parameter)


def parameter_of(family: Family, name: str) -> Parameter | None:
    """What is known of the parameter by the cmdlet that changes an object of the kind, else by that which makes one."""
    return next(_parameters_by_cmdlet(family, name), None)


def _parameters_by_cmdlet(family: Family, name: str) -> Iterator[Parameter]:
    for verb in ("change", "create", "enable"):
        cmdlet = find(family.cmdlets.get(verb) or "")
        parameter = cmdlet.parameter(name) if cmdlet else None
        if parameter is not None:
            yield parameter


def list_changed_by(family: Family, name: str) -> str | None:
    """The list of which a parameter adds or removes entries (AddExchangeLocation), where it does nothing else."""
    for list_name, delta in family.deltas.items():
        if name.lower() in (str(parameter).lower() for verb, parameter in delta.items() if verb != "replace"):
            return list_name
    verb = next((prefix for prefix in ("add", "remove") if name.lower().startswith(prefix)), None)
    entries_parameter = parameter_of(family, name) if verb else None
    list_parameter = parameter_of(family, name[len(verb) :]) if verb and entries_parameter else None
    if entries_parameter is None or list_parameter is None or entries_parameter.type != list_parameter.type:
        return None
    return list_parameter.name if kind_of_type(entries_parameter.type) in ("list", "texts") else None


@lru_cache(maxsize=512)
def _rule_of_type(parameter: Parameter) -> Rule:
    short, kind = short_name(parameter.type), kind_of_type(parameter.type)
    if kind in ("list", "texts") and _RECIPIENT_LISTS.fullmatch(parameter.name):
        return "recipients"
    if short in _RULE_BY_TYPE:
        return _RULE_BY_TYPE[short]
    if parameter.choice == "set" or is_type_of_word_list(parameter.type):
        return "words"
    recipient = _RECIPIENT_PARAMETERS.fullmatch(short)
    if recipient:
        return "recipients" if recipient["several"] else "recipient"
    if short.endswith("idparameter[]"):
        return "names"
    if short.endswith("collection"):
        return "set"
    return _rule_of_unlimited(parameter.name) if kind == "unlimited" else _RULE_OF_KIND.get(kind, "text")


def _rule_of_unlimited(name: str) -> Rule:
    """A number, a size or a span, which the type does not tell and the name does."""
    if _NUMBER_PARAMETERS.search(name):
        return "number"
    return "size" if _SIZE_PARAMETERS.search(name) else "span" if _SPAN_PARAMETERS.search(name) else "number"


class ShownValue(NamedTuple):
    """What a row shows of a parameter, which may well be null."""

    value: Json


def fold_row(row: JsonMap) -> JsonMap:
    """The row by its keys in lower case, without the service's annotations."""
    return {key.lower(): value for key, value in row.items() if "@" not in key}


def is_named(name: str, names: object) -> bool:
    """Whether a list of a family has the name in any case."""
    return isinstance(names, (list, tuple)) and (
        name in names or name.lower() in {str(listed_name).lower() for listed_name in names}
    )


def never_shown(family: Family, name: str, row: JsonMap) -> bool:
    """Whether no read shows the parameter: the family says so, it is a secret, or a switch that the row lacks."""
    if is_named(name, family.write_only):
        return True
    parameter = parameter_of(family, name)
    if parameter is None:
        return False
    return parameter.type in SECRET_TYPES or (parameter.type == "Switch" and shown_value(family, name, row) is None)


def shown_value(family: Family, name: str, row: JsonMap) -> ShownValue | None:
    """What a folded row shows of the parameter, in the words in which it is written; None where it does not show it."""
    first, *path = (value_for_name(family.shown_as, name) or name).lower().split(".")
    row_value = _value_at_path(row[first], path) if first in row else None
    if row_value is None:
        return None
    null = False if is_named(name, family.one_way) else value_for_name(family.null_is, name)
    if null is not None and row_value.value in (None, ""):
        return ShownValue(null)
    words = value_for_name(family.shown_values, name)
    return ShownValue(_value_in_words(words, row_value.value)) if words else row_value


def _value_at_path(value: Json, path: list[str]) -> ShownValue | None:
    """What stands at the path: of a list of maps, what stands there in each; a text may be the JSON of a map."""
    if not path:
        return ShownValue(value)
    if isinstance(value, str):
        value = _map_of_json(value)
    if isinstance(value, list):
        entry_values = [_value_at_path(entry, path) for entry in value]
        return ShownValue([entry.value for entry in entry_values if entry is not None])
    if value is None:
        return ShownValue(None)
    if not isinstance(value, Mapping):
        return None
    folded_map = fold_row(value)
    return _value_at_path(folded_map[path[0]], path[1:]) if path[0] in folded_map else None


def _map_of_json(text: str) -> Json:
    try:
        value: Json = json.loads(text) if text.strip() else None
    except ValueError:
        return text
    return value


def _value_in_words(words: Mapping[str, Json], value: Json) -> Json:
    """A shown value as it is written, * is any other; what the family does not tell stays."""
    if isinstance(value, list):
        return [_value_in_words(words, entry) for entry in value]
    if isinstance(value, Mapping):
        return value
    word = "null" if value is None else str(value).lower()
    return next((written for shown_word, written in words.items() if shown_word.lower() == word), words.get("*", value))


def is_secret(family: Family, name: str) -> bool:
    """Whether a property is secret to one of the cmdlets that write it; one that they do not know, by its name."""
    cmdlets = [find(cmdlet or "") for cmdlet in (family.cmdlets.get("create"), family.cmdlets.get("change"))]
    writing_cmdlets = [
        writing_cmdlet for writing_cmdlet in cmdlets if writing_cmdlet is not None and writing_cmdlet.has(name)
    ]
    return (
        any(is_hidden(writing_cmdlet, name) for writing_cmdlet in writing_cmdlets)
        if writing_cmdlets
        else is_hidden(None, name)
    )


def only_at_creation(family: Family, name: str) -> bool:
    """Whether a property that is there can only be had by making the object anew."""
    if name in (family.toggle, family.granted) or name in family.kept_by or name in family.deltas:
        return False
    return name in family.create_only or not family.cmdlets.get("change") or family.replaced
