# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a fresh row shows, its own limit takes: nobody reads a value from the box that the box refuses to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from simulator.exchange.making import OF_A_MAILBOX, Making
from simulator.exchange.tenant import Tenant
from simulator.exchange.test_families import mandatory, service_of
from simulator.exchange.test_limits import LINES

from exo_simulator.exchange.catalogue import of_noun
from exo_simulator.exchange.coercion import convert
from exo_simulator.exchange.families import family
from exo_simulator.exchange.kinds import type_info
from exo_simulator.exchange.limits import limit_of

# What is listed only where it is asked for.
ASKED: dict[str, tuple[dict[str, Any], ...]] = {
    "QuarantinePolicy": ({}, {"QuarantinePolicyType": "GlobalQuarantinePolicy"})
}
LIMITED = sorted({cmdlet.partition("-")[2] for cmdlet, _name, _limit in LINES})
# Members and entries of lists are no settings of one object, and mail-enabled public folders are made of others.
WITHOUT = frozenset(
    {"DistributionGroupMember", "MailPublicFolder", "SyncMailPublicFolder", "TenantAllowBlockListItems"}
)


@pytest.fixture(scope="module")
def making() -> Making:
    return Making(Tenant(mailboxes=3))


def fresh(making: Making, noun: str) -> Iterator[Mapping[str, Any]]:
    """The rows of a new tenant, and that of a new object."""
    get = of_noun(noun)["Get"]
    named = OF_A_MAILBOX if family(noun).kind == "per" else {}
    for asked in ASKED.get(noun, ({},)):
        yield from making.tenant.run(f"Get-{noun}", service_of(noun), **{**mandatory(get), **named, **asked}).rows
    yield making.row(noun)


@pytest.mark.parametrize("noun", [noun for noun in LIMITED if noun not in WITHOUT])
def test_what_a_fresh_row_shows_its_own_limit_takes(making: Making, noun: str) -> None:
    rows = list(fresh(making, noun))
    assert rows
    for cmdlet in (of_noun(noun)[verb] for verb in ("Add", "New", "Set", "Update") if verb in of_noun(noun)):
        for parameter in cmdlet.parameters.values():
            limit, shown = limit_of(cmdlet, parameter), family(noun).read_name(parameter.name)
            for row in rows if limit and shown == parameter.name else ():
                value = row.get(shown)
                reason = limit.reason(convert(type_info(parameter), value)) if limit and value is not None else None
                assert reason is None, f"{row['Identity']}: {shown} is {value!r}. {reason}"
