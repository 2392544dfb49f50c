# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A box with one tenant in each open cloud of the table of ways, and what people and programs know there."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from pathlib import Path

import yaml

from .box import Box, Json, Tenant
from .people import sign_in
from .playbook import Folders, Setting
from .programs import program
from .ways import Environment, Ways

TABLE = Ways.load()
OPEN = [one for one in TABLE.environments if one.places]
CLOSED = [one for one in TABLE.environments if not one.places]
ISSUER, SUBJECT = "https://token.example.com", "repo:contoso/exchange:ref:refs/heads/main"
PASSWORD, SECRET = "operator-canary-Pa55word", "canary-client-secret-8Qx2"
ROLES = ["Exchange Administrator", "Compliance Administrator"]
CUSTOMER = "tailspin.onmicrosoft.com"
# A stand-in for the Azure CLI: its arguments have a fixed order.
AZ = '#!/bin/sh\ncat "$AZ_ANSWERS/$8/${4#https://}.json"\n'


def id_of(environment: Environment, what: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{what}.{environment.organization}"))


def operator(environment: Environment) -> str:
    return f"operator@{environment.organization}"


# The box: one tenant in each open environment, with somebody for each way


def tenant(environment: Environment) -> Json:
    application = {
        "name": "Application",
        "app_id": id_of(environment, "application"),
        "client_secret": SECRET,
        "certificates": ["generate"],
        "federated_credentials": [{"issuer": ISSUER, "subject": SUBJECT}],
        "directory_roles": ROLES,
    }
    identity = {
        "name": "Identity",
        "app_id": id_of(environment, "identity"),
        "managed_identity": "user",
        "directory_roles": ROLES,
    }
    machine = {**identity, "name": "Machine", "app_id": id_of(environment, "machine"), "managed_identity": "system"}
    person = {
        "upn": operator(environment),
        "password": PASSWORD,
        "directory_roles": ROLES,
        "groups": ["Technicians"],
    }
    return {
        "tenant_id": id_of(environment, "tenant"),
        "display_name": environment.name,
        "initial_domain": environment.organization,
        "cloud": environment.cloud,
        # A machine has one identity of its own, and the box stands for one machine.
        "applications": [application, identity, *([machine] if environment is OPEN[0] else [])],
        "users": [person],
        "mailboxes": 1,
        **({"customers": [customer()]} if environment is OPEN[0] else {}),
    }


def customer() -> Json:
    """The partner's side of a customer, as the box's tenants file has it."""
    relationship = {
        "display_name": "Exchange administration",
        "ends_at": "2098-06-30",
        "roles": ROLES,
        "access": {"Technicians": ROLES},
    }
    return {
        "tenant_id": id_of(OPEN[0], "customer"),
        "display_name": "Tailspin Toys",
        "default_domain": CUSTOMER,
        "contract_type": "ResellerPartner",
        "relationships": [relationship],
    }


def customers_tenant() -> Json:
    """The customer's own side."""
    return {"tenant_id": id_of(OPEN[0], "customer"), "display_name": "Tailspin Toys", "initial_domain": CUSTOMER}


def tenants_file(folder: Path) -> Path:
    """The file that the box is started with."""
    path = folder / "tenants.yml"
    tenants = [*(tenant(one) for one in OPEN), customers_tenant()]
    path.write_text(yaml.safe_dump({"tenants": tenants}), encoding="utf-8")
    return path


# What the hosts of the inventory know


def host_of(environment: Environment) -> str:
    return environment.name.replace(" ", "_")


def tokens_of(box: Box, environment: Environment) -> dict[str, str]:
    """An access token of the application for each service, by the service."""
    form = {"grant_type": "client_credentials", "client_id": id_of(environment, "application"), "client_secret": SECRET}
    asked: dict[str, str] = {}
    for place in environment.places.values():
        audience = place["audience"]
        if audience not in asked:
            scope = f"{audience}/.default"
            answer = sign_in(box, environment.organization, environment.sign_in, scope=scope, **form)
            asked[audience] = str(answer["access_token"])
    return {service: asked[place["audience"]] for service, place in environment.places.items()}


def tokens_of_person(box: Box, environment: Environment) -> dict[str, str]:
    """A person's tokens for Exchange: the access token and the refresh token."""
    scope = f"{environment.places['exchange']['audience']}/.default openid profile offline_access"
    form = {"grant_type": "password", "username": operator(environment), "password": PASSWORD}
    answer = sign_in(box, "organizations", environment.sign_in, scope=scope, **form)
    return {"user_token": str(answer["access_token"]), "refresh_token": str(answer["refresh_token"])}


def variables_of(box: Box, environment: Environment) -> Json:
    found: Tenant = next(one for one in box.tenants if one.organization == environment.organization)
    return {
        "app_id": id_of(environment, "application"),
        "certificate_path": found.applications[0].certificate_path,
        "client_secret": SECRET,
        "federated_token": box.control.federated_token(ISSUER, SUBJECT),
        "identity": id_of(environment, "identity"),
        "operator": operator(environment),
        "operator_password": PASSWORD,
        **tokens_of_person(box, environment),
        "access_tokens": tokens_of(box, environment),
    }


def inventory(box: Box, setting: Setting, folders: Folders) -> tuple[Path, dict[str, Json]]:
    """The file, beside the run's folders because it holds secrets, and the variables by host."""
    hosts: dict[str, Json] = {}
    for one in OPEN:
        hosts[host_of(one)] = variables_of(box, one)
    for one in CLOSED:
        # The refusal comes before anything is read or sent, so anybody's secrets will do.
        hosts[host_of(one)] = hosts[host_of(OPEN[0])]
    named = {
        host_of(one): {**hosts[host_of(one)], "target": one.option, "target_organization": one.organization}
        for one in TABLE.environments
    }
    groups = {
        group: {"hosts": {host_of(one): named[host_of(one)] for one in environments}}
        for group, environments in (("open", OPEN), ("closed", CLOSED))
    }
    content = {"all": {"children": groups, "vars": setting.variables}}
    path = folders.root.with_name(f"{folders.root.name}-ways.yml")
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path, hosts


def azure_cli(folders: Folders, hosts: Mapping[str, Json], path: str) -> dict[str, str]:
    """A stand-in for az, and the variables that lead to it."""
    answers = folders.root.with_name(f"{folders.root.name}-az")
    for one in OPEN:
        folder = answers / one.organization
        folder.mkdir(parents=True)
        for service, place in one.places.items():
            answer = {"accessToken": hosts[host_of(one)]["access_tokens"][service], "expires_on": 4_000_000_000}
            (folder / f"{place['audience'].removeprefix('https://')}.json").write_text(json.dumps(answer))
    programs = program(folders.root / "bin" / "az", AZ).parent
    return {"AZ_ANSWERS": str(answers), "PATH": f"{programs}:{path}"}
