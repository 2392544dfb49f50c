# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""An object that is not brought to its desired state: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice

DESIRED_STATE: Mapping[str, Advice] = {
    "property-not-known": Advice(
        category="input",
        what="No cmdlet of {kind} takes {property}{near}.",
        cause="The properties of an object have the names of Microsoft's parameters. Nothing was sent.",
        fix=(
            "Compare the name with Microsoft's page of {cmdlet}.",
            "Set catalogue: off if the service knows more than we do.",
        ),
    ),
    "object-not-there": Advice(
        category="input",
        what="There is no {object}, and it cannot be made: {reason}.",
        cause="A read of the kind shows no object of that name.",
        fix=("Check the name, and make the object where it comes from.",),
    ),
    "creation-asks": Advice(
        category="input",
        what="There is no {object}, and a new one needs {properties}.",
        cause="A read of the kind shows no object of that name, and without that nobody could make one. Nothing was"
        " written.",
        fix=("Check the name if the object is there, or say what the new one needs.",),
    ),
    "guid-not-found": Advice(
        category="input",
        what="There is no {kind} with the id {identity}, and none was created.",
        cause="An id is given by the service: whoever has one means an object that was there.",
        fix=("Check that the id is of this organization, or give a name to create one.",),
    ),
    "still-vanishing": Advice(
        category="transient",
        what="{object} is being removed, and still there after {seconds:second}.",
        cause="The service removes it in its own time; until then nothing can have that name. Nothing was written.",
        fix=("Run the task again later, or with a longer wait.",),
    ),
    "exists-and-not-shown": Advice(
        category="unknown",
        what="{object} exists, the service says, and no read shows it within {seconds:second}: {text}",
        cause="What is new may be shown minutes later, or another object has its name or its address. Nothing was"
        " written.",
        fix=(
            "Run the task again later, or with a longer wait.",
            "Look for another object with this name, alias or address.",
        ),
    ),
    "name-taken": Advice(
        category="input",
        what="{object} cannot be renamed to '{name}', because there is another one of that name.",
        cause="Both names belong to an object of their own. Nothing was written.",
        fix=("Remove one of the two, or choose another name.",),
    ),
    "property-not-shown": Advice(
        category="unknown",
        what="{cmdlet} does not show {properties} of {object}, so nobody can tell whether it is as desired.",
        cause="Neither equal nor different can be told of what is not shown. Nothing was written.",
        fix=(
            "Leave it out, or set write_only: always to have it written each time.",
            "If no read ever shows it, name it under write_only in the option families.",
        ),
    ),
    "create-only-differs": Advice(
        category="input",
        what="Only a new object can have another value of {properties} than {object} has.",
        cause="No cmdlet changes it once the object is there. Nothing was written.",
        fix=(
            "Set create_only: warn to leave it as it is.",
            "With create_only: recreate the object is removed and made anew, where nothing is lost by that.",
        ),
    ),
    "not-recreatable": Advice(
        category="input",
        what="{object} is not made anew for {properties}, because what it holds would be lost.",
        cause="create_only: recreate removes an object first. It is kept to kinds that hold no mail, members, labels or"
        " retention. Nothing was written.",
        fix=("Set create_only: warn, or remove and create the object with exo_command.",),
    ),
    "no-right-given": Advice(
        category="input",
        what="No right is named: full_access, send_as and send_on_behalf are all left out.",
        cause="A right that is left out is left alone, so the task asks for nothing. Nothing was sent.",
        fix=("Set at least one of them to true or false, or state: absent to take all three.",),
    ),
    "calendar-not-found": Advice(
        category="input",
        what="The mailbox {mailbox} shows no calendar.",
        cause="The calendar is called in the language of its owner, so it is found by the type of the folder.",
        fix=("Give its path in the option folder.",),
    ),
    "kind-not-listed": Advice(
        category="input",
        what="Objects of the kind {kind} cannot be listed: {cmdlet} needs {parameters}.",
        cause="The service shows one at a time, or those of one place. Nothing was sent.",
        fix=("Give identity, or a map with {parameters}.",),
    ),
    "filter-not-taken": Advice(
        category="input",
        what="Objects of the kind {kind} cannot be filtered, because {cmdlet} has no Filter.",
        cause="The service filters only where its cmdlet has that parameter. Nothing was sent.",
        fix=("Leave filter out, and choose with query.",),
    ),
    "not-made-anew": Advice(
        category="unknown",
        what="{object} was removed to be made anew, and could not be made: {text}",
        cause="create_only: recreate removes an object before it makes it. What it had stands in the field was.",
        fix=("Mend what the message names and run the task again, with what the field was has among its properties.",),
    ),
    "not-made-anew-without": Advice(
        category="input",
        what="{object} cannot be made anew without {properties}.",
        cause="create_only: recreate makes an object anew with what a read shows of it, and no read shows that. Nothing"
        " was written.",
        fix=("Say in the task what it needs, too.",),
    ),
    "null-means-nothing": Advice(
        category="input",
        what="The property {property} of {kind} cannot be null.",
        cause="It is switched, chosen or true or false, and has no state that null could stand for. Nothing was sent.",
        fix=("Write a value, or leave {property} out to leave it alone.",),
    ),
    "property-of-the-cmdlet": Advice(
        category="input",
        what="{property} is no property of {kind}: {reason}.",
        cause="Properties are what an object has. Nothing was sent.",
        fix=("Leave it out; {remedy}.",),
    ),
    "property-twice": Advice(
        category="input",
        what="The property {property} of {kind} is given twice, in two spellings.",
        cause="Upper and lower case make no difference in Microsoft's names, so it is not clear which is meant.",
        fix=("Leave one of them out.",),
    ),
    "never-absent": Advice(
        category="input",
        what="{object} cannot be removed: {reason}.",
        cause="It is there, and state: absent wants it gone. Nothing was written.",
        fix=("Leave it, or set its properties.",),
    ),
    "object-protected": Advice(
        category="input",
        what="{object} is not removed: {reason}.",
        cause="Defaults and what Microsoft made are protected, and no option insists. Nothing was written.",
        fix=("Leave it, or set its properties.",),
    ),
}
