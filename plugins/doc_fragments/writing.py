# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing with care, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """Writing with care, documented once."""

    DOCUMENTATION = r"""
options:
  verify:
    description:
      - Whether a write whose outcome is V(unknown) is followed by a read of what it was about, if there is one. What
        that shows stands in RV(read_back).
      - The outcome stays V(unknown) and the task fails. What another administrator did, or what is not to be seen yet,
        looks the same.
    type: bool
    default: false
  skip_unchanged:
    description:
      - Whether a C(Set-) cmdlet is left out where the object has all of its values already. The object is read first.
      - Values are compared as M(m365.exchange.exo_resource) compares them. What no read shows is written.
    type: bool
    default: false
  what_if:
    description:
      - Whether a cmdlet that changes something is only asked what it would do, with the parameter C(WhatIf). What it
        says stands in RV(what_if). In check mode it is asked instead of not being sent. Nothing goes to C(dest).
      - A cmdlet that does not document C(WhatIf) is refused, because it would run. In check mode it is not sent.
      - That the service keeps to it over this interface has not been verified for every cmdlet. Try it on an object
        that nobody needs.
    type: bool
    default: false
  journal_path:
    description:
      - A file to which one line of JSON is added before each write is sent, and one when a command has ended.
      - It tells when, in which organization and as whom, the cmdlet, the names of its parameters, its ids and what
        came of it. A write that began and did not end may have run.
      - It is made with mode V(0600), on the machine where the task runs. Several tasks and hosts may share it.
      - Before the first of several writes it has what is going to be written, so that M(m365.exchange.exo_journal_info)
        tells what a killed task has left to do.
      - Reads E(EXO_JOURNAL_PATH).
    type: path
  journal_values:
    description:
      - Whether the journal has the values that are written, too, and of a C(Set-) cmdlet those that were there before.
        The object is read first for that.
      - A journal outlives the task. Passwords and other secrets are never in it, by the type and the name of their
        parameter, by their shape, and where they stand among the task's own secrets. A task with C(no_log) has none.
    type: bool
    default: false
"""
