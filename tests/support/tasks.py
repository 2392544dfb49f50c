# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbooks made from tables: one task a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml


@dataclass(frozen=True)
class Task:
    """One task of a module of this collection; ``more`` holds further keywords, such as ``register``."""

    name: str
    module: str
    options: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    def as_map(self) -> dict[str, Any]:
        """The task as YAML has it."""
        return {"name": self.name, f"m365.exchange.{self.module}": dict(self.options), **self.more}


def play_of(tasks: Iterable[Task], **keywords: Any) -> str:
    """A playbook of one play with these tasks; ``keywords`` are those of the play."""
    settings = {"hosts": "localhost", "gather_facts": False, **keywords}
    settings["vars"] = {"ansible_python_interpreter": "{{ ansible_playbook_python }}", **settings.get("vars", {})}
    content = [{"name": "Play", **settings, "tasks": [task.as_map() for task in tasks]}]
    return "---\n" + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=1000)
