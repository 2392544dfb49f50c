# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Where secrets stand in a command line or in misplaced options, and what may be quoted of one.

Nothing is parsed for it: a line that cannot be parsed is the one that is quoted. Ansible shows the options of a task at
-vvv, those that it refuses as well; where a password stands in them nobody can know, so it is looked for by the names
around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .._catalogue.cmdlets import Cmdlet, find
from .._characters import DASHES, DOUBLE, INVISIBLE, SINGLE
from .secret_rules import Secrecy, could_be_secret, is_secret, looks_random, secrecy, secret_spans, secret_texts

HIDDEN = "***"

# A name may stand right behind a closing quotation mark or bracket. What PowerShell makes part of it, or what cannot be
# seen in it, hides no secret: a line with it is refused, and shown.
_INSIDE_A_NAME = rf"{INVISIBLE}|`(?:\r\n|\n|\r)?"
_PARAMETER_NAME = re.compile(rf"(?<![^\s(;|,)}}{SINGLE}{DOUBLE}])[{DASHES}]([A-Za-z_](?:\w|{_INSIDE_A_NAME})*)")
_CMDLET_NAME = re.compile(r"(?<![A-Za-z])([A-Za-z]{1,128})[-\u2013-\u2015]([A-Za-z0-9]{1,128})")
_POWERSHELL_VARIABLE = re.compile(r"\$(?!true\b|false\b|null\b)\w+", re.IGNORECASE)
# What is longer is refused as a whole.
_LONGEST_LINE = 70_000
# Their arguments are secrets under any parameter.
_MAKES_A_SECRET = re.compile(r"SecureString|PSCredential|NetworkCredential|AsPlainText", re.IGNORECASE)
# In a line, what is no value: space, names of parameters, a name where a command begins, what joins them. A variable
# may be a password that begins with a dollar sign, and words with a hyphen a passphrase.
_LINE_PARTS = re.compile(
    r"(?P<kept>(?:\A|(?<=[\n;|({=]))\s*[A-Za-z]+-[A-Za-z]\w*(?![\w-])|\s+|(?<![^\s(;|,])[-\u2013-\u2015][A-Za-z]\w*:?"
    r"|[|;&(){},=])|'(?:[^']|'')*'?|\"[^\"]*\"?|[^\s|;&(){},='\"]+"
)
_LINE_WORDS = re.compile(r"[^\s|;:(){}=]+")

Spans = tuple[tuple[int, int], ...]


class SecretPlace(NamedTuple):
    """Where a secret begins in a text, and how sure it is that one does."""

    start: int
    judged: Secrecy


def secret_from(text: str) -> int | None:
    """From where on a command line must not be shown: behind the first name that a secret may follow."""
    place = secret_place(text)
    return None if place is None else place.start


def secret_place(text: str, cmdlet_of_line: Cmdlet | None = None) -> SecretPlace | None:
    """The first place of a secret; ``cmdlet_of_line`` is that of a line that names none.

    A parameter is judged as one of the first cmdlet. What another one takes as a secret, behind a pipe, in a loop or in
    a statement of its own, is one in any case.
    """
    text = text[:_LONGEST_LINE]
    cmdlet = find(cmdlet_named(text) or "") or cmdlet_of_line
    all_cmdlets: list[Cmdlet] | None = None
    judged: dict[str, Secrecy] = {}
    places = [SecretPlace(maker.start(), Secrecy.CERTAIN) for maker in [_MAKES_A_SECRET.search(text)] if maker]
    for parameter in _PARAMETER_NAME.finditer(text):
        name = parameter[1] if parameter[1].isalnum() else re.sub(_INSIDE_A_NAME, "", parameter[1])
        name = name.lower()
        if name not in judged:
            if all_cmdlets is None:
                all_cmdlets = _cmdlets_in(text)
            secrecies = (_secrecy_of_parameter(any_cmdlet, name) for any_cmdlet in all_cmdlets)
            judged[name] = Secrecy.CERTAIN if Secrecy.CERTAIN in secrecies else _secrecy_of_parameter(cmdlet, name)
        if judged[name]:
            places.append(SecretPlace(parameter.end(), judged[name]))
            break
    return min(places, default=None)


def redact_line(text: str) -> str:
    """What may be quoted of a line."""
    return redact_piece(text, 0, len(text), hidden_spans(text, secret=has_secret(text)))


def has_secret(text: str) -> bool:
    """Whether a line may have a secret: under the name of one, or where that has no value of its own."""
    place = secret_place(text)
    if place is None or place.judged is Secrecy.CERTAIN:
        return place is not None
    rest = text[place.start :].strip(" :\t\r\n")
    return not rest or _POWERSHELL_VARIABLE.match(rest) is not None or could_be_secret(rest)


def secret_rest(text: str, places: Iterable[SecretPlace | None]) -> set[str]:
    """All of a text from the first of these places on; nothing where that is only a guess, and no secret to look at."""
    secret_places = [place for place in places if place is not None]
    if not secret_places:
        return set()
    rest = text[min(secret_places).start :].strip(" :\t\r\n")
    certain = any(place.judged is Secrecy.CERTAIN for place in secret_places)
    return {rest} - {""} if certain or could_be_secret(rest) else set()


def cmdlet_named(text: str) -> str | None:
    """The first name of a cmdlet in a text."""
    name = _CMDLET_NAME.search(text, 0, _LONGEST_LINE)
    return f"{name[1]}-{name[2]}" if name else None


def hidden_spans(line: str, *, secret: bool) -> Spans:
    """The pieces of a command line that may not be quoted: of one that has a secret all but the names in it, because
    that may stand anywhere, in a variable or in front of its parameter; of any other what looks like one."""
    spans = list(secret_spans(line))
    if secret:
        spans += [part.span() for part in _LINE_PARTS.finditer(line) if not part["kept"]]
    else:
        spans += [word.span() for word in _LINE_WORDS.finditer(line) if looks_random(word[0])]
    return tuple(sorted(spans))


def redact_piece(line: str, start: int, end: int, hidden: Spans) -> str:
    """A piece of a command line without what is hidden in it."""
    parts = []
    for first, last in hidden:
        if last > start and first < end:
            parts += [line[start : max(first, start)], HIDDEN]
            start = min(last, end)
    return "".join([*parts, line[start:end]])


def _cmdlets_in(text: str) -> list[Cmdlet]:
    """The cmdlets that a text names, as far as the catalogue has them."""
    names = dict.fromkeys(f"{name[1]}-{name[2]}" for name in _CMDLET_NAME.finditer(text))
    return list(filter(None, map(find, names)))


def _secrecy_of_parameter(cmdlet: Cmdlet | None, name: str) -> Secrecy:
    """How secret a parameter is whose name may be shortened."""
    if cmdlet is not None and not cmdlet.has(name):
        full_names = (full for full in cmdlet.parameters if full.startswith(name))
        if any(is_secret(cmdlet, full) for full in full_names):
            return Secrecy.CERTAIN
    return secrecy(cmdlet, name)


# The cmdlets that a name may belong to; None is one that the catalogue does not have, or that nobody named.
_MeantCmdlets = tuple["Cmdlet | None", ...]
# They may hold passwords in places of their own; what all other options hold is not looked at.
_FREE_OPTIONS = frozenset({"cmdlet", "command", "commands", "parameters"})
# A name and its value in a text that should have been a map: JSON, YAML, or PowerShell's own.
_ASSIGNED_NAME = re.compile(r"(?<!\w)(\w+)['\"]?\s*[:=]")


def misplaced_secrets(options: Mapping[str, object], own_options: Iterable[str]) -> set[str]:
    """The texts among the options of a failed task that may be passwords; ``own_options`` are the names of its own."""
    passed_over = set(own_options) - _FREE_OPTIONS
    looked_at = {name: value for name, value in options.items() if name not in passed_over}
    return set(_secrets_below(looked_at, (None,)))


def _secrets_below(value: object, cmdlets: _MeantCmdlets) -> Iterator[str]:
    """What may be secret at any depth of a value."""
    if isinstance(value, Mapping):
        cmdlets = _find_meant(value) or cmdlets
        for name, member in value.items():
            judged = _secrecy_of_meant(cmdlets, str(name))
            yield from secret_texts(judged, member) if judged else _secrets_below(member, cmdlets)
    elif isinstance(value, (list, tuple)):
        for member in value:
            yield from _secrets_below(member, cmdlets)
    elif isinstance(value, str):
        yield from _secrets_in_text(value, cmdlets)


def _secrets_in_text(text: str, cmdlets: _MeantCmdlets) -> set[str]:
    """What may be secret in a text: a command line, or names and values. Its own cmdlet is the one that it is for."""
    cmdlet_of_text = find(cmdlet_named(text) or "")
    cmdlets = cmdlets if cmdlet_of_text is None else (cmdlet_of_text,)
    return secret_rest(
        text, [_find_assigned(text, cmdlets), secret_place(text, cmdlets[0] if len(cmdlets) == 1 else None)]
    )


def _find_meant(options: Mapping[object, object]) -> _MeantCmdlets:
    """The cmdlets that a task or an item names, itself or in its list of commands: its parameters are for them all."""
    items = options.get("commands")
    cmdlets_by_name: dict[str | None, Cmdlet | None] = {}
    for item in [options, *(items if isinstance(items, (list, tuple)) else [items])]:
        texts = [item.get("cmdlet"), item.get("command")] if isinstance(item, Mapping) else [item]
        for text in texts:
            if isinstance(text, str) and text:
                name = cmdlet_named(text)
                cmdlets_by_name[name] = find(name) if name else None
    return tuple(cmdlets_by_name.values())


def _secrecy_of_meant(cmdlets: _MeantCmdlets, name: str) -> Secrecy:
    return max(secrecy(cmdlet, name) for cmdlet in cmdlets)


def _find_assigned(text: str, cmdlets: _MeantCmdlets) -> SecretPlace | None:
    """The first place in a text where a secret is assigned to a name."""
    # A text may repeat a name thousands of times, and be for hundreds of cmdlets.
    judged: dict[str, Secrecy] = {}
    for assigned in _ASSIGNED_NAME.finditer(text):
        name = assigned[1].lower()
        if name not in judged:
            judged[name] = _secrecy_of_meant(cmdlets, name)
        if judged[name]:
            return SecretPlace(assigned.end(), judged[name])
    return None
