# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What is secret by the name that it stands under: one rule for ``parameters``, command lines and misplaced options.

Of a documented parameter the catalogue says whether it takes a secret; any other is judged by how its name sounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache

from .._catalogue.cmdlets import SECRET_TYPES, Cmdlet, find
from .._catalogue.parameter_types import kind_of_type
from .shapes import AROUND

# What a text that takes a secret is called, also where one letter of it is wrong. The address of a vault or of a
# service that gives tokens is none (AppSecretKeyVaultUrl), unless it holds its own signature (MRSContentFilterSasUri).
_STEMS = ("passw", "secret", "credential", "passphrase", "pwd", "token")
_NEAR = ("password", "secret", "credential", "passphrase", "certificate", "session", "token")
_NO_ADDRESS = r"(?!\w*ur[il]\b)"
_SOUNDS_SECRET = re.compile(rf"(?:{'|'.join(_STEMS)}){_NO_ADDRESS}|sas_?ur[il]\b", re.IGNORECASE)

_SHORTEST = 3
# Up to five digits, a fraction, a time or a time span; longer numbers may be a password, and are rare in a result.
_PLAIN_NUMBER = re.compile(r"[-+]?\d{1,5}(?:[.,]\d+)?|-?(?:\d{1,5}\.)?\d{1,2}(?::\d{1,2}){1,2}(?:\.\d+)?")
_PLAIN_WORDS = frozenset(
    {"true", "false", "yes", "no", "on", "off", "null", "none", "default", "enabled", "disabled", "unlimited"}
)
# The kinds of types that may hold a secret as it is; numbers, truth values, times and members of enumerations are none.
_KINDS_OF_TEXT = frozenset({"text", "texts", "list"})


class Secrecy(IntEnum):
    """How sure it is that a parameter takes a secret; the greater, the surer."""

    NONE = 0
    # By its name alone: what cannot be a secret under it stays readable.
    GUESSED = 1
    # By the catalogue: whatever stands under it is hidden.
    CERTAIN = 2


def is_secret(known: Cmdlet, parameter: str) -> bool:
    """Whether a documented parameter (its name in any case) takes a password or a credential: by its type, and where
    that is a text by its name."""
    documented = known.parameter(parameter)
    if documented is None or documented.type in SECRET_TYPES:
        return documented is not None
    return sounds_secret(documented.name) and kind_of_type(documented.type) in _KINDS_OF_TEXT


def secrecy(known: Cmdlet | None, name: str) -> Secrecy:
    """How secret a parameter is: as the catalogue says, or by its name where nobody has told its type."""
    parameter = known.parameter(name) if known is not None else None
    if known is not None and parameter is not None and parameter.has_type:
        return Secrecy.CERTAIN if is_secret(known, name) else Secrecy.NONE
    return Secrecy.GUESSED if nearly_secret(name) else Secrecy.NONE


def secret_texts(judged: Secrecy, value: object) -> set[str]:
    """The texts of a parameter's value that must not be shown: a credential is a map of a name and a password."""
    if judged is Secrecy.NONE:
        return set()
    found = (one for one in _leaves(value) if one is not None and not isinstance(one, bool))
    if judged is Secrecy.CERTAIN:
        return {str(one) for one in found} - {""}
    texts = {str(one) for one in found if not isinstance(one, (int, float))}
    return {text for text in texts if could_be_secret(text)}


def secrets_in(cmdlet: object, parameters: object) -> set[str]:
    """The texts among ``parameters`` that must not be shown: passwords, by the catalogue; by their names where it has
    no such parameter or no such cmdlet, whose name may be misspelt or missing."""
    if not isinstance(parameters, Mapping):
        return set()
    known = find(cmdlet) if isinstance(cmdlet, str) else None
    named = {name: value for name, value in parameters.items() if isinstance(name, str)}
    return {text for name, value in named.items() for text in secret_texts(secrecy(known, name), value)}


def sounds_secret(name: str) -> bool:
    """Whether a parameter of that name, of which nothing else is known, may take a secret."""
    return _SOUNDS_SECRET.search(name) is not None


def nearly_secret(name: str) -> bool:
    """Whether a name that nobody knows sounds secret, perhaps with a letter wrong."""
    return sounds_secret(name) or _near().search(name) is not None


def could_be_secret(text: str) -> bool:
    """Whether a text may be a secret where only its name says so: no number, no truth value, no one or two letters."""
    core = text.strip(AROUND)
    return len(core) >= _SHORTEST and core.lower() not in _PLAIN_WORDS and _PLAIN_NUMBER.fullmatch(core) is None


@cache
def _near() -> re.Pattern[str]:
    """The stems with one letter lost, doubled, wrong or in its neighbour's place; the first letter stays."""
    forms = set()
    for stem in _NEAR:
        for at in range(1, len(stem)):
            head, tail = stem[:at], stem[at:]
            forms |= {rf"{head}{tail[1:]}", rf"{head}[a-z]{tail}"}
            if len(tail) > 1:
                forms.add(f"{head}{tail[1]}{tail[0]}{tail[2:]}")
            if len(stem) > 5:
                forms.add(rf"{head}[a-z0-9]{tail[1:]}")
        forms.add(stem)
    return re.compile(rf"(?:{'|'.join(sorted(forms, key=len, reverse=True))}){_NO_ADDRESS}", re.IGNORECASE)


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _leaves(one)
    else:
        yield value
