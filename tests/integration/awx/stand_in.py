# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules of the collection awx.awx do with a task, as far as it can be told without AWX.

A copy of this file stands for each module. Options are those of ``options.yml`` beside it. What a task names must have
been added before. What the API of AWX refuses of credentials, playbooks and surveys is refused. What was added lies in
the file that AWX_STAND_IN names, so that a second run changes nothing.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from ansible.plugins.action import ActionBase

# The options that name another object, and of which kind it is.
_NAMES = {
    "credential_type": "credential_type",
    "execution_environment": "execution_environment",
    "default_environment": "execution_environment",
    "credential": "credential",
    "credentials": "credential",
    "project": "project",
    "source_project": "project",
    "inventory": "inventory",
    "organization": "organization",
}
# By these lines AWX knows a playbook of a project (awx/main/utils/ansible.py, read 2026-11-30).
_PLAYBOOK = re.compile(r"^\s*?-?\s*?(?:hosts|include|import_playbook):\s*?.*?$", re.MULTILINE)
# AWX's API, POST job_templates/ID/survey_spec: the types of questions, and of Python what a default is.
_QUESTIONS: Mapping[str, type] = {
    "text": str, "textarea": str, "password": str, "integer": int, "float": float, "multiplechoice": str,
    "multiselect": str,
}  # fmt: skip


class ActionModule(ActionBase):
    """One module of awx.awx: its name is the task's."""

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Check the task, and keep what it adds."""
        super().run(tmp, task_vars)
        kind = self._task.action.rpartition(".")[2]
        options = yaml.safe_load(Path(os.environ["AWX_STAND_IN_OPTIONS"]).read_text(encoding="utf-8"))[kind]
        _checked, given = self.validate_argument_spec(argument_spec=options)
        wanted = {name: value for name, value in given.items() if value is not None}
        place = Path(os.environ["AWX_STAND_IN"])
        kept = json.loads(place.read_text(encoding="utf-8")) if place.exists() else {"organization": {"Default": {}}}
        wrong = [*_unknown(wanted, kept), *_CHECKS.get(kind, _nothing)(wanted, kept)]
        if wrong:
            return {"failed": True, "msg": " ".join(wrong)}
        changed = kept.setdefault(kind, {}).get(wanted["name"]) != wanted
        kept[kind][wanted["name"]] = wanted
        place.write_text(json.dumps(kept), encoding="utf-8")
        return {"changed": changed}


def _unknown(wanted: Mapping[str, Any], kept: Mapping[str, Any]) -> Iterator[str]:
    for option, kind in _NAMES.items():
        value = wanted.get(option, [])
        names = value if isinstance(value, list) else [value]
        yield from (f"There is no {kind} {name!r}." for name in names if name not in kept.get(kind, {}))


def _nothing(_wanted: Mapping[str, Any], _kept: Mapping[str, Any]) -> Iterator[str]:
    return iter(())


def _of_credential(wanted: Mapping[str, Any], kept: Mapping[str, Any]) -> Iterator[str]:
    inputs = kept["credential_type"][wanted["credential_type"]]["inputs"]
    fields = {field["id"]: field for field in inputs["fields"]}
    given = wanted["inputs"]
    yield from (f"There is no field {name}." for name in given if name not in fields)
    yield from (f"The field {name} is missing." for name in inputs["required"] if not given.get(name))
    for name, value in given.items():
        choices = fields.get(name, {}).get("choices", [value])
        if not isinstance(value, str) or value not in choices:
            yield f"{value!r} cannot be {name}."


def _files() -> Path:
    return Path(os.environ["AWX_STAND_IN_PROJECT"])


def _of_source(wanted: Mapping[str, Any], _kept: Mapping[str, Any]) -> Iterator[str]:
    if wanted.get("source") == "scm" and not (_files() / wanted.get("source_path", "-")).is_file():
        yield "The source is no file of the project."


def _of_template(wanted: Mapping[str, Any], _kept: Mapping[str, Any]) -> Iterator[str]:
    path = _files() / wanted["playbook"]
    if not path.is_file() or not _PLAYBOOK.search(path.read_text(encoding="utf-8")):
        yield f"AWX finds no playbook {wanted['playbook']} in the project."
    yield from _of_survey(wanted)


def _of_survey(wanted: Mapping[str, Any]) -> Iterator[str]:
    if wanted.get("survey_enabled") is not bool(wanted.get("survey_spec")):
        yield "A survey is enabled where there is one."
    spec = wanted.get("survey_spec")
    if spec and not {"name", "description", "spec"} <= set(spec):
        yield "A survey has a name, a description and a spec."
    for question in (spec or {}).get("spec", []):
        needed = {"question_name", "question_description", "variable", "type", "required"}
        yield from (f"A question has no {name}." for name in needed - set(question))
        if not isinstance(question.get("default"), _QUESTIONS[question["type"]]):
            yield f"The default of {question['variable']} is no {question['type']}."


# The keys of a node, as the option schema of awx.awx.workflow_job_template documents them. A node of another kind than
# a job template is of no use here.
_NODE = {"identifier", "unified_job_template", "related", "limit", "job_type", "job_tags", "skip_tags", "extra_data",
         "inventory", "scm_branch", "diff_mode", "verbosity", "all_parents_must_converge", "state"}  # fmt: skip
_RELATED = {"success_nodes", "failure_nodes", "always_nodes", "credentials"}
# What a node may only have where its template asks for it.
_ASKED = {"limit": "ask_limit_on_launch", "job_type": "ask_job_type_on_launch", "job_tags": "ask_tags_on_launch"}


def _of_workflow(wanted: Mapping[str, Any], kept: Mapping[str, Any]) -> Iterator[str]:
    yield from _of_survey(wanted)
    nodes = {node["identifier"]: node for node in wanted["schema"]}
    if len(nodes) != len(wanted["schema"]):
        yield "Two nodes have the same identifier."
    for name, node in nodes.items():
        yield from (f"The node {name} has the key {key}." for key in set(node) - _NODE)
        if set(node["related"]) != _RELATED:
            yield f"The node {name} has to say all of its related nodes and credentials."
        template = kept["job_template"].get(node["unified_job_template"]["name"])
        if node["unified_job_template"].get("type") != "job_template" or template is None:
            yield f"The node {name} has no job template."
        yield from (f"{name}: the template does not ask for {key}." for key, ask in _ASKED.items()
                    if key in node and not (template or {}).get(ask))  # fmt: skip
        led = [one["identifier"] for kind in _RELATED - {"credentials"} for one in node["related"].get(kind, [])]
        yield from (f"The node {name} leads to {one}." for one in led if one not in nodes)


_CHECKS = {"credential": _of_credential, "inventory_source": _of_source, "job_template": _of_template,
           "workflow_job_template": _of_workflow}  # fmt: skip
