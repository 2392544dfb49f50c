# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Whether a connection reaches the service that has the objects of a kind.

Some nouns have a Get- cmdlet in both services, and objects in one: what the other does not show may well be there.
"""

from __future__ import annotations

from .._catalogue.cmdlets import SERVICE_TITLES, find, titles
from .._errors._advice.keeping import KEEPING
from .._errors.failure import Failures
from .._resources.facts import Family
from .._resources.family_by_rule import cmdlet_of_service
from .._specs.command import SafeguardOptions

failure = Failures(KEEPING)


def demand_service(family: Family, service: str, safeguards: SafeguardOptions) -> None:
    """Refuse a connection to the other service; without the catalogue nobody knows which one it is.

    :raises Failure: ``kind-of-other-service``.
    """
    known = find(cmdlet_of_service(family) or "")
    if safeguards.catalogue == "off" or known is None or not known.services or service in known.services:
        return
    raise failure(
        "kind-of-other-service",
        kind=family.kind,
        where=titles(known.services),
        here=SERVICE_TITLES.get(service, service),
        wanted=" or ".join(sorted(known.services)),
    )
