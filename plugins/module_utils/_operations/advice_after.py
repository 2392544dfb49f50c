# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""After a refusal: a typing error, another service or a missing role, and which objects have one name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .._catalogue.diagnosis import diagnosis
from .._client.call import Call
from .._errors._advice.catalogue import CATALOGUE
from .._errors._advice.service import SERVICE
from .._errors.failure import Failure, Failures
from .candidates import candidates_of
from .connection import Connection
from .permission import is_application, permitted_on

failure = Failures(CATALOGUE, SERVICE)


@contextmanager
def explained(connection: Connection, call: Call) -> Iterator[None]:
    """Around the sending of ``call``: its blank refusal is told apart, the candidates of an ambiguous name are added,
    every other failure passes.

    :raises Failure: ``cmdlet-misspelt``, ``cmdlet-elsewhere``, ``cmdlet-not-for-applications``, ``role-missing``,
        ``cmdlet-listed``, or ``cmdlet-not-available`` where it cannot be told.
    """
    try:
        yield
    except Failure as error:
        if call.catalogue == "off":
            raise
        if error.key == "object-ambiguous":
            error.more["candidates"] = candidates_of(connection, call, error)
        if error.key != "cmdlet-not-available":
            raise
        raise _told_apart(connection, call, error) from error


def _told_apart(connection: Connection, call: Call, error: Failure) -> Failure:
    access = connection.access
    found = diagnosis(call.cmdlet, access.service, permitted_on(connection), application=is_application(connection))
    if found is None:
        return error
    return failure(
        found.key,
        outcome=error.outcome,
        retry_safe=error.retry_safe,
        trace=error.trace,
        more=error.more,
        cmdlet=call.cmdlet,
        organization=access.organization,
        **found.facts,
    )
