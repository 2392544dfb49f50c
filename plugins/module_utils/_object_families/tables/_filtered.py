# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What groups and lists have whose members are found by a filter, or by conditions that Microsoft has made ready."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Rule

CONDITIONS = (
    "ConditionalCompany", "ConditionalDepartment", "ConditionalStateOrProvince",
    *(f"ConditionalCustomAttribute{number}" for number in range(1, 16)),
)  # fmt: skip
# Conditions count only beside the kinds of recipients, and neither goes with a filter of one's own.
WITH_KINDS = dict.fromkeys(CONDITIONS, ("IncludedRecipients",))
FILTER_OR_CONDITIONS = tuple(("RecipientFilter", condition) for condition in ("IncludedRecipients", *CONDITIONS))
FILTERED: Mapping[str, Rule] = {"RecipientFilter": "filter", "IncludedRecipients": "words"}
