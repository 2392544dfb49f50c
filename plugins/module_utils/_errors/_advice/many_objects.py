# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Many objects that are not brought to their desired state: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

MANY_OBJECTS: Mapping[str, Advice] = {
    "resources-row-not-a-map": Advice(
        category="input",
        what="{place} is {said}, and no map.",
        cause="Each entry of resources describes one object, with kind, identity and properties. Nothing was sent.",
        fix=("Write it as a map with kind, identity and properties.",),
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
        what="{place} has {object} again, which {first} has already.",
        cause="Two descriptions of one object may want different things of it. Nothing was written.",
        fix=("Join the two.",),
    ),
    "resources-too-many-changes": Advice(
        category="input",
        what="The plan writes {number:object}, and max_changes allows {most}.",
        cause="The plan stands in the field plan. Nothing was written.",
        fix=("Look at the plan, and raise max_changes if it is what you want.",),
    ),
    "resources-too-many-removals": Advice(
        category="input",
        what="The plan removes {number:object}, and max_removals allows {most}: {some}.",
        cause="An object that is made anew counts as removed. The plan stands in the field plan. Nothing was written.",
        fix=("Look at the plan, and raise max_removals if it is what you want.",),
    ),
    "resources-plan-differs": Advice(
        category="input",
        what="The plan has the checksum {found}, and plan_checksum wants {wanted}.",
        cause="What is there or what is desired has changed since that plan was made. Nothing was written.",
        fix=("Look at the plan again, and give its checksum.",),
    ),
    "resources-checksum-empty": Advice(
        category="input",
        what="The option plan_checksum is empty.",
        cause="Where it is given, the plan with that checksum is written and no other. An empty one may be a variable"
        " that nobody has set. Nothing was sent.",
        fix=("Give the plan_checksum of the plan that was approved, or leave the option out.",),
    ),
    "resources-cycle": Advice(
        category="input",
        what="Each of these objects would have to be made before the next: {names}.",
        cause="They name each other, and none of them is there. Nothing was written.",
        fix=("Make one of them without what it names of the others, and add that in a second task.",),
    ),
    "resources-reference-missing": Advice(
        category="input",
        what="{place}: {property} of {object} names {value}, which is not there and is not described.",
        cause="An object that another one names has to be there first. Nothing was written.",
        fix=("Correct the name, or describe that object as well.",),
    ),
    "resources-reference-gone": Advice(
        category="input",
        what="{place}: {property} of {object} names {value}, which is to be removed.",
        cause="The same task removes it: its state is absent, or with state: overridden nothing describes it. Nothing"
        " was written.",
        fix=("Take the name out of {property}, or describe the object that it names.",),
    ),
    "resources-priority-twice": Advice(
        category="input",
        what="{place} gives {object} the Priority {priority}, which {first} has already.",
        cause="Objects of a kind stand in one row, and no two have the same place in it. Nothing was written.",
        fix=("Give each a Priority of its own.",),
    ),
    "resources-kind-without-all": Advice(
        category="input",
        what="The state {state} needs all objects of the kind {kind}, and they cannot be listed: {reason}.",
        cause="What is not named is removed only where all that is there can be seen. Nothing was sent.",
        fix=("Use state: merged for this kind, and state: absent for what is to go.",),
    ),
    "resources-nothing-named": Advice(
        category="input",
        what="The state {state} has no objects and no kinds.",
        cause="It is about the objects of the kinds that occur in resources or stand in kinds. Nothing was sent.",
        fix=("Give resources or kinds.",),
    ),
    "resources-option-not-taken": Advice(
        category="input",
        what="The option {option} has no meaning with state: {state}.",
        cause="state: gathered reads whole kinds and writes nothing to them, state: merged and deleted are about the"
        " objects that are named. Nothing was sent.",
        fix=("Leave {option} out, or use another state.",),
    ),
    "resources-not-renamed": Advice(
        category="input",
        what="The key renamed_from has no use for {object}: {reason}.",
        cause="It says under which name an object is to be found that gets the name of its identity. Nothing was sent.",
        fix=("Leave renamed_from out.",),
    ),
    "ignore-row-not-valid": Advice(
        category="input",
        what="{place} cannot be used: {reason}.",
        cause="Each entry has kind and reason, and may have identity, properties and until. Nothing was sent.",
        fix=(
            "Correct it, for instance to kind: TransportRule, identity: Test*, reason: tried out, until: 2026-12-31.",
        ),
    ),
    "resources-changed-since": Advice(
        category="input",
        what="{object} is not removed: it has changed since the plan was made.",
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
failure = Failures(MANY_OBJECTS)
