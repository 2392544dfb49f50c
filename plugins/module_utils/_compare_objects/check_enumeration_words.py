# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Words that would be written, against those that Microsoft's pages list.

The service takes the beginning of a word for the word, and one that is wrong may pass without a complaint (graph2otel,
live), so a typing error would be found by nobody. What is shown already is never asked about: the service knows its
words best.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from .._catalogue.cmdlet_facts import words_of
from .._catalogue.cmdlets import Parameter, find
from .._catalogue.parameter_types import Kind, kind_of_type
from .._errors._advice.objects import failure
from .._object_families.facts_of_family import Family, Verb
from .._object_families.property_rules import rule_for
from .compare_properties import Change

_WRITING_VERBS: tuple[Verb, ...] = ("change", "create")
# Of a text or a list the page may well list examples.
_MAY_BE_MORE: frozenset[Kind] = frozenset({"text", "texts", "list"})


def check_enumeration_words(family: Family, changes: Sequence[Change], warn: Callable[[str], None]) -> None:
    """Refuse a word that is none of an enumeration's. Where the words of a text or a list are told, which may be
    examples, or where the catalogue is not sure, one that is almost one of them is only warned of.

    :raises Failure: ``resource-word-unknown``.
    """
    for change in changes:
        parameters = dict(_parameters_with_words(family, change.property))
        words = list(
            dict.fromkeys(word for cmdlet, parameter in parameters.items() for word in words_of(cmdlet, parameter.name))
        )
        listed_words = {word.lower() for word in words}
        sure = bool(words) and all(
            parameter.is_sure and kind_of_type(parameter.type) == "other" for parameter in parameters.values()
        )
        has_domains = rule_for(family, change.property) == "actions"
        for word in _words_of_change(change, has_domains=has_domains) if words else ():
            if word.lower() in listed_words:
                continue
            near = _nearest_word(word, words)
            if sure:
                remedy = f"Write {near}." if near else f"Write one of {', '.join(words)}."
                raise failure(
                    "resource-word-unknown", property=change.property, kind=family.kind, value=word, remedy=remedy
                )
            if near:
                warn(f"{change.property} of {family.kind} gets {word}, perhaps {near} is meant. It is sent as it is.")


def _parameters_with_words(family: Family, name: str) -> Iterator[tuple[str, Parameter]]:
    """The parameter of that name of each cmdlet that writes the kind, where it may have words."""
    for verb in _WRITING_VERBS:
        cmdlet = find(family.cmdlets.get(verb) or "")
        parameter = cmdlet.parameter(name) if cmdlet else None
        if cmdlet is not None and parameter is not None and kind_of_type(parameter.type) in ("other", *_MAY_BE_MORE):
            yield cmdlet.name, parameter


def _words_of_change(change: Change, *, has_domains: bool) -> Iterator[str]:
    """The words that would be new, without the domains in front of them."""
    value = list(change.add) if change.by_entries else change.value
    for entry in value if isinstance(value, (list, tuple)) else [value]:
        if isinstance(entry, str):
            words = entry.rpartition(":")[2] if has_domains else entry
            yield from filter(None, re.split(r"\s*,\s*", words.strip()))


def _nearest_word(word: str, words: Sequence[str]) -> str | None:
    # Only an error needs it, and loading it takes longer than the whole catalogue.
    from difflib import get_close_matches  # noqa: PLC0415

    folded = {listed_word.lower(): listed_word for listed_word in words}
    return next(
        (folded[listed_word] for listed_word in get_close_matches(word.lower(), folded, n=1, cutoff=0.75)), None
    )
