# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""From the options of one command to the call that is sent."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from .._catalogue.classes import changes, classify
from .._catalogue.cmdlets import find
from .._catalogue.own_paging import pages_itself, to_follow
from .._catalogue.parameter_types import kind_of_type
from .._client.call import Call
from .._client.routing import route
from .._specs.command import CommandOptions
from .._values.encode import encode
from .._values.names import canonical_name, property_name
from .advice_before import checked
from .files import with_files
from .passwords import with_given_key
from .result_size import UNLIMITED, limit_of
from .value_options import value_settings


def prepared(options: CommandOptions) -> Call:
    """The call that the options describe, checked before any network.

    :raises Failure: a name, value or size that cannot be used, or a command that must not be sent.
    """
    cmdlet, values, safeguards = canonical_name(options.cmdlet or ""), options.values, options.safeguards
    settings = value_settings(values, by_catalogue=safeguards.catalogue != "off")
    written, way = route(cmdlet, options.parameters, options.anchor_mailbox)
    given = with_files(written, values.files, cmdlet, settings)
    notes = checked(cmdlet, given, safeguards)
    limit = limit_of(options.result_size, given)
    if limit is None and not _takes_the_word(cmdlet):
        given = {name: value for name, value in given.items() if str(name).lower() != "resultsize"}
    doubts: list[str] = []
    encoded = with_given_key(cmdlet, encode(cmdlet, given, settings, doubts.append), values.encoding)
    return Call(
        cmdlet=cmdlet,
        kind=classify(cmdlet, given),
        changes=changes(cmdlet, given),
        client_request_id=str(uuid.uuid4()),
        parameters={**encoded, **_added(cmdlet, encoded, limit)},
        properties=tuple(property_name(name) for name in options.properties),
        limit=limit,
        typed=values.typed,
        route=way,
        notes=(*notes, *doubts),
        catalogue=safeguards.catalogue,
        own_paging=to_follow(cmdlet, given) if options.follow_own_pages else None,
    )


def _added(cmdlet: str, given: Mapping[str, Any], limit: int | None) -> dict[str, Any]:
    """What we send besides what was ``given``, encoded, where the cmdlet knows it.

    ``Confirm: false``: without it a cmdlet may answer with a question and do nothing. ``ResultSize``: without
    it some listings end at 1,000 rows.
    """
    known = find(cmdlet)
    names = {name.lower() for name in given}
    asks_only = any(name.lower() == "whatif" and value is True for name, value in given.items())
    added: dict[str, Any] = {}
    if known is None or not known.documented:
        return added
    if known.has("Confirm") and "confirm" not in names and not asks_only:
        added["Confirm"] = False
    if (
        known.has("ResultSize")
        and "resultsize" not in names
        and (limit is not None or pages_itself(cmdlet) or _takes_the_word(cmdlet))
    ):
        added["ResultSize"] = _result_size(cmdlet, limit)
    return added


def _takes_the_word(cmdlet: str) -> bool:
    """Whether ResultSize takes Unlimited: four cmdlets have a number there."""
    known = find(cmdlet)
    parameter = known.parameter("ResultSize") if known else None
    return parameter is None or not parameter.has_type or kind_of_type(parameter.type) == "unlimited"


def _result_size(cmdlet: str, limit: int | None) -> Any:
    """What goes out as ResultSize: a cmdlet that pages itself takes a number up to its own largest, and no word."""
    own = pages_itself(cmdlet)
    if own is not None:
        return own.largest if limit is None else min(limit, own.largest)
    return UNLIMITED if limit is None else limit
