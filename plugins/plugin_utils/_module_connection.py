# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection over which a module runs: it prints no secret answer, and hands the module's arguments over on its
standard input instead of in a file.

Ansible packs a module with its arguments into one file, copies that to where the module runs, and removes it
afterwards, unless it is killed before: then secrets lie on a disk. With pipelining, a setting of connection plugins
that is off by default, the pack goes to the Python there as its input.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from ansible import constants
from ansible.errors import AnsibleError

_PIPELINING_OPTION = "pipelining"
_PIPELINING_VARIABLES = frozenset({"ansible_pipelining", "ansible_ssh_pipelining"})


@contextmanager
def silent_connection(play_contexts: Iterable[Any], *, secret: bool) -> Iterator[None]:
    """The ssh connection prints a module's whole answer at -vvv, unless its own play context is ``secret``."""
    contexts = tuple(play_contexts)
    before = [context.no_log for context in contexts]
    for context in contexts:
        context.no_log = context.no_log or secret
    try:
        yield
    finally:
        for context, no_log in zip(contexts, before, strict=True):
            context.no_log = no_log


@contextmanager
def enable_pipelining(connection: Any, variables: Iterable[str]) -> Iterator[None]:
    """Switch pipelining on for the modules run inside, where nobody has decided otherwise.

    ``variables`` are the names of those that the user has set for the task or its host. Whoever sets it to false has
    a reason, such as a sudo that demands a terminal, and keeps it. ansible-core itself goes without where it cannot be
    had: an async task, become by su, a connection that knows no pipelining.
    """
    if not _PIPELINING_VARIABLES.isdisjoint(variables) or not _pipelining_is_left_to_us(connection):
        yield
        return
    before = connection.get_option(_PIPELINING_OPTION)
    connection.set_option(_PIPELINING_OPTION, True)
    try:
        yield
    finally:
        connection.set_option(_PIPELINING_OPTION, before)


def _pipelining_is_left_to_us(connection: Any) -> bool:
    """Whether the connection has the option, and neither ansible.cfg nor the environment sets it."""
    if not getattr(connection, "has_pipelining", False):
        return False
    try:
        connection.get_option(_PIPELINING_OPTION)
        # Not with the task's variables: ansible-core adds its own default to them.
        _value, origin = constants.config.get_config_value_and_origin(
            _PIPELINING_OPTION, plugin_type="connection", plugin_name=connection._load_name
        )
    except (AnsibleError, AttributeError, KeyError, ValueError):
        return False
    return bool(origin == "default")
