# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What is secret: by its shape, wherever it stands, and by the name that it stands under.

By shape: keys, tokens, handles, passwords. By name: one rule for ``parameters``, command lines and misplaced options;
of a documented parameter the catalogue says whether it takes a secret, any other is judged by how its name sounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .._catalogue.cmdlets import Cmdlet

NOT_SHOWN = "(not shown)"
# What a result and a diff show for a value of a secret property.
HIDDEN = "********"

_BASE64_CHARACTERS = "A-Za-z0-9+/_-"
# What is secret wherever it stands, and the word that is shown in its place. A key may have lost its line breaks, and
# a text its end: a failure quotes only the beginning of a long one.
_SECRET_SHAPES: tuple[tuple[str, str], ...] = (
    (r"(?i:-----BEGIN [A-Z0-9 ]{1,40}-----.*?(?:-----END [A-Z0-9 ]{1,40}-----|\Z))", "(key material)"),
    # DER in base64, as the content of a PFX file is.
    (r"(?<![A-Za-z0-9+/])MII[A-Za-z0-9+/]{40,}={0,2}", "(key material)"),
    (r"exo1\.[a-z]\.\d{1,10}\.[0-9a-f]{8,32}(?:\.[A-Za-z0-9_-]*){0,2}", "(session handle)"),
    (r"(?<![A-Za-z0-9+/])eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,4}", "(token)"),
    # A refresh token, and the value of an application's secret.
    (r"(?<![\w.-])[01]\.A[A-Za-z0-9_.-]{60,}", "(token)"),
    (r"(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])", "(secret)"),
    (
        (
            rf"(?<![=.{_BASE64_CHARACTERS}])(?!/)"
            rf"(?=[{_BASE64_CHARACTERS}]*[0-9])(?=[{_BASE64_CHARACTERS}]*[A-Z])(?=[{_BASE64_CHARACTERS}]*[a-z])"
            rf"[{_BASE64_CHARACTERS}]{{80,}}={{0,2}}"
        ),
        "(base64)",
    ),
)
# One of these stands in each of them, but in the last: what has none and no long word is left alone.
_HINTS_OF_SECRETS = ("-----", "exo1.", "eyJ", "Q~", "MII")
_LONG_WORD = re.compile(r"[A-Za-z0-9+/_.-]{60}")

GUID = r"\{?[0-9A-Fa-f]{1,12}(?:-[0-9A-Fa-f]{1,12}){1,6}\}?"
HOST = r"[\w-]+(?:\.[\w-]+)+\.?"
# Quotes, brackets and the like around a value that was cut out of a line.
AROUND = " \t\r\n'\"()[]{}$@,;:"
_CHARACTER_CLASSES = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"), re.compile(r"[^\w\s./:@,'\"()-]"))
_NAME_OF_SOMETHING = re.compile(
    rf"{GUID}|[^@\s]+@{HOST}|[\w.]+/[\w./]+|[A-Za-z]+-[A-Za-z]+\w?\d?|-\w+|(?:[A-Z][a-z]+){{2,}}\d{{1,2}}"
)


# Of a text that a service sent.
_LONGEST_TEXT = 2000
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SERVER_NAME = re.compile(
    r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.prod\.(?:(?:protection\.)?outlook\.com|exchangelabs\.com|partner\.outlook\.cn)\b",
    re.IGNORECASE,
)


def redact(text: str) -> str:
    """The text without what is secret by its shape."""
    if not any(hint in text for hint in _HINTS_OF_SECRETS) and _LONG_WORD.search(text) is None:
        return text
    for pattern, word in _secret_patterns():
        text = pattern.sub(word, text)
    return text


def holds_secret(text: str) -> bool:
    """Whether something in the text is secret by its shape."""
    return redact(text) != text


def secret_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where in the text something is secret by its shape."""
    return (secret.span() for pattern, _word in _secret_patterns() for secret in pattern.finditer(text))


def looks_random(word: str) -> bool:
    """Whether a word looks like a good password: letters of both cases, digits, signs; three of these in eight."""
    core = word.strip(AROUND)
    if len(core) < 8 or _NAME_OF_SOMETHING.fullmatch(core):
        return False
    return sum(character_class.search(core) is not None for character_class in _CHARACTER_CLASSES) > 2


def clean(text: object) -> str:
    """One line of at most 2,000 characters, without control characters, Microsoft's server names and secrets."""
    plain = _CONTROL_CHARACTERS.sub(" ", redact(str(text)))
    plain = _SERVER_NAME.sub("(server)", plain)
    plain = re.sub(r" {2,}", " ", plain).strip()
    return plain if len(plain) <= _LONGEST_TEXT else plain[: _LONGEST_TEXT - 1] + "…"


@cache
def _secret_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.DOTALL), word) for pattern, word in _SECRET_SHAPES)


# What a text that takes a secret is called, also where one letter of it is wrong. The address of a vault or of a
# service that gives tokens is none (AppSecretKeyVaultUrl), unless it holds its own signature (MRSContentFilterSasUri).
# Of keys those are secret that sign or open something; what tells which key it is is none (AccessKeyId).
_KEY_OF_SOMETHING = r"(?:access|account|api|private|shared|signing|storage|symmetric)_?key(?!_?(?:id|name|size)\b)"
_SECRET_STEMS = ("passw", "secret", "credential", "passphrase", "pwd", "token", _KEY_OF_SOMETHING, "connection_?string")
_NEARLY_SECRET_STEMS = ("password", "secret", "credential", "passphrase", "certificate", "session", "token")
# In one of these letters or digits a stem may be wrong; in a digit only one that is long.
_STEM_LETTERS = frozenset(ascii_lowercase)
_LETTERS_AND_DIGITS = _STEM_LETTERS | frozenset(digits)
_SHORT_STEM = 5
_ADDRESS_WORD = re.compile(r"\w*ur[il]\b", re.IGNORECASE)
_SOUNDS_SECRET = re.compile(rf"(?:{'|'.join(_SECRET_STEMS)})(?!{_ADDRESS_WORD.pattern})|sas_?ur[il]\b", re.IGNORECASE)

_SHORTEST_SECRET = 3
# Up to five digits, a fraction, a time or a time span; longer numbers may be a password, and are rare in a result.
_PLAIN_NUMBER = re.compile(r"[-+]?\d{1,5}(?:[.,]\d+)?|-?(?:\d{1,5}\.)?\d{1,2}(?::\d{1,2}){1,2}(?:\.\d+)?")
_PLAIN_WORDS = frozenset(
    {"true", "false", "yes", "no", "on", "off", "null", "none", "default", "enabled", "disabled", "unlimited"}
)
# The kinds of types that may hold a secret as it is; numbers, truth values, times and members of enumerations are none.
_KINDS_OF_TEXT = frozenset({"text", "texts", "list", "bytes"})


class Secrecy(IntEnum):
    """How sure it is that a parameter takes a secret; the greater, the surer."""

    NONE = 0
    # By its name alone: what cannot be a secret under it stays readable.
    GUESSED = 1
    # By the catalogue: whatever stands under it is hidden.
    CERTAIN = 2


def is_secret(cmdlet: Cmdlet, parameter: str) -> bool:
    """Whether a documented parameter (its name in any case) takes a password or a credential: by its type, and where
    that is a text by its name."""
    # Here, not above: tasks that know no cmdlet need not read the catalogue, and each failure needs what is above.
    from .._catalogue.cmdlets import SECRET_TYPES  # noqa: PLC0415
    from .._catalogue.parameter_types import kind_of_type  # noqa: PLC0415

    documented = cmdlet.parameter(parameter)
    if documented is None or documented.type in SECRET_TYPES:
        return documented is not None
    return sounds_secret(documented.name) and kind_of_type(documented.type) in _KINDS_OF_TEXT


def secrecy(cmdlet: Cmdlet | None, name: str) -> Secrecy:
    """How secret a parameter is: as the catalogue says, or by its name where nobody has told its type."""
    parameter = cmdlet.parameter(name) if cmdlet is not None else None
    if cmdlet is not None and parameter is not None and parameter.has_type:
        return Secrecy.CERTAIN if is_secret(cmdlet, name) else Secrecy.NONE
    return Secrecy.GUESSED if nearly_secret(name) else Secrecy.NONE


def is_hidden(cmdlet: Cmdlet | None, name: str) -> bool:
    """Whether the value of a parameter is not shown: it is secret for sure, or by its name."""
    return secrecy(cmdlet, name) is not Secrecy.NONE


def secret_texts(judged: Secrecy, value: object) -> set[str]:
    """The texts of a parameter's value that must not be shown: a credential is a map of a name and a password."""
    if judged is Secrecy.NONE or _is_bytes(value):
        return set()
    members = (member for member in _texts_inside(value) if member is not None and not isinstance(member, bool))
    if judged is Secrecy.CERTAIN:
        return {str(member) for member in members} - {""}
    texts = {str(member) for member in members if not isinstance(member, (int, float))}
    return {text for text in texts if could_be_secret(text)}


def secrets_in(cmdlet: object, parameters: object) -> set[str]:
    """The texts among ``parameters`` that must not be shown: passwords, by the catalogue; by their names where it has
    no such parameter or no such cmdlet, whose name may be misspelt or missing."""
    if not isinstance(parameters, Mapping):
        return set()
    from .._catalogue.cmdlets import find  # noqa: PLC0415 - as above

    documented_cmdlet = find(cmdlet) if isinstance(cmdlet, str) else None
    named_values = {name: value for name, value in parameters.items() if isinstance(name, str)}
    return {
        text for name, value in named_values.items() for text in secret_texts(secrecy(documented_cmdlet, name), value)
    }


def sounds_secret(name: str) -> bool:
    """Whether a parameter of that name, of which nothing else is known, may take a secret."""
    return _SOUNDS_SECRET.search(name) is not None


def nearly_secret(name: str) -> bool:
    """Whether a name that nobody knows sounds secret, perhaps with a letter wrong."""
    if sounds_secret(name):
        return True
    text = name.lower()
    beginnings = ((text[at:], stem) for at in range(len(text)) for stem in _NEARLY_SECRET_STEMS if text[at] == stem[0])
    ends = (rest[end:] for rest, stem in beginnings for end in _ends_nearly(rest, stem))
    return any(_ADDRESS_WORD.match(rest) is None for rest in ends)


def could_be_secret(text: str) -> bool:
    """Whether a text may be a secret where only its name says so: no number, no truth value, no one or two letters."""
    core = text.strip(AROUND)
    return len(core) >= _SHORTEST_SECRET and core.lower() not in _PLAIN_WORDS and _PLAIN_NUMBER.fullmatch(core) is None


def _ends_nearly(text: str, stem: str) -> Iterator[int]:
    """How long a stem may be at the beginning of a text: as it is, or with one letter lost, doubled, wrong or in its
    neighbour's place; the first letter stays.

    By hand, since the one expression for all stems takes 35 ms to compile, in each task anew.
    """
    size = len(stem)
    if text.startswith(stem):
        yield size
    for at in range(1, size):
        if not text.startswith(stem[:at]):
            return
        tail, letter, behind = stem[at:], text[at : at + 1], text[at + 1 :]
        if text.startswith(tail[1:], at):
            yield size - 1
        if letter in _STEM_LETTERS and behind.startswith(tail):
            yield size + 1
        if letter == tail[1:2] and behind.startswith(tail[0] + tail[2:]):
            yield size
        if size > _SHORT_STEM and letter in _LETTERS_AND_DIGITS and behind.startswith(tail[1:]):
            yield size


def _is_bytes(value: object) -> bool:
    """Whether it is a file's content as numbers: hiding each of them would hide every small number of a result."""
    if not isinstance(value, (list, tuple)):
        return False
    return all(isinstance(member, int) and not isinstance(member, bool) and 0 <= member <= 255 for member in value)


def _texts_inside(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for member in value:
            yield from _texts_inside(member)
    else:
        yield value
