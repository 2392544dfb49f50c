#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_resources
short_description: Keep many Exchange Online objects in a desired state
version_added: 0.1.0
description:
  - Brings many objects of any kinds to the state that a task describes, such as the configuration of an organization.
  - All of them are read first, and what would be written is known before anything is. That plan can be looked at in
    check mode, and approved by its checksum.
  - Each object is kept as M(m365.exchange.exo_resource) keeps one. A failure stops what depends on it, and nothing
    else; run again, the task does what is left.
options:
  resources:
    description:
      - The objects, each a map.
      - C(kind), C(identity) and C(properties) mean what they mean for M(m365.exchange.exo_resource).
      - C(state) is C(present), the default, or C(absent).
      - C(renamed_from) is the name that the object may still have. Where it does, it gets the one of its C(identity).
      - C(at) says where the row comes from, such as a file and a line. Failures name it in place of the row's number.
    type: list
    elements: raw
    default: []
  state:
    description:
      - V(merged) brings each object to its state, and leaves alone what is not named.
      - V(overridden) removes besides what is there and not named, of each kind that occurs in O(resources) or stands in
        O(kinds).
      - V(deleted) removes each object that is named. Defaults, system objects and user mailboxes are never removed.
      - V(gathered) changes nothing and gives the objects of O(kinds) in RV(resources), in the form that O(resources)
        takes.
    type: str
    choices: [merged, overridden, deleted, gathered]
    default: merged
  src:
    description:
      - A folder of files, such as O(state=gathered) writes, or one file, in place of O(resources). A file has a kind
        and its objects, or a list of objects with a kind each.
      - Files are read on the controller, wherever the task runs. A relative path is looked for beside the playbook,
        then in the folder where ansible-playbook was started.
      - What is in a vault is decrypted and not shown. Nothing is templated.
      - A key, a kind or an object that stands there twice, and a kind that is none, is told with file and line before
        anything is sent.
    type: raw
  dest:
    description:
      - With O(state=gathered), a folder on the controller to write to, one file a kind, in place of RV(resources). It
        is made where it is missing.
      - Files have the mode 0600. Each is replaced whole, and only where it is another one. C(snapshot.yml) says whose
        objects they are, when they were read, and what could not be read.
      - A relative path begins where C(ansible-playbook) was started. With C(async) it is refused.
    type: path
  hidden_values:
    description: Texts that are not shown, wherever they turn up. Those that come out of a vault by O(src) are hidden
      without it.
    type: list
    elements: str
    default: []
  allow_other_tenant:
    description:
      - Whether the snapshot of another organization may be taken. What C(snapshot.yml) says is compared with the
        session's organization before the first read.
      - With O(state=overridden) it never may.
    type: bool
    default: false
  kinds:
    description:
      - The kinds of object that O(state=overridden) is about besides those of O(resources), and those that
        O(state=gathered) reads.
      - By default the latter are all that this collection knows and that can be listed.
    type: list
    elements: str
    default: []
  ignore:
    description:
      - What is left alone although it differs, each a map. It is shown with its reason, and never as equal.
      - C(kind) and C(identity) say which objects, and may have C(*) and C(?). Without C(identity) they are all of the
        kind.
      - C(properties) are those that are left alone. Without them the whole object is, and is not removed.
      - C(reason) says why.
      - C(until) is the last day on which it holds, such as V(2026-12-31).
    type: list
    elements: raw
    default: []
  max_changes:
    description:
      - How many objects may be written at most. Where the plan has more, nothing is written.
      - By default there is no limit.
    type: int
  max_removals:
    description:
      - How many objects may be removed at most, where O(state) removes. Where the plan has more, nothing is written.
      - One that is made anew counts as removed.
    type: int
    default: 0
  plan_checksum:
    description:
      - The RV(plan_checksum) of a plan that was approved. Another plan fails, and nothing is written. An empty one is
        refused.
    type: str
  show_progress:
    description:
      - Whether a line is shown now and then, for each kind that is read and each object that is written, at most one in
        two seconds.
      - It also comes from the environment variable E(EXO_SHOW_PROGRESS). It is shown where the task runs on the
        controller itself.
    type: bool
    default: false
  create_only:
    description:
      - What happens where a property differs that only a new object can have otherwise.
      - V(fail) leaves the object as it is, which then is a failure. V(warn) leaves it alone, and does the rest.
      - V(recreate) removes the object and makes it anew, where nothing can be lost by that.
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
      - How many seconds to wait, V(0) to V(3600), until a read shows what was written of an object.
      - The default is 60 for a new object, more for kinds that are known to take longer, and 0 for a changed one.
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
      - It is what O(m365.exchange.exo_resource#module:journal_path) is for one object. Before the first write it has
        the plan, so that M(m365.exchange.exo_journal_info) tells what a killed task has left to do.
    type: path
  journal_values:
    description:
      - Whether the journal has the values before and after each write, too.
      - It is what O(m365.exchange.exo_resource#module:journal_values) is for one object. What is in a vault is never
        in it.
    type: bool
    default: false
extends_documentation_fragment:
  - m365.exchange.attributes
  - m365.exchange.attributes.action_group
  - m365.exchange.auth
  - m365.exchange.endpoint
  - m365.exchange.anchoring
  - m365.exchange.network
  - m365.exchange.retries
  - m365.exchange.safeguards
  - m365.exchange.desired
  - m365.exchange.values.sent
attributes:
  check_mode:
    description: Reads run in check mode. What would be written is told and not sent.
    support: full
  diff_mode:
    description: Shows the plan, a line for each object that differs.
    support: full
  idempotent:
    description: A second run finds the state that the first one made, and only reads. With O(write_only=always) it
      writes each time.
    support: full
seealso:
  - module: m365.exchange.exo_resource
  - module: m365.exchange.exo_resource_info
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: External mail says so, and mail to Fabrikam never is encoded as rich text
  m365.exchange.exo_resources:
    session: "{{ exo }}"
    resources:
      - kind: TransportRule
        identity: External banner
        properties:
          FromScope: NotInOrganization
          PrependSubject: "[EXT] "
      - kind: RemoteDomain
        identity: Fabrikam
        properties:
          DomainName: fabrikam.com
          TNEFEnabled: false
    max_changes: 10

- name: The rules of this organization are these, and no others
  m365.exchange.exo_resources:
    session: "{{ exo }}"
    state: overridden
    resources:
      - kind: TransportRule
        identity: External banner
        properties:
          PrependSubject: "[EXT] "
          Priority: 0
    ignore:
      - kind: TransportRule
        identity: "Test*"
        reason: they are tried out by hand
        until: "2999-12-31"
    max_removals: 20

- name: Read rules and connectors as they are
  m365.exchange.exo_resources:
    session: "{{ exo }}"
    state: gathered
    kinds: [TransportRule, InboundConnector]

- name: Keep what is there in files
  m365.exchange.exo_resources:
    session: "{{ exo }}"
    state: gathered
    kinds: [TransportRule, RemoteDomain]
    dest: "{{ folder }}/contoso.onmicrosoft.com"

- name: What would have to be written to have it so again
  m365.exchange.exo_resources:
    session: "{{ exo }}"
    src: "{{ folder }}/contoso.onmicrosoft.com"
  check_mode: true
  diff: true

- name: What was tried out is gone
  m365.exchange.exo_resources:
    session: "{{ exo }}"
    state: deleted
    resources:
      - kind: TransportRule
        identity: External banner
      - kind: RemoteDomain
        identity: Fabrikam
    max_removals: 2
"""

RETURN = r"""
plan:
  description: What is done with each object, in the order in which it is done.
  returned: as soon as it is known
  type: list
  elements: dict
  contains:
    kind:
      description: The kind, in Microsoft's spelling.
      type: str
      returned: always
      sample: TransportRule
    identity:
      description: The parts of the identity, by Microsoft's parameters.
      type: dict
      returned: always
      sample: {Identity: External banner}
    action:
      description:
        - V(create), V(change), V(remove), or V(recreate), which removes the object and makes it anew.
        - V(equal) where there is nothing to do.
        - V(ignored) where it differs, and O(ignore) or O(create_only=warn) leaves it alone.
        - V(refused) where it differs, and cannot be brought to its state.
        - V(unknown) where nobody can tell, such as after a read that failed.
      type: str
      returned: always
      sample: change
    changes:
      description: The properties that differ, each with C(property), C(before) and C(after).
      type: list
      returned: always
      sample: [{property: PrependSubject, before: "[EXTERNAL] ", after: "[EXT] "}]
    depends_on:
      description: The objects that have to be written first.
      type: list
      returned: always
      sample: []
    reason:
      description: Why nothing is done, or nobody can tell.
      type: str
      returned: where there is one
      sample: it is the organization's default
    ignored:
      description: The properties that differ and are left alone.
      type: list
      returned: where there are any
      sample: []
plan_checksum:
  description: The same for plans that write the same, for O(plan_checksum). Secret values do not enter it, because they
    could be guessed from it.
  returned: as soon as it is known
  type: str
  sample: 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
lines:
  description: The plan for a person, a line for each object that is not as desired, and the numbers.
  returned: as soon as it is known
  type: list
  elements: str
  sample: ['~ TransportRule External banner: PrependSubject "[EXTERNAL] " -> "[EXT] "', "1 object: 1 change"]
numbers:
  description: How many objects of the plan have each C(action).
  returned: as soon as it is known
  type: dict
  sample: {create: 0, change: 1, recreate: 0, remove: 0, equal: 0, ignored: 0, refused: 0, unknown: 0}
outcomes:
  description:
    - What became of each object that was not as desired, as M(m365.exchange.exo_resource) tells it of one, with the
      C(action) of the plan.
    - C(outcome) is V(ran), V(refused), V(unknown), or V(did_not_run) where its turn never came or it is check mode.
  returned: as soon as the plan is known
  type: list
  elements: dict
  contains:
    kind:
      description: The kind, in Microsoft's spelling.
      type: str
      returned: always
      sample: TransportRule
    identity:
      description: The parts of the identity, by Microsoft's parameters.
      type: dict
      returned: always
      sample: {Identity: External banner}
    action:
      description: What the plan has of it.
      type: str
      returned: always
      sample: change
    outcome:
      description: What became of it.
      type: str
      returned: always
      sample: ran
    failed:
      description: Whether it failed.
      type: bool
      returned: always
      sample: false
    changed:
      description: Whether something was written. In check mode, whether something would be.
      type: bool
      returned: always
      sample: true
    steps:
      description: What was written, as M(m365.exchange.exo_resource) tells it.
      type: list
      returned: always
      sample: []
    msg:
      description: What happened, and what to do.
      type: str
      returned: where it failed or its turn never came
      sample: It depends on RemoteDomain Fabrikam, which is not as desired.
resources:
  description: The objects that are there, each with C(kind), C(identity) and C(properties) in normal form.
  returned: with O(state=gathered) and without O(dest)
  type: list
  elements: dict
  sample: [{kind: RemoteDomain, identity: Default, properties: {TNEFEnabled: false}}]
kinds:
  description: The kinds that were read whole.
  returned: with O(state=gathered)
  type: list
  elements: str
  sample: [RemoteDomain]
unread:
  description: The kinds that were not read, or not whole, each with C(kind) and C(reason).
  returned: with O(state=gathered)
  type: list
  elements: dict
  sample: []
gathered_at:
  description: When they were read.
  returned: with O(state=gathered)
  type: str
  sample: "2026-11-30T08:15:00Z"
dest:
  description: The folder.
  returned: with O(dest)
  type: str
  sample: /home/adele/tenants/contoso.onmicrosoft.com
files:
  description: The file of each kind, with C(path), C(kind), C(objects), their number, and C(changed). Without any
    object the file is removed.
  returned: with O(dest)
  type: list
  elements: dict
  sample: [{path: /home/adele/tenants/contoso.onmicrosoft.com/RemoteDomain.yml, kind: RemoteDomain, objects: 1,
    changed: true}]
organization:
  description: The organization.
  returned: success
  type: str
  sample: contoso.onmicrosoft.com
tenant_id:
  description: The tenant's id.
  returned: success
  type: str
  sample: 11111111-1111-4111-8111-111111111111
error:
  description: The card of a failure, as M(m365.exchange.exo_connect) describes it.
  returned: failure
  type: dict
outcome:
  description: What became of the work, as M(m365.exchange.exo_connect) describes it.
  returned: failure
  type: str
  sample: did_not_run
"""

from ansible_collections.m365.exchange.plugins.module_utils._task.ansible_module import run_module
from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import secrets_of_line
from ansible_collections.m365.exchange.plugins.module_utils._operations.resources import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.resources import RESOURCES


def main() -> None:
    """Run the module."""
    run_module(RESOURCES, run, secrets_of_line)


if __name__ == "__main__":
    main()
