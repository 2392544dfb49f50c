# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""When the client secret of a sign-in ends, asked of Microsoft Graph. It is one question more, and no answer is no
failure."""

from __future__ import annotations

from .._context_and_progress import Context
from .._errors.failure import Failure
from .._graph.application_secrets import APPLICATIONS_PATH, APPLICATIONS_PERMISSION, end_of_secret, query_of_secrets
from .._sign_in.credential_and_token import Credential
from .._specs.connection import SessionOptions
from .graph_sign_in import sign_in_for_graph
from .preflight_checks import PreflightCheck, check_of, days_left, make_check, of_secret

_NAME_OF_CHECK = "secret"
_ASK_FOR_PERMISSION = (
    f"Give the application {APPLICATIONS_PERMISSION} of Microsoft Graph, and the end is told here; or keep the date"
    " yourself."
)


def not_asked() -> PreflightCheck:
    """Nobody signs in anew for it: the session has the secret, and the way to Graph is blocked or not wanted."""
    return make_check(_NAME_OF_CHECK, "unknown", "When the client secret ends was not asked.")


def look_at_secret(
    options: SessionOptions, credential: Credential, context: Context
) -> tuple[PreflightCheck, int | None]:
    """A check, and the days that the secret has left; ``options`` are those that have just signed in."""
    try:
        access = sign_in_for_graph(options, context)
        with access.means.transport({access.host}) as transport:
            reader = access.reader(transport, context)
            rows = reader.rows("applications", APPLICATIONS_PATH, query_of_secrets(str(credential.app_id)))
    except Failure as error:
        return {**check_of(_NAME_OF_CHECK, error, "unknown"), "fix": _ASK_FOR_PERMISSION}, None
    now = context.clock.wall()
    days = days_left(end_of_secret(str(credential.client_secret), rows, now), now)
    if days is not None:
        return of_secret(days), days
    text = (
        "Microsoft Graph tells no end of this client secret."
        if rows
        else "The application is registered in another organization, which alone knows when its secrets end."
    )
    return make_check(_NAME_OF_CHECK, "unknown", text), None
