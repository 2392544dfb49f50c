# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every play and every task of the pages runs against the box: all of a page in one playbook.

tests/unit/test_blocks_of_pages.py sees to it that a block which is neither play nor task has a test of its own.
"""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.box import Box
from support.certificates import write_right_certificate
from support.checks import assert_no_traceback, assert_nothing_left
from support.front import Front
from support.pages import Block, all_blocks, block
from support.people import tokens_of
from support.places import ROOT
from support.playbook import NOBODY, SETTINGS, Folders
from support.playbooks import Playbooks, play

newest_action = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)

TENANTS = Path(__file__).with_name("guides.yml")
RUNNABLE = [one for one in all_blocks() if one.runs]
PAGES = sorted({one.page for one in RUNNABLE})

PROXY_USER, PROXY_PASSWORD = "proxy-user", "proxy:p@ss/word"  # noqa: S105 - of a proxy on loopback
# Who enters the codes that a page's examples show.
PEOPLE = {"docs/partners.md": "technician@contoso.com"}
CUSTOMER = "tailspin.onmicrosoft.com"

CONNECT = {"name": "Connect", "m365.exchange.exo_connect": None, "register": "exo"}
DISCONNECT = {"name": "Disconnect", "m365.exchange.exo_disconnect": {"all": True}}


@dataclass(frozen=True)
class World:
    """The organizations of the guides in a box, and what stands for the files and names that a reader has."""

    box: Box
    front: Front
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return {**self.box.environment, **self.box.identity["virtual_machine"]}

    def variables(self, page: str) -> dict[str, Any]:
        """The variables that the examples of a page use."""
        contoso, fabrikam = self.box.tenants[0].applications[0], self.box.tenants[3].applications[0]
        application = fabrikam if page == "docs/national-clouds.md" else contoso
        person = PEOPLE.get(page, "automation@contoso.com")
        password = "guides-canary-Pa55" if page not in PEOPLE else "guides-technician-Pa55"  # noqa: S105 - of the box
        refresh = tokens_of(
            self.box, person, password, client_id=contoso.app_id, client_secret=contoso.client_secret
        )[1]
        return {
            "app_id": application.app_id,
            "client_secret": contoso.client_secret,
            "certificate_path": application.certificate_path or str(self.folder / "provider.pem"),
            "refresh_token": refresh,
            "vault_refresh_token": refresh,
            "password": password,
            "proxy_user": PROXY_USER,
            "proxy_password": PROXY_PASSWORD,
            "enterprise_application_object_id": "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
            "mail_tip": 'She\'s away; ask "Sales" for $5 | more',
            "office": "L'Aquila",
        }

    def as_it_is_here(self, text: str) -> str:
        """The text of an example with the paths and the proxy of this machine in place of a reader's."""
        for written, here in self._stand_ins().items():
            text = text.replace(written, here)
        return text

    def _stand_ins(self) -> Mapping[str, str]:
        return {
            "/etc/ansible/exchange.pfx": str(self.folder / "provider.pfx"),
            "/etc/ansible/exchange.pem": str(self.folder / "provider.pem"),
            "/etc/ansible/certificates/provider.pem": str(self.folder / "provider.pem"),
            "/etc/ansible/certificates/fabrikam.pem": self.box.tenants[3].applications[0].certificate_path,
            "/var/run/secrets/tokens/exchange": str(self.folder / "federated"),
            "/etc/ssl/certs/company.pem": self.box.environment["REQUESTS_CA_BUNDLE"],
            "proxy.example.com:8080": f"127.0.0.1:{self.front.port}",
        }


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("guides")
    write_right_certificate(folder, "provider")
    tenants = folder / "tenants.yml"
    text = TENANTS.read_text(encoding="utf-8")
    tenants.write_text(text.replace("provider.crt", str(folder / "provider.crt")), encoding="utf-8")
    with (
        Box("--tenants", str(tenants)) as box,
        Front(box.environment["HTTPS_PROXY"], password=f"{PROXY_USER}:{PROXY_PASSWORD}") as front,
    ):
        box.control.settings(device_code_interval=1)
        token = box.control.federated_token("https://token.example.com", "repo:contoso/exchange:ref:refs/heads/main")
        (folder / "federated").write_text(token, encoding="utf-8")
        yield World(box, front, folder)


def plays_of(example: Block, world: World) -> list[dict[str, Any]]:
    """The plays of a block, or one around its tasks, with a session where they want one that somebody else made."""
    content: list[dict[str, Any]] = yaml.safe_load(world.as_it_is_here(example.text))
    if example.is_plays:
        return content
    wants_session = "{{ exo " in example.text and "exo_connect" not in example.text
    variables = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    return [
        {
            "name": str(example),
            "hosts": CUSTOMER if "inventory_hostname" in example.text else "localhost",
            "gather_facts": False,
            "vars": variables,
            "tasks": [
                {
                    "name": "Example",
                    "block": [*([CONNECT] if wants_session else []), *content],
                    "always": [DISCONNECT],
                }
            ],
        }
    ]


def put_files(folders: Folders, world: World) -> None:
    """What the examples name without a folder: beside the playbook, and where the reader's shell is."""
    folders.make()
    folders.root.with_name("rules.xml").write_text("<RulePackage/>", encoding="utf-8")
    shutil.copy(world.folder / "provider.pem", folders.root / "application.pem")


@newest_action
@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_run(playbooks: Playbooks, world: World, page: str) -> None:
    # Those that close by themselves come last: nothing after them closes what they leave.
    examples = sorted((one for one in RUNNABLE if one.page == page), key=lambda one: one.is_plays)
    plays = [one for example in examples for one in plays_of(example, world)]
    folders = playbooks.folders()
    put_files(folders, world)
    world.box.control.settings(device_code_user=PEOPLE.get(page, "admin@contoso.com"))
    run = playbooks.run(
        yaml.safe_dump(plays, sort_keys=False),
        "-i",
        f"{CUSTOMER},",
        environment=world.environment,
        variables=world.variables(page),
        folders=folders,
    ).check()
    assert {one.event for one in run.results} <= {"ok", "item_ok"}, run.output
    assert_no_traceback(run)
    assert_nothing_left(run)
