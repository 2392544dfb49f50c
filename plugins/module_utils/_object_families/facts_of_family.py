# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The closed set of mechanisms by which kinds of object differ: what a table of families can say, and what it means.

A family says how objects of one kind are named, read, compared and written. Most of it follows from the catalogue
(``family_by_rule.py``); the tables in ``families`` say what does not, and the option ``families`` of a task may say
it over both. Names of parameters and properties are Microsoft's; where a name is a pattern, ``*`` stands for any
letters. What a mechanism does is in the files of this room; none of them knows a kind by its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Literal, TypedDict

from .._dataclass import dataclass
from .._json_types import Json

Verb = Literal["read", "create", "change", "remove", "enable", "disable"]

# How two values of a property are compared; normal_forms.py has a function for each.
Rule = Literal[
    "text",  # without case, "" is null, line ends and trailing blanks do not count
    "exact",  # to the letter
    "html",  # a text that the service wraps into a page
    "translations",  # "ES:text" entries of such texts; the default one is what another parameter says
    "boolean",  # null is "not configured", and differs from false
    "number",  # a whole number of any length, or a decimal
    "size",  # bytes: "50 GB (53,687,091,200 bytes)", 50GB, or a number; Unlimited
    "span",  # a duration: 14.00:00:00, P14D, 04:00:00; Unlimited
    "days",  # a duration whose bare number counts days; Unlimited
    "date",  # an instant, to the second
    "guid",
    "culture",  # a language tag
    "name",  # the last part of a canonical name (a/b/Name), without case
    "names",
    "set",  # texts in any order, without case; a bare text is one
    "ordered",  # a list whose order counts
    "words",  # a set of words that may stand joined by commas in one text
    "address",  # one address; smtp: in front of it does not count
    "addresses",  # proxy addresses: SMTP: is the primary one; only the prefixes that are named are compared
    "recipient",  # equal where both name the same recipient
    "recipients",
    "items",  # objects that are shown as maps, and written as the Name that is in them
    "object",  # a map; only the keys that are wanted are compared
    "objects",  # a list of such maps, in any order
    "pairs",  # "[key, value]" texts, or a list of such maps, and a map
    "json",  # a text that is JSON
    "xml",  # content of a file that the service keeps
    "filter",  # a recipient filter, to which the service adds conditions of its own
    "actions",  # "domain: action, action" entries
    "people",  # "Name;address" entries, of which the address counts
    "domains",  # "smtp:*.contoso.com;1" entries of a connector
    "bits",  # a number, shown as a text of "Name: True" lines, the highest bit first
    "anything",  # nobody has told its type: what the value looks like
]


class Delta(TypedDict, total=False):
    """How a property is changed at Set where it is no parameter of that name: by what is added to the list and what is
    removed, or whole (``replace``)."""

    add: str
    remove: str
    replace: str


class _KeptBy(TypedDict):
    kind: str
    owner: str
    entry: str


class KeptBy(_KeptBy, total=False):
    """A list that objects of another kind hold: each entry is one of them, named by ``entry``; ``owner`` names ours.

    ``fixed`` are parts of their identity that are the same for all; ``entry_name`` makes the name by which one is
    removed of ``{entry}`` and ``{owner}``, where the kind has a name of its own; ``asked_by`` is the parameter by which
    a read takes our name, where it is another than ``owner``.
    """

    asked_by: str
    fixed: Mapping[str, Json]
    entry_name: str


class Protected(TypedDict, total=False):
    """Objects that are never removed: those whose ``property`` is ``equals`` (a pattern), and why."""

    property: str
    equals: Json
    reason: str


class Facts(TypedDict, total=False):
    """What a table, or the option ``families``, may say of a kind. Absent is: as the rule from the catalogue has it."""

    # The cmdlets, where they are not those of the kind's own name; null where the kind has none.
    cmdlets: Mapping[Verb, str | None]

    # -- How an object is named
    identity: Sequence[str]  # the parameters that name it; none for what the organization has one of
    fixed_identity: str  # the name that a kind with just one object goes by
    create_as: Mapping[str, str]  # a part of the identity that New- takes under another name
    # What New- takes the identity as, where that is an address; what create_as says is then what stands before the @.
    address_as: str
    # What New- takes the way to the object as, where the identity is a path (\Plans\2026); what create_as says is then
    # what stands at its end.
    path_as: str
    # For a part of the identity, the properties of a row that may show it. None ([]): no row shows it, so every read
    # is of that part (a mailbox, whose permissions are read) and what comes is of it.
    matched_by: Mapping[str, Sequence[str]]
    addressed_by: Sequence[str]  # properties of the found row whose first value names it in a write; none: as given
    addressed_as: str  # the parameter of a write that takes that name; Identity as a rule
    rename: str | None  # the parameter of Set- that gives a new name

    # -- How it is read
    # All are read (of the parts that no row shows), and the one is picked here: a read by name finds others, errs or
    # shows less.
    listed: bool
    read_with: Mapping[str, Json]  # parameters of each read
    read_kinds: Sequence[Mapping[str, Json]]  # further reads, each with such parameters, for objects that hide
    counts: Mapping[str, Json]  # a row counts only where these properties have these values (! in front: not)
    gone: Mapping[str, Json]  # a row with one of these values is about to vanish

    # -- What shows a property
    shown_as: Mapping[str, str]  # the property that shows a parameter (a dotted path leads into a map)
    shown_values: Mapping[str, Mapping[str, Json]]  # for a parameter: what is shown (* is all else), what is written
    compare: Mapping[str, Rule]  # how a parameter is compared, where its type does not tell
    write_only: Sequence[str]  # passwords, and what no read shows
    create_only: Sequence[str]  # what only New- takes
    one_way: Sequence[str]  # what can be set to true and not back
    null_is: Mapping[str, Json]  # what a null of a property means, where it is no "not configured"

    # -- How it is written
    create_takes: Sequence[str]  # the few that New- takes, where it takes fewer than documented; Set- does the rest
    create_needs: Mapping[str, Json]  # what New- must have, and what it gets where nobody says it
    create_asks: Sequence[str]  # what a task must say of a new one, besides what Microsoft's reference has as mandatory
    with_each: Mapping[Verb, Mapping[str, Json]]  # parameters of each such write
    companions: Mapping[str, Sequence[str]]  # a parameter (* is any), and those that go with it at Set-
    alone: Sequence[Sequence[str]]  # groups of parameters that have a call of their own, in this order, at the end
    # For a property, the switch that stands for each of its values, where a cmdlet has that and not the property.
    switches: Mapping[str, Mapping[str, str]]
    toggle: str | None  # the parameter that Enable- and Disable- write
    toggle_with: Mapping[str, Json]  # parameters of Enable- and Disable-
    deltas: Mapping[str, Delta]  # what is changed by other parameters at Set-
    granted: str | None  # the list that the create and the remove cmdlet add to and take from (rights)
    kept_by: Mapping[str, KeptBy]  # lists that are objects of another kind
    exclusive: Sequence[Sequence[str]]  # never sent together: the first that is wanted wins
    replaced: bool  # a change is a removal and a creation, which create_only: recreate allows
    wait: int  # seconds until a new one can be read, at most; 0 as a rule

    # -- What is not done
    protected: Sequence[Protected]  # objects that are never removed: a property, what it equals, and why
    absent: Mapping[str, Json]  # the values that stand for absence where nothing is removed
    never_absent: str  # why there is no removing
    never_present: str  # why there is no creating
    recreatable: bool  # whether create_only: recreate may remove it

    # -- How kinds hang together
    # A parameter, and the kind that its values name; "Recipient" is any that has an address, "Address" is one of those
    # or any address of elsewhere.
    refers_to: Mapping[str, str]
    # Of those, the parameters whose values may name what no listing of the kind shows: then their names are compared.
    may_be_unlisted: Sequence[str]

    sources: Sequence[str]  # whose evidence it is


@dataclass(frozen=True)
class Family:
    """All that is known of a kind: :class:`Facts` with nothing left out. ``origin`` tells who knows it."""

    kind: str
    origin: Literal["table", "rule", "nobody"]
    cmdlets: Mapping[Verb, str | None]
    identity: tuple[str, ...] = ("Identity",)
    fixed_identity: str = ""
    create_as: Mapping[str, str] = field(default_factory=dict)
    address_as: str = ""
    path_as: str = ""
    matched_by: Mapping[str, Sequence[str]] = field(default_factory=dict)
    addressed_by: Sequence[str] = ()
    addressed_as: str = "Identity"
    rename: str | None = None
    listed: bool = False
    read_with: Mapping[str, Json] = field(default_factory=dict)
    read_kinds: Sequence[Mapping[str, Json]] = ()
    counts: Mapping[str, Json] = field(default_factory=dict)
    gone: Mapping[str, Json] = field(default_factory=dict)
    shown_as: Mapping[str, str] = field(default_factory=dict)
    shown_values: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    compare: Mapping[str, Rule] = field(default_factory=dict)
    write_only: Sequence[str] = ()
    create_only: Sequence[str] = ()
    one_way: Sequence[str] = ()
    null_is: Mapping[str, Json] = field(default_factory=dict)
    create_takes: Sequence[str] | None = None
    create_needs: Mapping[str, Json] = field(default_factory=dict)
    create_asks: Sequence[str] = ()
    with_each: Mapping[Verb, Mapping[str, Json]] = field(default_factory=dict)
    companions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    alone: Sequence[Sequence[str]] = ()
    switches: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    toggle: str | None = None
    toggle_with: Mapping[str, Json] = field(default_factory=dict)
    deltas: Mapping[str, Delta] = field(default_factory=dict)
    granted: str | None = None
    kept_by: Mapping[str, KeptBy] = field(default_factory=dict)
    exclusive: Sequence[Sequence[str]] = ()
    replaced: bool = False
    wait: int = 0
    protected: Sequence[Protected] = ()
    absent: Mapping[str, Json] = field(default_factory=dict)
    never_absent: str = ""
    never_present: str = ""
    recreatable: bool = False
    refers_to: Mapping[str, str] = field(default_factory=dict)
    may_be_unlisted: Sequence[str] = ()
    sources: Sequence[str] = ()
