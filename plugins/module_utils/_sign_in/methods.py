# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The ways to sign in, and which of them the options mean.

Private to this collection: it may change in any release. A new way is a new file and a new row here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._errors.advice import failure
from .certificate import CERTIFICATE
from .client_secret import CLIENT_SECRET
from .method import Method

METHODS: Mapping[str, Method] = {method.name: method for method in (CERTIFICATE, CLIENT_SECRET)}


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that have a value: AWX sends empty strings for fields that nobody filled."""
    return {name: value for name, value in options.items() if value not in (None, "", [], {})}


def effective(options: Mapping[str, Any], inherited: frozenset[str]) -> dict[str, Any]:
    """The options that count; ``inherited`` names those that only the environment gives.

    Where the task itself brings a way to sign in, the environment's ways do not count.
    """
    present = given(options)
    marks = {mark for method in METHODS.values() for mark in method.marks}
    if not marks & (present.keys() - inherited):
        return present
    return {name: value for name, value in present.items() if name not in marks & inherited}


def choose(present: Mapping[str, Any]) -> Method:
    """The one way that the options mean.

    :raises Failure: ``no-sign-in-method``, ``two-sign-in-methods`` or ``sign-in-incomplete``.
    """
    chosen = [method for method in METHODS.values() if any(mark in present for mark in method.marks)]
    if len(chosen) > 1:
        raise failure("two-sign-in-methods", methods=", ".join(method.marks[0] for method in chosen))
    if not chosen:
        raise failure("no-sign-in-method")
    missing = [need for need in chosen[0].needs if need not in present]
    if missing:
        raise failure("sign-in-incomplete", method=chosen[0].name, missing=", ".join(missing))
    return chosen[0]
