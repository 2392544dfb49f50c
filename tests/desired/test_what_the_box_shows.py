# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the box shows of an object, compared with what it was made with: each property of each family that people use.

Nothing is sent here: the box's cmdlets are called in process, and the client only compares. Where the two disagree the
evidence decides; until somebody has looked, the disagreement stands below, and a line that no longer holds fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from simulator.exchange.family_life import DEFAULT_FLAGS, Life
from simulator.exchange.family_spec import read, spec_of
from simulator.exchange.family_values import Names, Written

from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.compare_properties import (
    compare_properties,
)
from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.describe_objects import (
    describe_properties,
    settable_properties,
)
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family import family_of, readable_family
from ansible_collections.m365.exchange.plugins.module_utils._object_families.names_of_objects import (
    RECIPIENT,
    ResolvedObject,
    named_among,
    resolved_among,
)
from exo_simulator.exchange import CmdletError
from support.extent import each

GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
NO_NAME = re.compile(rf'["=/\\\\@]|^{GUID.pattern}$')
WITH_STEPS = set(read("family_scripts"))
NOUNS = [noun for noun in read("automated_nouns") if noun not in WITH_STEPS]
DISAGREE = {
    "ApplicationAccessPolicy": {"PolicyScopeGroupID": "it is part of the identity, and no property"},
    "DkimSigningConfig": {"DomainName": "it is the identity, and no property"},
}


class Kept(Life):
    """A family's objects, with the properties that differ although they were written so."""

    def differ(self) -> set[str]:
        """The properties that a read does not show as they were written."""
        self.known = family_of(self.noun)
        self.different: set[str] = set()
        maker = next((verb for verb in ("New", "Add") if verb in self.verbs), "")
        for place in (0, 1) if maker else ():
            for group in self.groups(self.verbs[maker], self.base(self.verbs[maker])):
                self.create(maker, [one for one in group if one.name not in DEFAULT_FLAGS], place)
        if not maker and "Set" in self.verbs:
            who = self.identity({})
            for place in (0, 1):
                for group in self.groups(self.verbs["Set"], ()):
                    taken = {one.name: self.values.written(self.verbs["Set"], one, place) for one in group}
                    self.write_all(who, {name: one for name, one in taken.items() if one.is_new})
        return self.different

    def matches(self, step: str, row: Mapping[str, Any], taken: Mapping[str, Written]) -> None:
        del step
        told = {name: one for name, one in taken.items() if name not in self.spec.not_shown}
        desired = {name: by_name(one) for name, one in told.items()}
        if not row or not desired:
            return
        found = compare_properties(self.known, desired, row, self.resolve)
        self.different |= {one.property for one in found.changes} | set(found.unknown)
        gathered = describe_properties(self.known, row, settable_properties(self.known))
        again = compare_properties(self.known, gathered, row, self.resolve)
        assert (again.changes, again.unknown) == ((), ()), "what was gathered is not taken back as it is"

    def resolve(self, kind: str, values: Sequence[str]) -> Mapping[str, ResolvedObject | None]:
        if kind == RECIPIENT:
            return {value: resolved_among(value, list(self.rows_of(kind, Identity=value))) for value in values}
        known = readable_family(kind)
        rows = list(self.rows_of(kind, **known.read_with))
        return {value: named_among(value, rows, known.matched_by["Identity"]) for value in values}

    def rows_of(self, kind: str, **parameters: Any) -> Iterator[Mapping[str, Any]]:
        try:
            yield from self.tenant.run(f"Get-{kind}", self.at, **parameters).rows
        except CmdletError:
            return


def by_name(written: Written) -> Any:
    """What a person would write: an object of another kind by its name, not by its GUID."""
    if isinstance(written.sent, list):
        entries = written.entries() if written.holds is None and GUID.fullmatch(str(written.sent[:1][0])) else []
        return [by_name(one) for one in entries] or written.sent
    names = written.shown[0] if written.shown else None
    if not GUID.fullmatch(str(written.sent)) or not isinstance(names, Names):
        return written.sent
    return min((one for one in names if not NO_NAME.search(one)), default=written.sent)


@pytest.mark.parametrize("noun", each(4, NOUNS))
def test_what_was_written_is_read_as_the_same(noun: str) -> None:
    assert Kept(noun, spec_of(noun)).differ() == set(DISAGREE.get(noun, {}))
