# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Files that hold a tenant's objects, and cannot be used as they are: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

_NOTHING = "The files are read before the first request. Nothing was sent."

SNAPSHOTS: Mapping[str, Advice] = {
    "snapshot-not-there": Advice(
        category="input",
        what="There are no objects in {path}: {reason}.",
        cause="A path is a file of YAML, or a folder with one file a kind. One that is not absolute begins where"
        " ansible-playbook was started. Nothing was sent.",
        fix=("Correct the path, or take a snapshot first.",),
    ),
    "snapshot-not-yaml": Advice(
        category="input",
        what="{path}, line {line}: this is no YAML, {reason}.",
        cause=_NOTHING,
        fix=("Correct the line; most often it is its indentation, a colon, or a quotation mark that is missing.",),
    ),
    "snapshot-key-twice": Advice(
        category="input",
        what="{path}, line {line}: a key is there twice, {name}, first in line {first}.",
        cause=f"YAML would take the last and forget the other. {_NOTHING}",
        fix=("Remove one of the two.",),
    ),
    "snapshot-not-understood": Advice(
        category="input",
        what="{path}, line {line}: {reason}.",
        cause=f"A file has one kind and its objects, or a list of objects with a kind each. {_NOTHING}",
        fix=("Write it as a snapshot has it: kind, then objects, each with identity and properties.",),
    ),
    "snapshot-kind-unknown": Advice(
        category="input",
        what="{path}, line {line}: {text}",
        cause=f"A kind is the noun of Microsoft's cmdlets. {_NOTHING}",
        fix=("Correct the kind.",),
    ),
    "snapshot-kind-twice": Advice(
        category="input",
        what="{path}, line {line}: the objects of {kind} have a file of their own already, {first}.",
        cause=f"A folder has one file a kind: of two nobody could tell which one holds. {_NOTHING}",
        fix=("Put the objects of both files into one.",),
    ),
    "snapshot-object-twice": Advice(
        category="input",
        what="{path}, line {line}: the {kind} '{identity}' stands there twice, first in {first}.",
        cause=f"Of two nobody could tell which one holds. {_NOTHING}",
        fix=("Remove one of the two.",),
    ),
    "snapshot-value-in-vault": Advice(
        category="input",
        what="{path}, line {line}: a value cannot be decrypted, {reason}.",
        cause=f"It is encrypted with Ansible's vault. {_NOTHING}",
        fix=("Give the vault's password, as for any other playbook: --vault-id or --ask-vault-pass.",),
    ),
    "snapshot-of-another-tenant": Advice(
        category="input",
        what="The snapshot in {path} is of {theirs}, and the session of {ours}.",
        cause="What is right for one tenant may be harm for another. The two are compared before the first read."
        " Nothing was sent.",
        fix=(
            "Give the folder of this tenant, or set allow_other_tenant: true if you mean it.",
            "With state: overridden another tenant's snapshot is never taken.",
        ),
    ),
    "snapshot-options-apart": Advice(
        category="input",
        what="The option {name} does not go together with state: {state}, because {reason}.",
        cause="Nothing was sent.",
        fix=("Leave out one of the two.",),
    ),
    "snapshot-in-background": Advice(
        category="input",
        what="The option dest does not work in a background task (async).",
        cause="The controller writes the files when a task has ended, and it does not wait for this one. Nothing was"
        " sent.",
        fix=("Leave out async, or leave out dest and take the objects from the result.",),
    ),
    "snapshot-and-resources": Advice(
        category="input",
        what="Both src and resources are given.",
        cause="The objects come from files or from the task. Nothing was sent.",
        fix=("Leave out one of the two, or put the objects of the task into a file.",),
    ),
    "snapshot-side-not-valid": Advice(
        category="input",
        what="{name} is no objects.",
        cause="It takes the path of a snapshot, or a list of objects, each with kind, identity and properties.",
        fix=("Give the folder of a snapshot.",),
    ),
    "snapshot-name-not-valid": Advice(
        category="input",
        what="'{name}' cannot be the name of a file of a snapshot.",
        cause="A file is called as its kind.",
        fix=("Take a kind that is called as Microsoft's nouns are.",),
    ),
}
failure = Failures(SNAPSHOTS)
