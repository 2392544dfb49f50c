# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of commands, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """Lists of commands, documented once."""

    DOCUMENTATION = r"""
options:
  commands:
    description:
      - Commands that run in this order on one connection, each a map with O(cmdlet) and its C(parameters), a map with
        O(command), or a command line as text.
      - A map may also have C(properties), C(result_size), C(page_size), C(query), C(typed), C(files), C(service),
        C(anchor_mailbox), C(verify), C(what_if), and C(dest) with C(format), C(mode), C(owner), C(group), C(backup) and
        C(csv_safe); what it does not say is what the task says. Parameters of the task are added to those of each
        command. Each C(dest) is a file of its own.
      - Each command has an outcome of its own in RV(outcomes). If one fails, the task fails, with all outcomes.
      - A list is checked whole before anything is sent.
      - Exactly one of O(cmdlet), O(command) and O(commands) is given.
    type: raw
  on_error:
    description: Whether the commands behind one that failed are started.
    type: str
    choices: [stop, continue]
    default: stop
  parallel:
    description:
      - How many commands of a list are at work at a time, at most O(parallel_limit).
      - With more than one, use it for commands that do not need each other's work. RV(outcomes) are in order all the
        same.
    type: int
    default: 1
  parallel_limit:
    description:
      - The most that O(parallel) may be, V(3) to V(16).
      - Others have found that the service bears two or three requests at a time of one identity in one tenant. With
        more it may refuse all requests of the tenant for minutes, those of other programs as well.
    type: int
    default: 3
  batch:
    description:
      - Whether reads of a list that follow each other are sent together, up to ten in one request.
      - Writes are always sent one by one, because one lost answer would leave open what became of all of them.
    type: bool
    default: false
  max_changes:
    description:
      - How many objects the write at the end of a pipeline of O(command) may be about. Where there are more, the task
        fails before the first one, also in check mode.
      - What O(skip_unchanged) leaves out does not count, where whole objects of the write's own noun come to it, as
        from C(Get-Mailbox) to C(Set-Mailbox). Else all count, since none has been looked at by then.
      - Where there is no pipeline it is refused, since it would hold nothing back.
    type: int
  with_source:
    description: Whether each row of a read behind a pipe says in C(SourceIdentity) which object it was read for. A
      C(Select-Object) in the line has to name it.
    type: bool
    default: false
"""
