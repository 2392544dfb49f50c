# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Whether a Set- would change anything: its parameters against the object, compared as desired state is."""

from __future__ import annotations

from .._connection.open_connection import Connection
from .._context_and_progress import Context
from .._errors.failure import Failure
from .._json_types import JsonMap
from .._resources.compare import Means, compare
from .._resources.family import family_of
from .._resources.family_by_rule import NOT_OF_THE_OBJECT
from .._resources.match_identity import object_in, wanted_object
from .._resources.property_of_row import is_named
from .prepare_call import Ready, value_settings
from .read_objects import Reader


def agrees(ready: Ready, row: JsonMap, connection: Connection, context: Context) -> bool:
    """Whether the object of ``row`` is the one that is written, and has all the values.

    What cannot be told (no read shows it, it is of another kind, a recipient is not found) counts as a difference.
    """
    options = ready.options
    try:
        family = family_of(ready.call.cmdlet.partition("-")[2], guess=True)
        given = {str(name): value for name, value in options.parameters.items()}
        named = {name: value for name, value in given.items() if is_named(name, family.identity)}
        reader = Reader(connection, context, options)
        if family.identity and object_in(family, wanted_object(family, named), [row], reader.resolve).row is None:
            return False
        values = {
            name: value for name, value in given.items() if name not in named and name.lower() not in NOT_OF_THE_OBJECT
        }
        settings = value_settings(options.values, by_catalogue=options.safeguards.catalogue != "off")
        found = compare(family, values, row, reader.resolve, Means(settings))
    except Failure:
        return False
    return not (found.changes or found.unknown or found.unverifiable or found.unresolved)
