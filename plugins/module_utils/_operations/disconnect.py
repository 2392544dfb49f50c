# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_disconnect: forget sessions, quietly.

The service knows no sign-out for this API: what ends is the local record with its tokens.
"""

from __future__ import annotations

from .._endpoints.name_and_url_syntax import comparable_organization
from .._errors._advice.session import failure
from .._errors.failure import Failure
from .._session.handle_and_record import Handle
from .._session.keyless_store import KeylessStore
from .._session.session_folders import Surroundings
from .._specs.local_files import DisconnectOptions
from .._specs.read_options import read
from .._task.context_and_progress import Context, Options, Result


def run(options: Options, context: Context) -> Result:
    """Close every session given; what cannot be closed is a warning, because this runs in ``always``.

    :raises Failure: ``of-organization-alone``, a task that could never close what it means to.
    """
    disconnect_options = read(DisconnectOptions(), options, context.environ)
    organization = disconnect_options.of_organization
    if organization and not disconnect_options.all:
        raise failure("of-organization-alone")
    disconnected = []
    with KeylessStore(Surroundings.here(context.environ, context.owner, context.warn, context.clock)) as store:
        for text in disconnect_options.session or []:
            try:
                handle = Handle.parse(text)
                if store.close(handle):
                    disconnected.append(handle.id)
            except Failure as error:
                context.warn(error.line)
        if disconnect_options.all:
            disconnected += store.close_owned(context.owner, organization and comparable_organization(organization))
        store.sweep()
    return {"changed": False, "disconnected": disconnected}
