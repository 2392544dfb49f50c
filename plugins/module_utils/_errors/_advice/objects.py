# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Desired state: what we tell a person about an object that cannot be named, read, compared or made as it was
written."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

_VALUES: Mapping[str, Advice] = {
    "resource-value-kind": Advice(
        category="input",
        what="The property {property} of {kind} cannot have the value that was given: {reason}.",
        cause="A value is compared with what the service shows, by the type that Microsoft documents for it, so it has"
        " to be of that type. Nothing was written.",
        fix=("{remedy}",),
    ),
    "resource-added-and-removed": Advice(
        category="input",
        what="The property {property} of {kind} has '{entry}' in Add and in Remove.",
        cause="An entry is in the list or it is not; the two ask for both.",
        fix=("Leave it in one of the two.",),
    ),
    "resource-one-way": Advice(
        category="input",
        what="The property {property} of {kind} is on and cannot be switched off.",
        cause="The service takes it as a switch that is only ever set.",
        fix=("Leave {property} out, or set it to true.",),
    ),
    "resource-recipient-unknown": Advice(
        category="input",
        what="The property {property} of {kind} names '{value}', and there is no such recipient.",
        cause="Recipients are looked up before anything is written, by name, alias, address, user name and id.",
        fix=(
            "Check the spelling, or create the recipient first.",
            "A recipient that was created just now may take minutes to be found.",
        ),
    ),
    "resource-reference-unknown": Advice(
        category="input",
        what="The property {property} of {kind} names '{value}', and no {other} is called so, or several are.",
        cause="What a property names is looked up before anything is written, by name, displayed name, GUID and"
        " distinguished name.",
        fix=(
            "Check the spelling, or create the {other} first.",
            "Name it by its GUID where several are called so.",
        ),
    ),
    "resource-word-unknown": Advice(
        category="input",
        what="The property {property} of {kind} takes a word of Microsoft's, and '{value}' is none of them.",
        cause="The service takes the beginning of a word for the word, so a wrong one may pass and mean another."
        " Nothing was written.",
        fix=("{remedy}", "Set catalogue: off if the service knows more than we do."),
    ),
    "rows-kept-back": Advice(
        category="unknown",
        what="{cmdlet} gave {rows:row}, and the service kept others back.",
        cause="It caps some listings, and gives no way to the rest. What is not among the first may be there for all"
        " that, so nothing was written.",
        fix=("Read the kind with exo_command and a filter of the service, and change the object with it, too.",),
    ),
}

_IDENTITIES: Mapping[str, Advice] = {
    "resource-identity-missing": Advice(
        category="input",
        what="There is no identity for {kind}, which is named by {parts}.",
        cause="A read without a name lists everything, and the first of all would be taken for the one that was meant.",
        fix=("Write {example}.",),
    ),
    "resource-identity-parts": Advice(
        category="input",
        what="The identity of {kind} is made of {parts}, and {reason}.",
        cause="Each part is a parameter of Microsoft's cmdlets; together they name one object.",
        fix=("Write {example}.",),
    ),
    "resource-identity-not-text": Advice(
        category="input",
        what="The identity of {kind} has {said} for {part}, and a name is a text.",
        cause="YAML makes numbers and dates of names that look like them.",
        fix=("Put the name in quotation marks.",),
    ),
    "resource-identity-wildcard": Advice(
        category="input",
        what="The identity '{value}' of {kind} has a wildcard in it.",
        cause="The service takes * and ? for any letters, so the name could mean several objects.",
        fix=("Write the whole name, or an address or a GUID.",),
    ),
    "resource-identity-none": Advice(
        category="input",
        what="{kind} takes no identity: {reason}.",
        cause="There is just one such object in an organization.",
        fix=("Leave identity out.",),
    ),
    "resource-identity-ambiguous": Advice(
        category="input",
        what="The identity '{value}' names {number:object} of the kind {kind}: {found}.",
        cause="Several rows of the read have that name, so it is not clear which one is meant.",
        fix=("Use what only one of them has: its address, its GUID or its whole Identity.",),
    ),
    "kind-of-other-service": Advice(
        category="input",
        what="{kind} lives in {where}, and this connection reaches {here}.",
        cause="The other service may have cmdlets of the same noun, which say nothing of the object. Nothing was sent.",
        fix=("Connect with service: {wanted}, or with both services, and leave the task's own service out.",),
    ),
}

OBJECTS: Mapping[str, Advice] = {**_VALUES, **_IDENTITIES}

failure = Failures(OBJECTS)
