# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters of Get- that choose rows or columns, by the rules of data/choosing.json.

A rule is a map with one of these keys; names are properties of the rows, from the parameter's words in Microsoft's
reference.

``is``: equal to one of them; with ``absent``, what holds in a listing without the parameter.
``refers``: it refers to the object of the noun ``to``. ``holds``: it is that object's id, or has it in a list.
``contains``: a part of the text. ``like``: with asterisks. ``text``: as the parameter ``by`` says, a part without it.
``from`` and ``to_time``: bounds of a moment. ``has`` and ``lacks``: any entry.
``nouns``: a word to the nouns that it stands for.
``where``: rows with these values. ``truth``: with these values where it is true, without them where it is false.
``reveals``: rows with these values, which are hidden without the switch.
``unused``: nothing of that noun names the row. ``linked``: the tags of a mailbox's policy.
``optional``: what was chosen for the mailbox of that parameter. ``unit``: the one organisational unit.
``mine``: whoever calls is one of them. ``never``: no row has such a thing. ``skip``: so many rows are left out.
``latest``: so many rows at most, those that changed last, the newest first.
``only``: these columns alone. ``fills``: columns that are empty without the switch; with ``instead``, what columns show
without it. ``leaves``: all others are empty with it.
``handled``: by the cmdlet's own implementation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from .calls import Call
from .catalogue import Cmdlet
from .columns import field_defaults
from .directory import RECIPIENTS
from .opath import Predicate
from .references import Shown
from .seen import is_one_of, read, value_of
from .store import Item, keys_of
from .tables import load
from .values import Value

Rule = Mapping[str, Any]
OPTIONAL_TAGS = "_optional_tags"  # of a mailbox: ids of retention tags
GROUPS: dict[str, tuple[str, ...]] = {"Recipient": RECIPIENTS}


def rules_of(cmdlet: Cmdlet) -> Mapping[str, Rule]:
    """Parameter name to rule."""
    rules: Mapping[str, Rule] = load("choosing").get(cmdlet.name, {})
    return rules


def tests_of(call: Call) -> Iterator[Predicate]:
    """What a row must fulfil; raises the service's error where a parameter names nothing."""
    for name, rule in rules_of(call.cmdlet).items():
        value = call.values.get(name)
        for kind, make in _TESTS.items():
            if kind in rule and (value not in (None, False, "", []) or (kind in _OF_FALSE and value is False)):
                yield make(call, rule, value)
        if value in (None, False) and "reveals" in rule:
            yield _not(_where(call, rule["reveals"]))
        if value is None and "absent" in rule and call.text("Identity") is None:
            yield _equal(call, rule["is"], {str(rule["absent"]).casefold()})


def skipped(call: Call) -> int:
    """How many rows at the front are left out."""
    names = [name for name, rule in rules_of(call.cmdlet).items() if "skip" in rule]
    return max((int(call.values.get(name) or 0) for name in names), default=0)


def latest(call: Call) -> int | None:
    """How many of the rows that changed last are wanted, None for all rows as they stand."""
    counts = [
        rule["latest"] for name, rule in rules_of(call.cmdlet).items() if "latest" in rule and call.values.get(name)
    ]
    return min(counts, default=None)


def columns_of(call: Call) -> tuple[frozenset[str], Mapping[str, Value]]:
    """The only columns that are shown (empty: all), and what others show instead of their value (None: nothing)."""
    columns: set[str] = set()
    instead: dict[str, Value] = {}
    for name, rule in rules_of(call.cmdlet).items():
        value = call.values.get(name)
        if "only" in rule and value:
            columns.update(rule["only"] or (str(entry) for entry in value))
        if "fills" in rule and not value:
            instead.update(dict.fromkeys(rule["fills"]), **rule.get("instead", {}))
        if "leaves" in rule and value:
            instead.update(dict.fromkeys(field_defaults(call.family.noun).keys() - set(rule["leaves"])))
    return frozenset({*columns, "Identity"} if columns else ()), instead


def entries(value: Value) -> list[Value]:
    """A value as a list; null is an empty one."""
    return [] if value in (None, "") else list(value) if isinstance(value, (list, tuple)) else [value]


def _folded(value: Value) -> set[str]:
    return {str(entry).casefold() for entry in entries(value)}


def _ids(value: Value) -> set[str]:
    """The ids behind references, because two people may have one name; other entries as text."""
    return {str(entry.item.guid if isinstance(entry, Shown) else entry).casefold() for entry in entries(value)}


def _equal(call: Call, names: Sequence[str], texts: set[str]) -> Predicate:
    return lambda item: any(is_one_of(read(call, item, name), texts) for name in names)


def _is(call: Call, rule: Rule, value: Value) -> Predicate:
    if value is False:  # a truth that a row lacks is not true
        return lambda item: any(read(call, item, name) in (False, None, "") for name in rule["is"])
    return _equal(call, rule["is"], _folded(value))


def _named(call: Call, rule: Rule, value: Value) -> Item:
    """The object that a parameter names; raises ManagementObjectNotFound or -Ambiguous."""
    return call.directory.one(GROUPS.get(rule["to"], (rule["to"],)), value)


def _refers(call: Call, rule: Rule, value: Value) -> Predicate:
    keys = keys_of(_named(call, rule, value))
    return lambda item: any(not keys.isdisjoint(_ids(read(call, item, name))) for name in rule["refers"])


def _holds(call: Call, rule: Rule, value: Value) -> Predicate:
    return _equal(call, rule["holds"], {str(_named(call, rule, value).guid)})


def _contains(call: Call, rule: Rule, value: Value) -> Predicate:
    part = str(value).casefold()
    return lambda item: any(part in str(read(call, item, name) or "").casefold() for name in rule["contains"])


def _like(call: Call, rule: Rule, value: Value) -> Predicate:
    return _compared(call, rule["like"], value, lambda text, pattern: fnmatchcase(text, pattern.replace("[", "[[]")))


def _text(call: Call, rule: Rule, value: Value) -> Predicate:
    return _compared(call, rule["text"], value, _WAYS[(call.text(rule["by"]) or "Contains").casefold()])


def _compared(call: Call, names: Sequence[str], value: Value, fits: Callable[[str, str], bool]) -> Predicate:
    """Any of the texts, or of a list's, against any of the wanted ones, without regard to case."""
    patterns = _folded(value)
    return lambda item: any(
        fits(text, pattern) for name in names for text in _folded(read(call, item, name)) for pattern in patterns
    )


def _where(call: Call, values: Rule) -> Predicate:
    return lambda item: all(_folded(read(call, item, name)) == _folded(value) for name, value in values.items())


def _truth(call: Call, rule: Rule, value: Value) -> Predicate:
    return _where(call, rule["truth"]) if value else _not(_where(call, rule["truth"]))


def _not(test: Predicate) -> Predicate:
    return lambda item: not test(item)


def _has(call: Call, names: Sequence[str]) -> Predicate:
    return lambda item: any(entries(read(call, item, name)) for name in names)


def _from(call: Call, rule: Rule, value: Value) -> Predicate:
    return lambda item: bool((read(call, item, rule["from"]) or value) >= value)


def _to(call: Call, rule: Rule, value: Value) -> Predicate:
    return lambda item: bool((read(call, item, rule["to_time"]) or value) <= value)


def _unused(call: Call, rule: Rule, _value: Value) -> Predicate:
    ((noun, names),) = rule["unused"].items()
    used = {
        key
        for user in call.directory.table(noun)
        for name in names
        for key in _ids(value_of(call.directory, user, name))
    }
    return lambda item: not keys_of(item) & used


def _linked(call: Call, rule: Rule, value: Value) -> Predicate:
    noun, links = rule["linked"]
    policy = value_of(call.directory, call.directory.recipient(value), noun)
    table = call.directory.table(noun)
    policies = [policy.item] if isinstance(policy, Shown) else [item for item in table if item.get("IsDefault")]
    linked_ids = {key for linking in policies for key in _ids(value_of(call.directory, linking, links))}
    linked_ids |= _opted(call, value)
    return lambda item: bool(keys_of(item) & linked_ids)


def _opted(call: Call, mailbox: Value) -> set[str]:
    """The ids of what somebody chose for a mailbox beside its policy."""
    return {str(guid) for guid in call.directory.recipient(mailbox).get(OPTIONAL_TAGS) or ()}


def _optional(call: Call, rule: Rule, _value: Value) -> Predicate:
    mailbox = call.values.get(rule["optional"])
    tag_ids = _opted(call, mailbox) if mailbox else set()
    return lambda item: str(item.guid) in tag_ids


def _nouns(_call: Call, rule: Rule, value: Value) -> Predicate:
    words = _folded(value)
    chosen = {noun for word, nouns in rule["nouns"].items() if word.casefold() in words for noun in nouns}
    return lambda item: item.noun in chosen


def _mine(call: Call, rule: Rule, _value: Value) -> Predicate:
    """An application is nobody's recipient."""
    caller = call.caller
    ids_of_caller = (
        [keys_of(item) for item in call.directory.find(RECIPIENTS, caller.name)] if caller.kind == "user" else [set()]
    )
    return _equal(
        call, rule["mine"], set().union(*ids_of_caller) or {caller.name.casefold()} if caller.kind == "user" else set()
    )


def _unit(call: Call, _rule: Rule, value: Value) -> Predicate:
    call.directory.unit(value)
    return lambda _item: True


_WAYS: dict[str, Callable[[str, str], bool]] = {
    "contains": str.__contains__,
    "endswith": str.endswith,
    "startswith": str.startswith,
}
_OF_FALSE = frozenset(["is", "truth"])  # the kinds that a parameter which is false chooses by, too
_TESTS: dict[str, Callable[[Call, Rule, Value], Predicate]] = {
    "is": _is,
    "refers": _refers,
    "holds": _holds,
    "contains": _contains,
    "where": lambda call, rule, _value: _where(call, rule["where"]),
    "text": _text,
    "truth": _truth,
    "has": lambda call, rule, _value: _has(call, rule["has"]),
    "lacks": lambda call, rule, _value: _not(_has(call, rule["lacks"])),
    "from": _from,
    "to_time": _to,
    "unused": _unused,
    "like": _like,
    "linked": _linked,
    "nouns": _nouns,
    "optional": _optional,
    "unit": _unit,
    "mine": _mine,
    "never": lambda _call, _rule, _value: lambda _item: False,
}
