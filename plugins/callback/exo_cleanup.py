# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Close what a run of ansible-playbook left open."""

from __future__ import annotations

DOCUMENTATION = r"""
name: exo_cleanup
type: notification
short_description: Close the sessions that a run left open
version_added: 0.1.0
description:
  - Closes the sessions of M(m365.exchange.exo_connect) that this run of C(ansible-playbook) made and left open, at the
    end of a playbook and when the program exits.
  - C(always) does not run after C(meta=end_play), C(meta=end_host), for a host that cannot be reached, or when the run
    is interrupted from the keyboard. This plugin closes the sessions in these cases, too.
  - It sees the sessions of this user on the machine of C(ansible-playbook), in the folders that its own environment
    names.
  - Nothing runs after C(SIGTERM) or C(SIGKILL). What is left then is worth nothing, and the next connect removes it.
requirements:
  - enabled with C(callbacks_enabled = m365.exchange.exo_cleanup) in the section C([defaults]) of C(ansible.cfg), or
    with the variable E(ANSIBLE_CALLBACKS_ENABLED)
author:
  - The m365.exchange contributors (@m365-exchange)
"""

import atexit
import os
from typing import Any

from ansible.plugins.callback import CallbackBase

# Before whatever else of the collection is imported. pylint: disable-next=unused-import
from ansible_collections.m365.exchange.plugins.plugin_utils import _bytecode  # noqa: F401

# isort: split
from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._counts import count
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._session.keyless_store import KeylessStore
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._session.session_folders import Surroundings


class CallbackModule(CallbackBase):
    """Acts at the end only."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "m365.exchange.exo_cleanup"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self) -> None:
        super().__init__()
        self._run = os.getpid()
        atexit.register(self._close)

    def v2_playbook_on_stats(self, stats: Any) -> None:  # noqa: ARG002 - Ansible's signature
        """The end of a playbook, whatever became of it."""
        self._close()

    def _close(self) -> None:
        """Close what is left; in the process of ansible-playbook only, never in a worker that inherited this."""
        if os.getpid() != self._run:
            return
        owner = Owner.of(self._run, Machine.here())
        try:
            around = Surroundings.here(os.environ, owner, self._display.warning, Clock())
            with KeylessStore(around) as store:
                closed = store.close_owned(owner)
        except Failure as error:
            self._display.warning(error.line)
            return
        if closed:
            sessions = count(len(closed), "session")
            self._display.display(f"m365.exchange.exo_cleanup closed {sessions} that this run had left open.")
