# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How an object is kept in a desired state, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """How an object is kept in a desired state, documented once."""

    DOCUMENTATION = r"""
options:
  session:
    description:
      - The handle from M(m365.exchange.exo_connect), or its whole registered result.
      - A session beats sign-in options that C(module_defaults) or the environment give. One that is empty or null is
        refused; C(omit) leaves it out.
    type: raw
  expect_organization:
    description:
      - The organization that this task is meant for, by the name that M(m365.exchange.exo_connect) was given or by the
        tenant's id.
      - The task fails before it sends anything if its connection leads to another one.
    type: str
  families:
    description:
      - What differs from what this collection knows of a kind, a map of kinds. The guide docs/families.md has all
        that it may say.
      - It stands over the collection's own tables, and those over the rules that Microsoft's documentation gives.
    type: dict
    default: {}
"""

    KEEPING = r"""
options:
  create_only:
    description:
      - What happens where a property differs that only a new object can have otherwise.
      - V(fail) says so and writes nothing. V(warn) leaves it as it is and names it in RV(ignored).
      - V(recreate) removes the object and makes it anew, where nothing can be lost by that. It is refused for whatever
        holds mail, members, labels or retention.
    type: str
    choices: [fail, warn, recreate]
    default: fail
  write_only:
    description:
      - When passwords and other properties are written that no read shows.
      - V(on_create) writes them with a new object only, V(always) in each run, which then is a change each time.
    type: str
    choices: [on_create, always]
    default: on_create
  wait:
    description:
      - How many seconds to wait, V(0) to V(3600), until a read shows what was written.
      - The default is 60 for a new object, more for kinds that are known to take longer, and 0 for a changed one.
      - What is still not shown then is a warning and stands in RV(unknown); it is no failure.
    type: int
  remove_orphans:
    description: Whether entries of lists are removed that name nobody any more. Otherwise they are left alone.
    type: bool
    default: false
  retry_writes:
    description:
      - With V(idempotent), a write that sets absolute values may be sent once more where its first attempt has an
        unknown outcome.
    type: str
    choices: [never, idempotent]
    default: never
  journal_path:
    description:
      - A file to which one line of JSON is added before each write is sent, and one when it has ended.
      - It tells when, in which organization and as whom, the cmdlet, the object, the names of its parameters, its ids
        and what came of it. A write that began and did not end may have run.
      - It is made with mode V(0600), on the machine where the task runs. Several tasks and hosts may share it.
      - Reads E(EXO_JOURNAL_PATH).
    type: path
  journal_values:
    description:
      - Whether the journal has the values before and after each write, too; of an object that goes, those that it had.
      - A journal outlives the task. Passwords and other secrets are never in it, by the type and the name of their
        property, by their shape, and where they stand among the task's own secrets. A task with C(no_log) has none.
    type: bool
    default: false
"""
