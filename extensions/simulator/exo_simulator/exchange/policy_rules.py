# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of the six protection policies, and what becomes of a policy's rules when it goes.

A policy has one rule, the default one has none, and a rule has a condition (families' ``policy`` and ``conditions``).
``users`` says what happens to those who refer to an object that is removed: they ``stay``, they ``go`` with it, its
role ``assignments`` go and all others keep it, or the removal is refused. Sources: the page of each cmdlet.
"""

from __future__ import annotations

from collections.abc import Mapping

from .calls import Call
from .directory import RECIPIENTS
from .families import family
from .references import item_of, users_of
from .store import Item
from .values import Ref, Value


def check_rule(call: Call, item: Item | None, values: Mapping[str, Value]) -> None:
    """Raise where a rule would have a policy that it cannot have, or no condition."""
    fam = call.family
    if fam.policy is None:
        return
    if fam.policy in call.values:
        _check_policy(call, item, fam.policy, values)
    rule = {**(item.own if item else {}), **values}
    if not any(rule.get(name) for name in fam.conditions):
        names = ", ".join(fam.conditions)
        raise call.directory.errors.build("invalid", f"You must specify at least one condition for the rule: {names}.")


def _check_policy(call: Call, item: Item | None, name: str, values: Mapping[str, Value]) -> None:
    ref = values.get(name)
    policy = item_of(call.directory, ref) if isinstance(ref, Ref) else None
    if item is not None and policy is None:
        text = f"The rule '{item.name}' already has the policy '{call.text(name)}'."
        raise call.directory.errors.build("invalid", text)
    if policy is not None and policy.get("IsDefault") is True:
        text = f"The default policy '{policy.name}' can't have a rule: it applies to all recipients."
        raise call.directory.errors.build("invalid", text)
    for rule in call.directory.table(call.family.noun) if policy else ():
        if rule.get(name) == ref and rule is not item:
            text = f"The policy '{call.text(name)}' is already associated with the rule '{rule.name}'."
            raise call.directory.errors.build("invalid", text)


def part_with_users(call: Call, item: Item) -> None:
    """Before an object is removed: raise ObjectInUse, or take along what goes with it."""
    fate = family(item.noun).users
    users = [] if fate == "stay" or item.noun in RECIPIENTS else list(users_of(call.directory, item))
    for user in (other_user for other_user in users if other_user is not item):
        if fate == "go" or (fate == "assignments" and user.noun == "ManagementRoleAssignment"):
            call.directory.store.remove(user)
            continue
        text = f"'{item.name}' can't be removed because it's used by '{user.name}'."
        raise call.directory.errors.build("in_use", text)
