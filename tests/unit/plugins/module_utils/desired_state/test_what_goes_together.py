# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Of what excludes each other the first is written; what goes together is written together."""

from __future__ import annotations

from ansible_collections.m365.exchange.plugins.module_utils._desired_state.choose_cmdlets import plan_creation
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family import family_of
from ansible_collections.m365.exchange.plugins.module_utils._object_families.object_identity import read_identity
from support.rows import each_row

FOUND = "ContentContainsSensitiveInformation"
CASES = [
    ("DlpComplianceRule", (FOUND, f"ExceptIf{FOUND}"), ("AdvancedRule",)),
    ("AutoSensitivityLabelRule", (FOUND, f"ExceptIf{FOUND}"), ("AdvancedRule",)),
    ("AddressList", ("IncludedRecipients", "ConditionalCompany", "ConditionalDepartment"), ("RecipientFilter",)),
    ("DynamicDistributionGroup", ("IncludedRecipients", "ConditionalCompany"), ("RecipientFilter",)),
]


@each_row(("kind", "together", "alone"), CASES, ids=[case[0] for case in CASES])
def test_what_goes_together_is_written_together(kind: str, together: tuple[str, ...], alone: tuple[str, ...]) -> None:
    family = family_of(kind)
    wanted = read_identity(family, "One")

    def written(names: tuple[str, ...]) -> set[str]:
        steps = plan_creation(family, wanted, dict.fromkeys(names, "x"))
        return {name for step in steps for name in step.parameters} & {*together, *alone}

    assert written(together) == set(together)
    assert written((*together, *alone)) == set(alone)
