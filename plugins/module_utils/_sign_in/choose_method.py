# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The ways to sign in, and which of them the options mean.

A new way is a new file and a new row here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .._dataclass import dataclass
from .._errors._advice.connection import CONNECTION
from .._errors._advice.options import OPTIONS
from .._errors._advice.ways_to_sign_in import WAYS_TO_SIGN_IN
from .._errors.failure import Failures
from .._specs.connection import SignInOptions
from .._specs.read_options import only_of_task, pick_given, without_options
from .azure_cli import AZURE_CLI
from .certificate import CERTIFICATE
from .client_secret import CLIENT_SECRET
from .credential_and_claims import Method
from .device_code import DEVICE_CODE
from .federated_token import FEDERATED
from .given_access_token import ACCESS_TOKEN
from .managed_identity import MANAGED_IDENTITY
from .password import PASSWORD
from .refresh_token import REFRESH_TOKEN

failure = Failures(CONNECTION, OPTIONS, WAYS_TO_SIGN_IN)

_METHODS_IN_ORDER = (
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
SIGN_IN_METHODS: Mapping[str, Method] = {method.name: method for method in _METHODS_IN_ORDER}

OptionNames = frozenset[str]

AUTO_METHOD = "auto"
# The option that names the application: its needs tell an application's ways from a user's.
APPLICATION_OPTION = "app_id"
# Ways of Microsoft's module that are no ways here, and the advice that says why.
REFUSED_METHODS: Mapping[str, str] = {
    "interactive": "auth-method-interactive",
    "browser": "auth-method-interactive",
    "wam": "auth-method-interactive",
    "basic": "auth-method-basic",
    "rps": "auth-method-retired",
    "v1": "auth-method-retired",
}


@dataclass(frozen=True)
class MethodChoice:
    """The way that is meant, and the options without what belongs to another way."""

    method: Method
    options: SignInOptions


def choose_method(options: SignInOptions) -> MethodChoice:
    """The one way that ``options`` mean. What the task says beats what the environment completes.

    :raises Failure: ``no-sign-in-method``, ``two-sign-in-methods``, ``sign-in-incomplete`` or why a way is none.
    """
    present, from_task = OptionNames(pick_given(options)), OptionNames(pick_given(only_of_task(options)))
    marked = _without_helped_methods(
        [method for method in SIGN_IN_METHODS.values() if _marks_of_method(method, present)], present, from_task
    )
    marked_by_task = [method for method in marked if _marks_of_method(method, from_task)]
    method_name = options.auth_method.strip().lower()
    # A name that only the environment gives yields to a way that the task gives.
    yields = (
        only_of_task(options).auth_method == AUTO_METHOD
        and bool(marked_by_task)
        and SIGN_IN_METHODS.get(method_name) not in marked_by_task
    )
    method = (
        _find_method(method_name)
        if method_name != AUTO_METHOD and not yields
        else _only_method(marked_by_task or marked, present)
    )
    _demand_complete(method, present)
    return MethodChoice(
        method, without_options(options, _options_of_other_methods(method, present, present - from_task))
    )


def _marks_of_method(method: Method, present: OptionNames) -> list[str]:
    """The options of ``present`` that choose the way; a switch that is off chooses nothing."""
    return [mark for mark in method.marks if mark in present]


def _without_helped_methods(marked: list[Method], present: OptionNames, from_task: OptionNames) -> list[Method]:
    """Without those whose options only help another of them."""

    def helps(method: Method, other_method: Method) -> bool:
        marks = set(_marks_of_method(method, present))
        if other_method is method or not marks <= set(other_method.helpers):
            return False
        # What the task gives is no mere help for what only the environment names; a user's name alone always is.
        by_task = not marks.isdisjoint(from_task) and marks != {"user_principal_name"}
        return not by_task or bool(_marks_of_method(other_method, from_task))

    return [method for method in marked if not any(helps(method, other_method) for other_method in marked)]


def _find_method(name: str) -> Method:
    if name in REFUSED_METHODS:
        raise failure(REFUSED_METHODS[name], name=name)
    if name not in SIGN_IN_METHODS:
        raise failure("auth-method-unknown", name=name, choices=", ".join((AUTO_METHOD, *SIGN_IN_METHODS)))
    return SIGN_IN_METHODS[name]


def _only_method(chosen: list[Method], present: OptionNames) -> Method:
    """The only one, or the only one that is complete."""
    if not chosen:
        raise failure("no-sign-in-method")
    complete = [method for method in chosen if present >= set(method.needs)]
    if len(chosen) > 1 and len(complete) != 1:
        methods = ", ".join(_marks_of_method(method, present)[0] for method in complete or chosen)
        raise failure("two-sign-in-methods", methods=methods)
    return (complete or chosen)[0]


def _demand_complete(method: Method, present: OptionNames) -> None:
    missing = [need for need in method.needs if need not in present]
    if not method.switch and not _marks_of_method(method, present):
        missing.append(" or ".join(method.marks))
    if missing:
        raise failure("sign-in-incomplete", method=method.name, missing=", ".join(missing))


def _options_of_other_methods(method: Method, present: OptionNames, inherited: OptionNames) -> set[str]:
    """The options that belong to other ways; an application that only the environment names goes with its way."""
    mine = {*method.marks, *method.needs, *method.helpers}
    foreign = (_all_marks(SIGN_IN_METHODS.values()) & present) - mine
    if foreign & inherited and APPLICATION_OPTION in inherited and APPLICATION_OPTION not in method.needs:
        foreign.add(APPLICATION_OPTION)
    if APPLICATION_OPTION in foreign or APPLICATION_OPTION not in present:
        # What proves an application proves nothing without it.
        foreign |= _proofs_of_application() & inherited
    return foreign | _rival_proofs(present, inherited) - set(method.marks)


def _proofs_of_application() -> set[str]:
    return _all_marks(method for method in SIGN_IN_METHODS.values() if APPLICATION_OPTION in method.needs)


def _rival_proofs(present: OptionNames, inherited: OptionNames) -> set[str]:
    """Proofs of an application that only the environment gives, where the task gives one of another way."""
    ways = [
        set(_marks_of_method(method, present))
        for method in SIGN_IN_METHODS.values()
        if APPLICATION_OPTION in method.needs
    ]
    if not any(marks - inherited for marks in ways):
        return set()
    return {mark for marks in ways if marks <= inherited for mark in marks}


def _all_marks(methods: Iterable[Method]) -> set[str]:
    return {mark for method in methods for mark in method.marks}
