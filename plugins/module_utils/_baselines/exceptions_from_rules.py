# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Exceptions from rules: which, for whom, why, and until when. One that has ended excepts nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase

from .._dataclass import dataclass
from .._errors._advice.reports import failure
from .._errors.failure import Failure

_KEYS_OF_EXCEPTION = ("rule", "tenant", "object", "reason", "until")


@dataclass(frozen=True)
class Exemption:
    """``rule``, ``tenant`` and ``object`` may have wildcards; ``until`` is the last day, as 2027-01-31."""

    rule: str
    reason: str
    until: str
    tenant: str = "*"
    object: str = "*"

    def concerns(self, rule: str, tenants: Sequence[str]) -> bool:
        """Whether it is for this rule, and for a tenant of one of these names."""
        return _fits_exception(rule, self.rule) and any(_fits_exception(one, self.tenant) for one in tenants)

    def covers(self, name: str) -> bool:
        """Whether it is for this object."""
        return _fits_exception(name, self.object)


def read_exceptions(exceptions: object) -> tuple[Exemption, ...]:
    """The exceptions of a list.

    :raises Failure: ``exception-not-usable`` names the one that lacks something.
    """
    if exceptions is None:
        return ()
    if not isinstance(exceptions, Sequence) or isinstance(exceptions, str):
        raise _exception_not_usable(0, "they are no list")
    return tuple(_read_exception(one, number) for number, one in enumerate(exceptions, 1))


def _read_exception(exception: object, number: int) -> Exemption:
    if not isinstance(exception, Mapping):
        raise _exception_not_usable(number, "it is no map")
    unknown_keys = sorted({str(name) for name in exception} - set(_KEYS_OF_EXCEPTION))
    if unknown_keys:
        raise _exception_not_usable(number, f"it has no '{unknown_keys[0]}'; there are {', '.join(_KEYS_OF_EXCEPTION)}")
    texts = {name: str(exception[name]).strip() for name in _KEYS_OF_EXCEPTION if exception.get(name)}
    missing = [name for name in ("rule", "reason", "until") if name not in texts]
    if missing:
        raise _exception_not_usable(number, f"it lacks {', '.join(missing)}")
    try:
        texts["until"] = date.fromisoformat(texts["until"][:10]).isoformat()
    except ValueError:
        raise _exception_not_usable(number, f"until is no day such as 2027-01-31, but '{texts['until']}'") from None
    return Exemption(**texts)


def _fits_exception(named: str, excepted: str) -> bool:
    return fnmatchcase(named.casefold(), excepted.casefold())


def _exception_not_usable(number: int, problem: str) -> Failure:
    return failure("exception-not-usable", which=f"number {number}" if number else "the list", problem=problem)
