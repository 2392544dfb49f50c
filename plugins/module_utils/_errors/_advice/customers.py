# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Microsoft Graph, which tells a partner of its customers: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

_TRACE = "(client request id {client_request_id})"

CUSTOMERS: Mapping[str, Advice] = {
    "graph-forbidden": Advice(
        category="permission",
        what="Microsoft Graph does not let this identity read {what} (HTTP {status}): {text}",
        cause="Customers and relationships need the permission DelegatedAdminRelationship.Read.All, contracts need"
        " Directory.Read.All; a user needs a role in the partner's organization as well.",
        fix=(
            "Add the permission of Microsoft Graph to the application and let an administrator of the partner consent.",
            "Sign in through an application of the partner's own: Microsoft's public client may not read this.",
        ),
        tail=_TRACE,
    ),
    "graph-not-authorized": Advice(
        category="sign_in",
        what="Microsoft Graph did not accept the token: {text}",
        cause="The token is for another service or another cloud, or has ended; a ready access_token must be for"
        " Microsoft Graph.",
        fix=("Check environment, and where the token comes from.",),
        tail=_TRACE,
    ),
    "graph-page-link": Advice(
        category="answer",
        what="The answer of Microsoft Graph leads on to '{link_host}', where this list cannot continue; nothing was"
        " sent there.",
        cause="The next page of a list is on the same host, under the same path, and is another page; anything else is"
        " not followed, because the token would go along.",
        fix=("Run the task again; if it stays, look for a proxy that changes answers.",),
    ),
    "graph-refused": Advice(
        category="service",
        what="Microsoft Graph did not list {what} (HTTP {status}): {text}",
        cause="The service is in trouble or asks for fewer requests, or something else answered in its place. A list"
        " that may be incomplete is not returned.",
        fix=("Run the task again in some minutes.",),
        tail=_TRACE,
    ),
    "graph-not-in-cloud": Advice(
        category="input",
        what="The environment '{environment}' has no address of Microsoft Graph that is known.",
        cause="Customers are asked for at Microsoft Graph, whose hosts are those of the documented clouds.",
        fix=("Name one of the clouds in environment: {choices}.",),
    ),
}

failure = Failures(CUSTOMERS)
