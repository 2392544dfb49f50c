# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which services a connection reaches, and where each of them is."""

from __future__ import annotations

from collections.abc import Sequence

from .._catalogue.cmdlets import service_for
from .._errors._advice.endpoints import failure

# The endings of initial domains in each cloud. A tenant may have more names below these, so Exchange is asked where it
# can be; what hybrid mail routing adds is one label longer (contoso.mail.onmicrosoft.com).
_INITIAL = (".onmicrosoft.com", ".onmicrosoft.us", ".partner.onmschina.cn", ".onmicrosoft.cn")


def service_in_session(cmdlet: str, asked: Sequence[str], offered: Sequence[str], organization: str) -> str:
    """The session's service that a cmdlet goes to; what the task ``asked`` for wins.

    :raises Failure: ``service-not-in-session``.
    """
    if not asked:
        return service_for(cmdlet, offered)
    both = [service for service in asked if service in offered]
    if not both:
        raise failure(
            "service-not-in-session",
            service=", ".join(asked),
            offered=", ".join(offered),
            organization=organization,
        )
    return service_for(cmdlet, both)


def initial_domain(organization: str) -> str | None:
    """``organization`` if it has the form of an initial domain: one label before an ending of these."""
    ending = next((ending for ending in _INITIAL if organization.endswith(ending)), None)
    label = organization.removesuffix(ending) if ending else ""
    return organization if label and "." not in label else None
