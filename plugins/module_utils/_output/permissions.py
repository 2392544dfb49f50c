# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Mode, owner and group of a file, as Ansible's users write them."""

from __future__ import annotations

import grp
import pwd
import re

from .._errors._advice.output import failure

PRIVATE = 0o600
_OCTAL = re.compile(r"(0o)?[0-7]{3,5}")
_CLAUSE = re.compile(r"(?P<who>[ugoa]*)(?P<how>[=+-])(?P<what>[rwxXst]*|[ugo])")
_SHIFT = {"u": 6, "g": 3, "o": 0}
_BITS = {"r": 4, "w": 2, "x": 1, "X": 0, "s": 0, "t": 0}


def mode_of(value: object) -> int:
    """The bits of a mode: a number as YAML gives it, octal digits as text, or symbols that start from 0600.

    :raises Failure: ``mode-not-valid``.
    """
    if value is None or value == "":
        return PRIVATE
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 0o7777:
        return value
    text = str(value).strip()
    bits = int(text.removeprefix("0o"), 8) if _OCTAL.fullmatch(text) else _symbolic(text)
    if bits is None or bits > 0o7777:
        raise failure("mode-not-valid", mode=text[:80])
    return bits


def _symbolic(text: str) -> int | None:
    """``u=rw,g=r`` and its like; None where it is none. A new file is nobody's program, so X is no bit."""
    bits = PRIVATE
    for clause in text.split(","):
        found = _CLAUSE.fullmatch(clause)
        if found is None:
            return None
        who = found["who"].replace("a", "ugo") or "ugo"
        for one in dict.fromkeys(who):
            bits = _apply(bits, one, found["how"], found["what"])
    return bits


def _apply(bits: int, who: str, how: str, what: str) -> int:
    shift = _SHIFT[who]
    wanted = bits >> _SHIFT[what] & 7 if what in _SHIFT else sum({_BITS[one] for one in what if _BITS[one]})
    special = (0o4000 if who == "u" else 0o2000 if who == "g" else 0) if "s" in what else 0
    special |= 0o1000 if "t" in what else 0
    if how == "=":
        return bits & ~(7 << shift) | wanted << shift | special
    change = wanted << shift | special
    return bits | change if how == "+" else bits & ~change


def uid_of(value: object) -> int | None:
    """The number of an owner's name, or of a number as text; None where none is asked for.

    :raises Failure: ``owner-not-known``.
    """
    text = _name(value)
    if text is None or text.isdecimal():
        return None if text is None else int(text)
    try:
        return pwd.getpwnam(text).pw_uid
    except KeyError as error:
        raise failure("owner-not-known", kind="owner", name=text) from error


def gid_of(value: object) -> int | None:
    """The number of a group, as :func:`uid_of`."""
    text = _name(value)
    if text is None or text.isdecimal():
        return None if text is None else int(text)
    try:
        return grp.getgrnam(text).gr_gid
    except KeyError as error:
        raise failure("owner-not-known", kind="group", name=text) from error


def _name(value: object) -> str | None:
    text = "" if value is None else str(value).strip()
    return text or None
