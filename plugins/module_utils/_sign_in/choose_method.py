# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The ways to sign in, and which of them the options mean.

A new way is a new file and a new row here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .._dataclass import dataclass
from .._errors._advice.connection import CONNECTION
from .._errors._advice.input import INPUT
from .._errors._advice.ways import WAYS
from .._errors.failure import Failures
from .._specs.connection import SignInOptions
from .._specs.read_options import of_task, pick_given, without
from .access_token import ACCESS_TOKEN
from .azure_cli import AZURE_CLI
from .certificate import CERTIFICATE
from .client_secret import CLIENT_SECRET
from .device_code import DEVICE_CODE
from .federated_token import FEDERATED
from .managed_identity import MANAGED_IDENTITY
from .method_and_credential import Method
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

Names = frozenset[str]

AUTO = "auto"
# The option that names the application: its needs tell an application's ways from a user's.
APPLICATION = "app_id"
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
    options: SignInOptions


def choose(options: SignInOptions) -> Choice:
    """The one way that ``options`` mean. What the task says beats what the environment completes.

    :raises Failure: ``no-sign-in-method``, ``two-sign-in-methods``, ``sign-in-incomplete`` or why a way is none.
    """
    present, own = Names(pick_given(options)), Names(pick_given(of_task(options)))
    marked = _alone([method for method in METHODS.values() if _marks(method, present)], present, own)
    of_own = [method for method in marked if _marks(method, own)]
    named = options.auth_method.strip().lower()
    # A name that only the environment gives yields to a way that the task gives.
    yields = of_task(options).auth_method == AUTO and bool(of_own) and METHODS.get(named) not in of_own
    method = _find(named) if named != AUTO and not yields else _only(of_own or marked, present)
    _demand_complete(method, present)
    return Choice(method, without(options, _foreign(method, present, present - own)))


def _marks(method: Method, present: Names) -> list[str]:
    """The options of ``present`` that choose the way; a switch that is off chooses nothing."""
    return [mark for mark in method.marks if mark in present]


def _alone(marked: list[Method], present: Names, own: Names) -> list[Method]:
    """Without those whose options only help another of them."""

    def helps(method: Method, other: Method) -> bool:
        marks = set(_marks(method, present))
        if other is method or not marks <= set(other.helpers):
            return False
        # What the task gives is no mere help for what only the environment names; a user's name alone always is.
        by_task = not marks.isdisjoint(own) and marks != {"user_principal_name"}
        return not by_task or bool(_marks(other, own))

    return [method for method in marked if not any(helps(method, other) for other in marked)]


def _find(name: str) -> Method:
    if name in REFUSED:
        raise failure(REFUSED[name], name=name)
    if name not in METHODS:
        raise failure("auth-method-unknown", name=name, choices=", ".join((AUTO, *METHODS)))
    return METHODS[name]


def _only(chosen: list[Method], present: Names) -> Method:
    """The only one, or the only one that is complete."""
    if not chosen:
        raise failure("no-sign-in-method")
    complete = [method for method in chosen if present >= set(method.needs)]
    if len(chosen) > 1 and len(complete) != 1:
        methods = ", ".join(_marks(method, present)[0] for method in complete or chosen)
        raise failure("two-sign-in-methods", methods=methods)
    return (complete or chosen)[0]


def _demand_complete(method: Method, present: Names) -> None:
    missing = [need for need in method.needs if need not in present]
    if not method.switch and not _marks(method, present):
        missing.append(" or ".join(method.marks))
    if missing:
        raise failure("sign-in-incomplete", method=method.name, missing=", ".join(missing))


def _foreign(method: Method, present: Names, inherited: Names) -> set[str]:
    """The options that belong to other ways; an application that only the environment names goes with its way."""
    mine = {*method.marks, *method.needs, *method.helpers}
    foreign = (_all_marks(METHODS.values()) & present) - mine
    if foreign & inherited and APPLICATION in inherited and APPLICATION not in method.needs:
        foreign.add(APPLICATION)
    if APPLICATION in foreign or APPLICATION not in present:
        # What proves an application proves nothing without it.
        foreign |= _proofs() & inherited
    return foreign | _rivals(present, inherited) - set(method.marks)


def _proofs() -> set[str]:
    return _all_marks(method for method in METHODS.values() if APPLICATION in method.needs)


def _rivals(present: Names, inherited: Names) -> set[str]:
    """Proofs of an application that only the environment gives, where the task gives one of another way."""
    ways = [set(_marks(method, present)) for method in METHODS.values() if APPLICATION in method.needs]
    if not any(marks - inherited for marks in ways):
        return set()
    return {mark for marks in ways if marks <= inherited for mark in marks}


def _all_marks(methods: Iterable[Method]) -> set[str]:
    return {mark for method in methods for mark in method.marks}
