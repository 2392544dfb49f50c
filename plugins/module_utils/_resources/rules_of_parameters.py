# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""By which rule a parameter is compared: what the family says, else what Microsoft's reference has as its type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TypeVar

from .._catalogue.cmdlets import UNKNOWN_TYPE, Parameter, find
from .._catalogue.parameter_types import Kind, is_type_of_word_list, kind_of_type, short_name
from .facts import Family, Rule

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


def told_of(table: Mapping[str, _Entry], name: str) -> _Entry | None:
    """The entry of a table of a family for a name in any case."""
    if name in table or not table:
        return table.get(name)
    key = name.lower()
    return next((value for known, value in table.items() if known.lower() == key), None)


def rule_for(family: Family, parameter: str) -> Rule:
    """The rule of a parameter in any case: the family's by its name, then by a pattern, else that of its type."""
    said = told_of(family.compare, parameter)
    if said is None:
        key = parameter.lower()
        patterns = ((name, rule) for name, rule in family.compare.items() if "*" in name)
        said = next((rule for name, rule in patterns if fnmatchcase(key, name.lower())), None)
    if said is not None:
        return said
    known = parameter_of(family, parameter)
    if known is None or known.type == UNKNOWN_TYPE:
        # What is added to and removed from is a list, although nobody has told its type.
        return "set" if "add" in (told_of(family.deltas, parameter) or {}) else "anything"
    return _rule_of_type(known)


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
    for known, delta in family.deltas.items():
        if name.lower() in (str(one).lower() for verb, one in delta.items() if verb != "replace"):
            return known
    verb = next((one for one in ("add", "remove") if name.lower().startswith(one)), None)
    own = parameter_of(family, name) if verb else None
    whole = parameter_of(family, name[len(verb) :]) if verb and own else None
    is_list = own is not None and kind_of_type(own.type) in ("list", "texts")
    return whole.name if is_list and own is not None and whole is not None and own.type == whole.type else None


@lru_cache(maxsize=512)
def _rule_of_type(known: Parameter) -> Rule:
    short, kind = short_name(known.type), kind_of_type(known.type)
    if kind in ("list", "texts") and _RECIPIENT_LISTS.fullmatch(known.name):
        return "recipients"
    if short in _RULE_BY_TYPE:
        return _RULE_BY_TYPE[short]
    if known.choice == "set" or is_type_of_word_list(known.type):
        return "words"
    recipient = _RECIPIENT_PARAMETERS.fullmatch(short)
    if recipient:
        return "recipients" if recipient["several"] else "recipient"
    if short.endswith("idparameter[]"):
        return "names"
    if short.endswith("collection"):
        return "set"
    return _rule_of_unlimited(known.name) if kind == "unlimited" else _RULE_OF_KIND.get(kind, "text")


def _rule_of_unlimited(name: str) -> Rule:
    """A number, a size or a span, which the type does not tell and the name does."""
    if _NUMBER_PARAMETERS.search(name):
        return "number"
    return "size" if _SIZE_PARAMETERS.search(name) else "span" if _SPAN_PARAMETERS.search(name) else "number"
