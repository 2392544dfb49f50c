# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook that prepares AWX, against a stand-in of the collection awx.awx: it adds all that it names, once.

awx.awx is on Galaxy alone, so it is not installed here, and nothing of this has met a real AWX. What its modules take
stands in ``awx/options.yml``, from their documentation.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader

from support.awx import FOLDER
from support.box import Box
from support.checks import assert_no_secrets, assert_no_traceback
from support.places import COLLECTIONS, ROOT
from support.playbook import SETTINGS, Folders, Run
from support.playbooks import Playbooks

HERE = Path(__file__).with_name("awx")
KINDS = yaml.safe_load((HERE / "options.yml").read_text(encoding="utf-8"))
ONE_WAY = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
# Each survey with the playbook that reads its answers, and the page that tells of them.
SURVEYS = {
    "survey.yml": ("customers.yml", "customers.md"),
    "survey_preflight.yml": ("preflight.yml", "awx.md"),
    "survey_journal.yml": ("journal.yml", "awx.md"),
    "survey_report.yml": ("report.yml", "reports.md"),
}
VARIABLES = {"awx_project_url": "https://git.example.com/exchange.git", "awx_image": "registry.example.com/ee:latest"}


def kept_by(folders: Folders) -> Path:
    """What the stand-in keeps, secrets as well: beside the run's folders, which are searched for secrets."""
    return folders.root.with_name(f"{folders.root.name}.awx.json")


def set_up(playbooks: Playbooks, folders: Folders, environment: dict[str, str], **variables: str) -> Run:
    """Run the playbook with a stand-in of awx.awx beside the other collections."""
    folders.make()
    collections = folders.root / "collections"
    actions = collections / "ansible_collections" / "awx" / "awx" / "plugins" / "action"
    actions.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        shutil.copy(HERE / "stand_in.py", actions / f"{kind}.py")
    own = {
        "ANSIBLE_COLLECTIONS_PATH": f"{collections}:{COLLECTIONS}",
        "AWX_STAND_IN": str(kept_by(folders)),
        "AWX_STAND_IN_OPTIONS": str(HERE / "options.yml"),
        "AWX_STAND_IN_PROJECT": str(FOLDER / "project"),
    }
    (folders.root / "results.jsonl").unlink(missing_ok=True)
    return playbooks.run(FOLDER / "setup.yml", environment={**environment, **own}, variables=variables, folders=folders)


def added(folders: Folders) -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = json.loads(kept_by(folders).read_text(encoding="utf-8"))
    return content


def signed(box: Box, **more: str) -> dict[str, str]:
    application = box.tenants[0].applications[0]
    return {"EXO_ORGANIZATION": box.tenants[0].organization, "EXO_APP_ID": application.app_id, **more}


@ONE_WAY
def test_all_that_it_names_is_there_and_a_second_run_changes_nothing(playbooks: Playbooks, box: Box) -> None:
    certificate = Path(box.tenants[0].applications[0].certificate_path)
    folders, environment = playbooks.folders(), signed(box, EXO_CERTIFICATE_PATH=str(certificate))
    run = set_up(playbooks, folders, environment, **VARIABLES).check()
    content = added(folders)
    assert {kind: len(found) for kind, found in content.items()} == {
        "organization": 1, "credential_type": 2, "execution_environment": 1, "credential": 2, "project": 1,
        "inventory": 1, "inventory_source": 1, "job_template": 5, "workflow_job_template": 1,
    }  # fmt: skip
    jobs, source = content["credential"]["Exchange Online provider"], content["inventory_source"]["Microsoft Graph"]
    own = content["credential"][source["credential"]]
    # The jobs take the tenant from the inventory; the inventory is asked for in the provider's own.
    assert own["inputs"] == {**jobs["inputs"], "organization": box.tenants[0].organization}
    assert jobs["inputs"]["certificate"].strip() == certificate.read_text(encoding="utf-8").strip()
    assert set(jobs["inputs"]) == {"app_id", "certificate"}
    assert {one["inventory"] for one in content["job_template"].values()} == {source["inventory"]}
    key = certificate.read_text(encoding="utf-8").split("PRIVATE KEY-----\n")[1].splitlines()[1]
    assert_no_secrets(run, {"key": key})
    assert_no_traceback(run)
    again = set_up(playbooks, folders, environment, **VARIABLES).check()
    assert [one.task for one in again.results if one.result.get("changed")] == []


@ONE_WAY
@pytest.mark.parametrize("missing", [*VARIABLES, "EXO_APP_ID", "EXO_CLIENT_SECRET"])
def test_what_is_missing_is_said_before_anything_is_added(playbooks: Playbooks, box: Box, missing: str) -> None:
    folders, environment = playbooks.folders(), signed(box, EXO_CLIENT_SECRET="canary-secret-of-awx")
    environment.pop(missing, None)
    variables = {name: value for name, value in VARIABLES.items() if name != missing}
    run = set_up(playbooks, folders, environment, **variables)
    assert run.returncode != 0
    assert "Something is missing: awx_project_url and awx_image" in " ".join(run.output.split())
    assert not kept_by(folders).exists()
    assert_no_secrets(run, {"secret": "canary-secret-of-awx"})


def test_what_a_survey_asks_for_is_a_variable_of_its_playbook() -> None:
    for survey, playbook in SURVEYS.items():
        page = (ROOT / "docs" / playbook[1]).read_text(encoding="utf-8")
        read = "".join(path.read_text(encoding="utf-8") for path in (
            ROOT / "playbooks" / playbook[0], FOLDER / "project" / playbook[0]))  # fmt: skip
        variables = variables_of(survey)
        assert [one for one in variables if one not in read or f"`{one}`" not in page] == [], survey
        assert len(set(variables)) == len(variables)


def variables_of(survey: str) -> list[str]:
    return [one["variable"] for one in yaml.safe_load((FOLDER / survey).read_text(encoding="utf-8"))["spec"]]


def test_each_answer_of_the_workflow_goes_to_one_of_its_jobs() -> None:
    """AWX hands a workflow's variables to a job whose template asks for them."""
    workflow = yaml.safe_load((FOLDER / "workflow.yml").read_text(encoding="utf-8"))
    setup = yaml.safe_load((FOLDER / "setup.yml").read_text(encoding="utf-8"))[0]
    surveys = {one["name"]: one["survey"] for one in setup["vars"]["awx_templates"]}
    assert set(surveys.values()) == set(SURVEYS)
    names = [node["unified_job_template"]["name"] for node in workflow["schema"]]
    taken = {variable for name in names for variable in variables_of(surveys[name])}
    assert [one for one in variables_of("survey_workflow.yml") if one not in taken] == []


def test_the_canaries_and_the_others_are_all_customers_also_in_slices(tmp_path: Path) -> None:
    nodes = yaml.safe_load((FOLDER / "workflow.yml").read_text(encoding="utf-8"))["schema"]
    limits = {node["identifier"]: node.get("limit", "all") for node in nodes}
    hosts = [f"customer{number}.example" for number in range(7)]
    for canaries in (hosts[:2], [hosts[3]], []):
        for mine in (hosts, hosts[0::3], hosts[1::3], hosts[2::3]):
            groups: dict[str, Any] = {"exchange_customers": {"hosts": {one: {} for one in mine}}}
            if here := [one for one in mine if one in canaries]:
                groups["canary"] = {"hosts": {one: {} for one in here}}
            path = tmp_path / "inventory.yml"
            path.write_text(yaml.safe_dump(groups), encoding="utf-8")
            inventory = InventoryManager(loader=DataLoader(), sources=[str(path)])
            found = {}
            for node in ("canaries", "others"):
                inventory.subset(limits[node])
                found[node] = [host.name for host in inventory.get_hosts("exchange_customers")]
            assert found["canaries"] == here
            assert found["others"] == [one for one in mine if one not in canaries]
