# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a file of tasks can be run at all, told before the first connection instead of after it.

ansible-core itself reads a file that is included only when its turn comes, and ends the run where it cannot. Here each
task goes through ansible-core's own loader and parser. The lines are those of PyYAML, since no public name tells more.
"""

from __future__ import annotations

import difflib
import os
import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ansible.modules
import yaml
from ansible.errors import AnsibleError
from ansible.parsing.dataloader import DataLoader
from ansible.playbook.block import Block
from ansible.playbook.role_include import IncludeRole
from ansible.playbook.task import Task
from ansible.playbook.task_include import TaskInclude

from ansible_collections.m365.exchange.plugins.module_utils._errors._advice.customer_results import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._redaction.secret_rules import clean

_LISTS_OF_BLOCK = ("block", "rescue", "always")
_INCLUDES_OF_FILES = ("include_tasks", "import_tasks")
_INCLUDES_OF_ROLES = ("include_role", "import_role")
_CORE_COLLECTIONS = ("ansible.builtin.", "ansible.legacy.")
_OUR_COLLECTION = "m365.exchange"
_NO_MODULE = re.compile(r"couldn't resolve module/action '([^']+)'")
_NEAR_ENOUGH = 0.8


def demand_tasks(path: str, loader: DataLoader, collections: Sequence[str]) -> None:
    """Read the file at ``path``, and those that it includes by a plain name.

    ``collections`` are looked through for modules without a full name; ours always is, as in the role run.

    :raises Failure: ``customers-tasks-not-valid``, with file and line.
    """
    names = [
        name for name in (_OUR_COLLECTION, *collections) if not name.startswith(("ansible.builtin", "ansible.legacy"))
    ]
    waiting, known_files = [path], {path}
    while waiting:
        file = waiting.pop(0)
        included_files = set(
            _TasksFile(file, loader, [*dict.fromkeys(names), "ansible.legacy"]).check(may_be_empty=file != path)
        )
        waiting += sorted(included_files - known_files)
        known_files |= included_files


@dataclass(frozen=True)
class _TasksFile:
    """One file of tasks, and how it is read."""

    path: str
    loader: DataLoader
    collections: Sequence[str]

    def check(self, *, may_be_empty: bool) -> Iterator[str]:
        """The files that its tasks include, once all of them are in order.

        :raises Failure: ``customers-tasks-not-valid``.
        """
        text = self._content()
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            tasks = self.loader.load(text, file_name=self.path)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or "it cannot be read"
            raise self._not_valid(mark.line if mark else 0, f"it is no YAML, {problem}") from None
        except AnsibleError as error:
            raise self._not_valid(0, _first_line_of_core(error)) from None
        if not tasks and not may_be_empty:
            raise self._not_valid(0, "there is no task in it")
        yield from self._of_list(tasks or [], node, "the file")

    def _content(self) -> str:
        """The file in the clear; Ansible's vault may encrypt it."""
        try:
            real = self.loader.get_real_file(self.path)
            try:
                return Path(real).read_text(encoding="utf-8-sig")
            finally:
                self.loader.cleanup_tmp_file(real)
        except UnicodeDecodeError:
            raise self._not_valid(0, "it is not UTF-8") from None
        except (AnsibleError, OSError) as error:
            raise self._not_valid(0, _first_line_of_core(error)) from None

    def _of_list(self, tasks: object, node: yaml.Node | None, title: str) -> Iterator[str]:
        """The files that the tasks of a list include; ``node`` is the list as it stands in the file."""
        if not isinstance(tasks, list):
            line = node.start_mark.line if node is not None else 0
            raise self._not_valid(line, f"{title} is no list of tasks, each of which begins with a dash")
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node] * len(tasks)
        for task, place in zip(tasks, nodes, strict=True):
            yield from self._of_task(task, place)

    def _of_task(self, task: object, node: yaml.Node) -> Iterator[str]:
        line = node.start_mark.line
        if not isinstance(task, Mapping):
            raise self._not_valid(line, "this is no task, which is a map with a module in it")
        if "hosts" in task or "import_playbook" in task:
            raise self._not_valid(line, "this is a whole playbook; take the list below its 'tasks'")
        if "block" not in task:
            yield from self._of_module(dict(task), line)
            return
        for key in task:
            if key not in Block.fattributes:
                raise self._not_valid(_line_of_key(node, key), f"'{key}' is no keyword of a block")
        for key in _LISTS_OF_BLOCK:
            if key in task:
                yield from self._of_list(task[key] or [], _value_of_key(node, key), f"the {key}")

    def _of_module(self, task: dict[str, Any], line: int) -> Iterator[str]:
        """A task with a module, as ansible-core takes it."""
        kind = next(
            (key for key in map(_short_module_name, task) if key in (*_INCLUDES_OF_FILES, *_INCLUDES_OF_ROLES)), ""
        )
        try:
            if kind in _INCLUDES_OF_FILES:
                yield from self._of_include(TaskInclude.load(task, loader=self.loader), line)
            elif kind in _INCLUDES_OF_ROLES:
                IncludeRole.load(task, loader=self.loader)
            else:
                core_task = Task()
                core_task.collections = [*self.collections]
                core_task.load_data(task, loader=self.loader)
        except AnsibleError as error:
            raise self._not_valid(line, _reason_of_core(error)) from None

    def _of_include(self, task: Any, line: int) -> Iterator[str]:
        """The file that a task includes, where its name is a plain one."""
        name = task.args.get("_raw_params")
        if not isinstance(name, str) or "{{" in name or "{%" in name:
            return
        places = [
            self.loader.path_dwim_relative(os.path.dirname(self.path), "tasks", name),
            self.loader.path_dwim(name),
        ]
        included_file = next(filter(os.path.isfile, places), None)
        if included_file is not None:
            yield os.path.abspath(included_file)
        elif not task.when and not task.loop:
            raise self._not_valid(line, f"there is no file '{name}' to include")

    def _not_valid(self, line: int, reason: str) -> Failure:
        """``line`` counts from 0."""
        return failure("customers-tasks-not-valid", path=self.path, line=line + 1, reason=clean(reason))


def _short_module_name(key: object) -> str:
    text = str(key)
    return next((text.removeprefix(prefix) for prefix in _CORE_COLLECTIONS if text.startswith(prefix)), text)


def _value_of_key(node: yaml.Node, key: str) -> yaml.Node:
    """What stands after ``key`` in a map; the map itself where a merge brought it from elsewhere."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), node)


def _line_of_key(node: yaml.Node, key: str) -> int:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((name.start_mark.line for name, _value in pairs if name.value == key), node.start_mark.line)


def _first_line_of_core(error: Exception) -> str:
    """What ansible-core says, without the advice and the source that it adds."""
    return next(iter(str(error).splitlines()), "").rstrip(". ") or "it cannot be read"


def _reason_of_core(error: AnsibleError) -> str:
    unknown = _NO_MODULE.search(str(error))
    if unknown is None:
        return _first_line_of_core(error)
    near = difflib.get_close_matches(unknown[1], _module_names(), 1, _NEAR_ENOUGH)
    suggestion = f"perhaps {near[0]} is meant" if near else "it is misspelt, or its collection is not installed"
    return f"there is no module '{unknown[1]}'; {suggestion}"


def _module_names() -> list[str]:
    """The modules of this collection and of ansible-core, and a task's keywords."""
    ours = [path.stem for path in Path(__file__).parents[1].joinpath("modules").glob("*.py")]
    core = [module.name for module in pkgutil.iter_modules(ansible.modules.__path__)]
    return [
        *(f"{_OUR_COLLECTION}.{module}" for module in ours),
        *ours,
        *(f"{_CORE_COLLECTIONS[0]}{module}" for module in core),
        *core,
        *Task.fattributes,
    ]
