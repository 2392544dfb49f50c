# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The grammar of names: cmdlets, parameters, properties. Checked before anything is sent.

A name that fits and that the catalogue does not have is sent as it is.
"""

from __future__ import annotations

import re

from .._catalogue.cmdlets import find
from .._errors._advice.input import failure

MAX_NAME = 128

_CMDLET = re.compile(r"[A-Za-z]+-[A-Za-z0-9]+")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def canonical_name(text: object) -> str:
    """A cmdlet's name in Microsoft's spelling, or as it was written where the catalogue does not have it.

    :raises Failure: "cmdlet-name": it is no Verb-Noun of letters and digits.
    """
    if not isinstance(text, str) or len(text) > MAX_NAME or not _CMDLET.fullmatch(text):
        raise failure("cmdlet-name", name=str(text)[:MAX_NAME])
    known = find(text)
    return known.name if known else str.__str__(text)


def parameter_name(text: object, cmdlet: str) -> str:
    """A parameter's name in Microsoft's spelling where the catalogue has it.

    :raises Failure: "parameter-name".
    """
    if not _is_name(text):
        raise failure("parameter-name", name=str(text)[:MAX_NAME], cmdlet=cmdlet)
    known = find(cmdlet)
    parameter = known.parameter(str(text)) if known else None
    return parameter.name if parameter else str.__str__(str(text))


def property_name(text: object) -> str:
    """A property's name, as it goes into $select.

    :raises Failure: "property-name".
    """
    if not _is_name(text):
        raise failure("property-name", name=str(text)[:MAX_NAME])
    return str(text)


def _is_name(text: object) -> bool:
    return isinstance(text, str) and len(text) <= MAX_NAME and _NAME.fullmatch(text) is not None
