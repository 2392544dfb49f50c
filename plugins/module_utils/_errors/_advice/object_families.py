# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Kinds of object, and the tables that tell how they are managed: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice

OBJECT_FAMILIES: Mapping[str, Advice] = {
    "kind-unknown": Advice(
        category="input",
        what="There is no kind of object called '{kind}'. Did you mean {near}?",
        cause="A kind is the noun of Microsoft's cmdlets, in the singular: TransportRule, of Get-TransportRule and"
        " Set-TransportRule. Nothing was sent.",
        fix=("Write the kind as its cmdlets have it.", "Set catalogue: off if the service knows more than we do."),
    ),
    "kind-not-valid": Advice(
        category="input",
        what="The kind '{kind}' is no noun of a cmdlet.",
        cause="A kind is the noun of Microsoft's cmdlets, letters and digits only: TransportRule, of"
        " Get-TransportRule. Nothing was sent.",
        fix=("Write the noun alone, without a verb.",),
    ),
    "kind-has-no-state": Advice(
        category="input",
        what="{kind} has no state that could be kept: {reason}.",
        cause="A state needs a cmdlet that reads and one that writes. Nothing was sent.",
        fix=("Use exo_command with {cmdlets}.",),
    ),
    "families-not-valid": Advice(
        category="input",
        what="The option families cannot be used: {place} {problem}.",
        cause="It is a map of kinds, each with a map of what differs from what is known of the kind. The guide"
        " docs/families.md has all that it may say. Nothing was sent.",
        fix=("Mend that entry, or leave it out.",),
    ),
}
