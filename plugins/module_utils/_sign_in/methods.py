# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The ways to sign in, and which of them the options mean.

A new way is a new file and a new row here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._errors._advice.connection import CONNECTION
from .._errors._advice.input import INPUT
from .._errors._advice.ways import WAYS
from .._errors.failures import Failures
from .access_token import ACCESS_TOKEN
from .azure_cli import AZURE_CLI
from .certificate import CERTIFICATE
from .client_secret import CLIENT_SECRET
from .device_code import DEVICE_CODE
from .federated import FEDERATED
from .given import given
from .managed_identity import MANAGED_IDENTITY
from .method import Method
from .password import PASSWORD
from .refresh_token import REFRESH_TOKEN

failure = Failures(CONNECTION, INPUT, WAYS)

_ROWS = (
    CERTIFICATE,
    CLIENT_SECRET,
    FEDERATED,
    MANAGED_IDENTITY,
    DEVICE_CODE,
    REFRESH_TOKEN,
    ACCESS_TOKEN,
    PASSWORD,
    AZURE_CLI,
)
METHODS: Mapping[str, Method] = {method.name: method for method in _ROWS}

AUTO = "auto"
# Ways of Microsoft's module that are no ways here, and the advice that says why.
REFUSED: Mapping[str, str] = {
    "interactive": "auth-method-interactive",
    "browser": "auth-method-interactive",
    "wam": "auth-method-interactive",
    "basic": "auth-method-basic",
    "rps": "auth-method-retired",
    "v1": "auth-method-retired",
}


@dataclass(frozen=True)
class Choice:
    """The way that is meant, and the options without what belongs to another way."""

    method: Method
    options: Mapping[str, Any] = field(repr=False)


def choose(options: Mapping[str, Any], inherited: frozenset[str]) -> Choice:
    """The one way that ``options`` mean; ``inherited`` names those that only the environment gives.

    What the task says beats what the environment completes.

    :raises Failure: ``no-sign-in-method``, ``two-sign-in-methods``, ``sign-in-incomplete`` or why a way is none.
    """
    present = given(options)
    marked = _alone([method for method in METHODS.values() if _marks(method, present)], present, inherited)
    own = [method for method in marked if set(_marks(method, present)) - inherited]
    named = str(present.get("auth_method", AUTO)).strip().lower()
    # A name that only the environment gives yields to a way that the task gives.
    yields = "auth_method" in inherited and bool(own) and METHODS.get(named) not in own
    method = _named(named) if named != AUTO and not yields else _only(own or marked, present)
    _demand_complete(method, present)
    return Choice(method, _without_others(method, present, inherited))


def _marks(method: Method, present: Mapping[str, Any]) -> list[str]:
    """The options of ``present`` that choose the way; a switch that is off chooses nothing."""
    return [mark for mark in method.marks if present.get(mark)]


def _alone(marked: list[Method], present: Mapping[str, Any], inherited: frozenset[str]) -> list[Method]:
    """Without those whose options only help another of them."""

    def helps(method: Method, other: Method) -> bool:
        marks = set(_marks(method, present))
        if other is method or not marks <= set(other.helpers):
            return False
        # What the task gives is no mere help for what only the environment names; a user's name alone always is.
        of_task = bool(marks - inherited) and marks != {"user_principal_name"}
        return not of_task or bool(set(_marks(other, present)) - inherited)

    return [method for method in marked if not any(helps(method, other) for other in marked)]


def _named(name: str) -> Method:
    if name in REFUSED:
        raise failure(REFUSED[name], name=name)
    if name not in METHODS:
        raise failure("auth-method-unknown", name=name, choices=", ".join((AUTO, *METHODS)))
    return METHODS[name]


def _only(chosen: list[Method], present: Mapping[str, Any]) -> Method:
    """The only one, or the only one that is complete."""
    if not chosen:
        raise failure("no-sign-in-method")
    complete = [method for method in chosen if not _missing(method, present)]
    if len(chosen) > 1 and len(complete) != 1:
        methods = ", ".join(_marks(method, present)[0] for method in complete or chosen)
        raise failure("two-sign-in-methods", methods=methods)
    return (complete or chosen)[0]


def _missing(method: Method, present: Mapping[str, Any]) -> list[str]:
    return [need for need in method.needs if not present.get(need)]


def _demand_complete(method: Method, present: Mapping[str, Any]) -> None:
    missing = _missing(method, present)
    if not method.switch and not _marks(method, present):
        missing.append(" or ".join(method.marks))
    if missing:
        raise failure("sign-in-incomplete", method=method.name, missing=", ".join(missing))


def _without_others(method: Method, present: dict[str, Any], inherited: frozenset[str]) -> dict[str, Any]:
    """The options less the marks of other ways; an application that only the environment names goes with its way."""
    mine = {*method.marks, *method.needs, *method.helpers}
    foreign = {mark for mark in _all_marks(METHODS.values()) if mark in present and mark not in mine}
    if foreign & inherited and "app_id" in inherited and "app_id" not in method.needs:
        foreign.add("app_id")
    if "app_id" in foreign or "app_id" not in present:
        # What proves an application proves nothing without it.
        foreign |= _proofs() & inherited
    foreign |= _rivals(present, inherited) - set(method.marks)
    return {name: value for name, value in present.items() if name not in foreign}


def _proofs() -> set[str]:
    return _all_marks(method for method in METHODS.values() if "app_id" in method.needs)


def _rivals(present: Mapping[str, Any], inherited: frozenset[str]) -> set[str]:
    """Proofs of an application that only the environment gives, where the task gives one of another way."""
    ways = [set(_marks(method, present)) for method in METHODS.values() if "app_id" in method.needs]
    if not any(marks - inherited for marks in ways):
        return set()
    return {mark for marks in ways if marks <= inherited for mark in marks}


def _all_marks(methods: Iterable[Method]) -> set[str]:
    return {mark for method in methods for mark in method.marks}
