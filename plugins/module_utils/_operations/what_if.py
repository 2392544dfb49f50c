# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The option ``what_if``: let the service say what a write would do.

WhatIf travels as an ordinary switch, and the answer carries ``@adminapi.confirmationmessage``, which Microsoft's module
prints (read off its batches by others). That each cmdlet that documents the switch keeps to it over this interface has
not been verified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .._catalogue.classes import changes
from .._catalogue.cmdlets import find
from .._client.call import Call
from .._errors._advice.commands import failure
from .._specs.command import CommandOptions
from .connection import Connection
from .context import Context, Result
from .one_command import run_one
from .rows import Reading


def asking(options: CommandOptions, context: Context) -> tuple[CommandOptions, bool]:
    """The options with WhatIf switched on where that is wanted and the cmdlet knows it; and whether it is.

    A cmdlet without it is refused, because it would run; in check mode it is simply not sent.

    :raises Failure: ``what-if-not-known``.
    """
    name, parameters = options.cmdlet or "", options.parameters
    if not options.what_if or not changes(name, parameters):
        return options, False
    known = find(name)
    if known is None or not known.has("WhatIf"):
        if context.check_mode:
            return options, False
        raise failure("what-if-not-known", cmdlet=name)
    return replace(options, parameters=_with_what_if(parameters)), True


def _with_what_if(parameters: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in parameters.items() if str(key).lower() not in ("whatif", "confirm")}
    return {**kept, "WhatIf": True}


def asked_only(connection: Connection, call: Call, reading: Reading, context: Context) -> Result:
    """Ask, in check mode as well; there a write that was only asked about counts as one that would change something."""
    result = run_one(connection, call, replace(reading, dest=None), replace(context, check_mode=False))
    if not result.get("what_if"):
        context.warn(
            f"The service did not say what {call.cmdlet} would do, as it does when it only looks: see whether it ran."
        )
    return {**result, "changed": context.check_mode}
