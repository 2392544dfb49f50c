# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The one rule on which parameters are secret: in ``parameters``, in command lines, and in options that do not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import Any

from .._errors.quoting import could_be_secret, nearly_secret
from .cmdlets import Cmdlet


class Secrecy(IntEnum):
    """How sure it is that a parameter takes a secret; the greater, the surer."""

    NONE = 0
    # By its name alone: what cannot be a secret under it stays readable.
    GUESSED = 1
    # By the catalogue: whatever stands under it is hidden.
    CERTAIN = 2


def secrecy(known: Cmdlet | None, name: str) -> Secrecy:
    """How secret a parameter is: as the catalogue says, by its name where that has no such parameter or cmdlet."""
    if known is not None and known.has(name):
        return Secrecy.CERTAIN if known.is_secret(name) else Secrecy.NONE
    return Secrecy.GUESSED if nearly_secret(name) else Secrecy.NONE


def secret_texts(judged: Secrecy, value: Any) -> set[str]:
    """The texts of a parameter's value that must not be shown: a credential is a map of a name and a password."""
    if judged is Secrecy.NONE:
        return set()
    found = (one for one in _leaves(value) if one is not None and not isinstance(one, bool))
    if judged is Secrecy.CERTAIN:
        return {str(one) for one in found} - {""}
    texts = {str(one) for one in found if not isinstance(one, (int, float))}
    return {text for text in texts if could_be_secret(text)}


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _leaves(one)
    else:
        yield value
