# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Many objects that are not brought to their desired state: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

MANY: Mapping[str, Advice] = {
    "resources-row-not-a-map": Advice(
        category="input",
        what="{place} is {said}, and no map.",
        cause="Each entry of resources describes one object, with kind, identity and properties. Nothing was sent.",
        fix=("Write it as a map, such as {{kind: TransportRule, identity: name, properties: {{...}}}}.",),
    ),
    "resources-row-key": Advice(
        category="input",
        what="{place} has {name}, which no description of an object has.",
        cause="It may have {known}. Nothing was sent.",
        fix=("Put what an object has under properties, and leave out the rest.",),
    ),
    "resources-row-value": Advice(
        category="input",
        what="{place}: {name} is not {wanted}.",
        cause="Each entry of resources describes one object. Nothing was sent.",
        fix=("Correct {name}.",),
    ),
    "resources-object-twice": Advice(
        category="input",
        what="{place} has {kind} '{identity}' again, which {first} has already.",
        cause="Two descriptions of one object may want different things of it. Nothing was sent.",
        fix=("Join the two.",),
    ),
    "resources-too-many-changes": Advice(
        category="input",
        what="{number:object} would be written, and max_changes allows {most}.",
        cause="The plan stands in the field plan. Nothing was written.",
        fix=("Look at the plan, and raise max_changes if it is what you want.",),
    ),
    "resources-too-many-removals": Advice(
        category="input",
        what="{number:object} would be removed, and max_removals allows {most}: {some}.",
        cause="An object that is made anew counts as removed. The plan stands in the field plan. Nothing was written.",
        fix=("Look at the plan, and raise max_removals if it is what you want.",),
    ),
    "resources-plan-differs": Advice(
        category="input",
        what="The plan has the checksum {found}, and plan_checksum wants {wanted}.",
        cause="What is there or what is desired has changed since that plan was made. Nothing was written.",
        fix=("Look at the plan again, and give its checksum.",),
    ),
    "resources-changed-since": Advice(
        category="input",
        what="{kind} '{identity}' is not removed: it has changed since the plan was made.",
        cause="What is removed is read once more before. Somebody else works with it. It was not written.",
        fix=("Look at the object, and run the task again if it may go.",),
    ),
    "resources-failed": Advice(
        category="unknown",
        what="{failed} of {total:object} could not be brought to the desired state, first {name}: {text}",
        cause="What became of each stands in the field outcomes. A failure stops only what depends on it.",
        fix=("Mend what the outcomes name and run the task again: it does what is left.",),
    ),
}
failure = Failures(MANY)
