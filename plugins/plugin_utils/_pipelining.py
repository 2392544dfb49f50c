# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module's arguments on its standard input instead of in a file.

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

_OPTION = "pipelining"
_VARIABLES = frozenset({"ansible_pipelining", "ansible_ssh_pipelining"})


@contextmanager
def enable_pipelining(connection: Any, variables: Iterable[str]) -> Iterator[None]:
    """Switch pipelining on for the modules run inside, where nobody has decided otherwise.

    ``variables`` are the names of those that the user has set for the task or its host. Whoever sets it to false has
    a reason, such as a sudo that demands a terminal, and keeps it. ansible-core itself goes without where it cannot be
    had: an async task, become by su, a connection that knows no pipelining.
    """
    if not _VARIABLES.isdisjoint(variables) or not _left_to_us(connection):
        yield
        return
    before = connection.get_option(_OPTION)
    connection.set_option(_OPTION, True)
    try:
        yield
    finally:
        connection.set_option(_OPTION, before)


def _left_to_us(connection: Any) -> bool:
    """Whether the connection has the option, and neither ansible.cfg nor the environment sets it."""
    if not getattr(connection, "has_pipelining", False):
        return False
    try:
        connection.get_option(_OPTION)
        # Not with the task's variables: ansible-core adds its own default to them.
        _value, origin = constants.config.get_config_value_and_origin(
            _OPTION, plugin_type="connection", plugin_name=connection._load_name
        )
    except (AnsibleError, AttributeError, KeyError, ValueError):
        return False
    return bool(origin == "default")
