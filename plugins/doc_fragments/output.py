# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of the objects that a command reads, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """What becomes of the objects that a command reads, documented once."""

    DOCUMENTATION = r"""
options:
  dest:
    description:
      - A file that the objects go to, page by page, instead of into the result. It is written where the task runs, on
        the controller with connection C(local), else on the host. Its folder must exist.
      - The file is made beside the old one and takes its place when it is whole. Where anything goes wrong, the old
        file stays.
      - A link, a device or a pipe is refused.
      - With a file that says the same already, nothing is replaced and C(changed) is false.
      - In check mode reads run, and the result tells what the file would be, but it is not written.
    type: path
  format:
    description:
      - V(jsonl) has one object a line, V(json) one list of all objects, V(csv) one record an object and a header.
      - The default is what the name of O(dest) ends with, V(jsonl) where that says nothing.
      - The columns of V(csv) are O(properties) in their order, then all others in the order in which they first appear.
        Lists and maps are JSON in their cell, null is an empty cell.
    type: str
    choices: [jsonl, csv, json]
  mode:
    description:
      - The permissions of O(dest), as octal digits in quotation marks (V('0640')) or as symbols (V(u=rw,g=r)).
      - The default is V('0600') for a new file and for one that is replaced, because it holds data of the organization.
    type: raw
  owner:
    description: The owner of O(dest), a name or a number. The default is the user who runs the task.
    type: str
  group:
    description: The group of O(dest), a name or a number.
    type: str
  backup:
    description: Keep the old file, under a name with the time in it, where another one takes its place.
    type: bool
    default: false
  csv_safe:
    description:
      - Put an apostrophe before each text that a spreadsheet would take for a formula.
      - Without it a cell holds the very text that the service gave.
    type: bool
    default: false
  max_rows_in_result:
    description:
      - From how many objects in the result on the task warns, V(0) for never. It warns above 16 MiB as well.
      - Nothing is left out. Ansible needs seven times the size of a result in memory, so large listings belong into
        O(dest).
    type: int
    default: 10000
  follow_own_pages:
    description:
      - C(Get-QuarantineMessage), C(Get-MessageTraceV2), C(Search-UnifiedAuditLog) and reports with C(Page) and
        C(PageSize), such as C(Get-MailDetailATPReport), page by parameters of their own.
      - They are read to the end of what there is, or to O(result_size), in the way that Microsoft documents.
      - With V(false), or where the task gives such a parameter itself (C(Page), C(SessionId)), one page is read.
    type: bool
    default: true
  show_progress:
    description:
      - Show a line at most every two seconds while a listing is read, with objects, pages, rate and time. A list of
        commands has one such line for all of them, which says how many have ended, and a pipeline one which says how
        many objects were read, matched, written and failed.
      - Only where the task runs on the controller (connection C(local), no C(become), no C(async)). Elsewhere it is
        silent, because a module has no way to speak before it ends.
    type: bool
    default: false
"""
