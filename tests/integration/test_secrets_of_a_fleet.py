# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret of a provider stands in what an inventory or a preflight says or leaves, at the highest verbosity."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.box import Box
from support.certificates import PASSWORD, write_locked_copy
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS
from support.playbooks import Playbooks

# Secrets are kept wherever and however a task runs.
pytestmark = [
    pytest.mark.each_setting,
    pytest.mark.parametrize("setting", [SETTINGS[0], SETTINGS[-1]], ids=str, indirect=True),
]

WRONG, MISPLACED = "wrong-canary-7Hq4vZ9eJ1u", "misplaced-canary-kX91vQ97Zr"
SOURCE = """plugin: m365.exchange.customers
source: partner
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: {cache}
organization: contoso.onmicrosoft.com
app_id: "{{{{ lookup('ansible.builtin.env', 'PROVIDER_APP') }}}}"
client_secret: "{{{{ lookup('ansible.builtin.env', 'PROVIDER_SECRET') }}}}"
"""


def test_of_a_preflight_and_an_inventory(playbooks: Playbooks, box: Box, tmp_path: Path) -> None:
    """Customers with a secret, a wrong one, a certificate with a password, and a secret in a name's place."""
    contoso, us = box.tenants[0], box.tenants[1]
    application = contoso.applications[0]
    locked = write_locked_copy(Path(application.certificate_path), tmp_path / "locked.pfx")
    hosts = {
        "by-secret": {"customer_client_secret": application.client_secret},
        "by-wrong-secret": {"customer_client_secret": WRONG},
        "by-certificate": {"customer_certificate_path": str(locked), "customer_certificate_password": PASSWORD},
        "misplaced": {"customer_app_id": MISPLACED, "customer_client_secret": application.app_id},
        "elsewhere": {"customer_environment": "O365USGovGCCHigh", "customer_client_secret": WRONG},
    }
    shared = {"customer_organization": contoso.organization, "customer_app_id": application.app_id}
    folders = playbooks.folders()
    folders.make()
    inventory = tmp_path / "customers.json"
    inventory.write_text(
        json.dumps({"exchange_customers": {"hosts": hosts, "vars": {**shared, **playbooks.setting.variables}}}),
        encoding="utf-8",
    )
    source = folders.root / "partner.exchange.yml"
    source.write_text(SOURCE.format(cache=folders.root / "cache"), encoding="utf-8")
    network = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    partner = {"PROVIDER_APP": us.applications[0].app_id, "PROVIDER_SECRET": us.applications[0].client_secret}
    run = playbooks.run(
        "m365.exchange.preflight",
        *("-i", str(inventory), "-i", str(source), "-vvvv"),
        environment={**network, **partner},
        folders=folders,
    ).check()
    table = " ".join(run.result("Show the table").result["msg"])
    assert all(name in table for name in hosts)
    assert_no_traceback(run)
    assert_nothing_left(run)
    key = Path(application.certificate_path).read_text(encoding="ascii").split("PRIVATE KEY-----\n")[1].splitlines()[1]
    secrets = {"secret": application.client_secret, "partner's": partner["PROVIDER_SECRET"], "wrong": WRONG,
               "password": PASSWORD, "misplaced": MISPLACED, "key": key}  # fmt: skip
    assert_no_secrets(run, secrets)
