# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way to sign in, on each core and each way that modules run; and what bad input gets."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Mapping
from typing import Any

import pytest

from support.box import Application, Box
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.people import sign_in, tokens_of
from support.places import bin_of
from support.playbook import SECONDS, Run, Setting, start_playbook
from support.playbooks import Playbooks, play
from support.programs import program

TENANT = "5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e10"
ORGANIZATION = "contoso.onmicrosoft.com"
OPERATOR = "operator@contoso.com"
PASSWORD = "operator-canary-Pa55word"
APP_ANCHOR = f"APP:SystemMailbox{{bb558c35-97f1-4cb9-8ff7-d53741dc928c}}@{TENANT}"
USER_ANCHOR = f"UPN:{OPERATOR}"
ISSUER = "https://token.example.com"
SUBJECT = "repo:contoso/exchange:ref:refs/heads/main"
TOKEN_PATH = "/oauth2/v2.0/token"

NARROW = pytest.mark.parametrize(
    "setting", [Setting("newest", "action"), Setting("oldest", "module")], ids=str, indirect=True
)


def application(box: Box, name: str) -> Application:
    return next(one for one in box.tenants[0].applications if one.more["name"] == name)


def network(box: Box) -> dict[str, str]:
    """The variables that lead into the box, without any that signs in."""
    return {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}


def way(name: str, options: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> str:
    """Tasks that connect, tell who is connected, read, and disconnect."""
    return f"""
- name: "{name}: connect"
  m365.exchange.exo_connect: {json.dumps(dict(options))}
  environment: {json.dumps(dict(environment or {}))}
  register: exo
- name: "{name}: who"
  ansible.builtin.debug:
    msg: "{{{{ [exo.auth_method, exo.identity, exo.organization, exo.tenant_id] }}}}"
- name: "{name}: read"
  m365.exchange.exo_command:
    session: "{{{{ exo }}}}"
    cmdlet: Get-OrganizationConfig
    properties: [Name]
- name: "{name}: disconnect"
  m365.exchange.exo_disconnect:
    session: "{{{{ exo }}}}"
"""


def refused(name: str, options: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> str:
    """A connect that fails, and the play goes on."""
    return f"""
- name: "{name}"
  m365.exchange.exo_connect: {json.dumps(dict(options))}
  environment: {json.dumps(dict(environment or {}))}
  ignore_errors: true
"""


def assert_way(run: Run, box: Box, name: str, who: list[str]) -> None:
    """It signed in as ``who`` (way, identity, organization), and worked with that identity's anchor."""
    assert run.result(f"{name}: who").result["msg"] == [*who, TENANT]
    assert run.result(f"{name}: read").result["count"] == 1
    read = run.result(f"{name}: read").result["client_request_id"]
    (entry,) = [one for one in box.control.journal() if one["headers"].get("client-request-id") == read]
    anchor = f"UPN:{who[1]}" if "@" in who[1] else APP_ANCHOR
    assert entry["headers"]["x-anchormailbox"] == anchor
    assert len(run.result(f"{name}: disconnect").result["disconnected"]) == 1


def assert_refused(run: Run, name: str, anchor: str, *words: str) -> None:
    """It failed in one line with these words, and the card leads to this anchor."""
    assert run.result(name).event == "ignored", name
    result = run.result(name).result
    assert result["error"]["documentation"].endswith(f"#{anchor}"), (name, result["error"], result["msg"])
    assert "\n" not in result["msg"]
    for word in words:
        assert word in result["msg"] + result["error"]["cause"], (name, result["msg"])


def check(run: Run, secrets: Mapping[str, str]) -> Run:
    """What holds for every run."""
    assert_no_traceback(run)
    assert_nothing_left(run)
    assert_no_secrets(run, {**secrets, "password": PASSWORD})
    return run.check()


@NARROW
def test_tokens_that_others_fetched(playbooks: Playbooks, box: Box) -> None:
    partner = application(box, "Partner application")
    access, refresh = tokens_of(box, OPERATOR, PASSWORD)
    proof = {"client_id": partner.app_id, "client_secret": partner.client_secret}
    _access, partners = tokens_of(box, OPERATOR, PASSWORD, **proof)
    of_app = sign_in(
        box, TENANT, grant_type="client_credentials", scope="https://outlook.office365.com/.default", **proof
    )["access_token"]
    federated = box.control.federated_token(ISSUER, SUBJECT)
    folders = playbooks.folders()
    folders.make()
    file = folders.root.parent / "federated-token"
    file.write_text(federated + "\n", encoding="utf-8")
    app = {"organization": ORGANIZATION, "app_id": partner.app_id}
    tasks = [
        way("token", {**app, "federated_token": federated}),
        way("file", {**app, "federated_token_file": str(file)}),
        way(
            "pod",
            {},
            {
                "AZURE_FEDERATED_TOKEN_FILE": str(file),
                "AZURE_CLIENT_ID": partner.app_id,
                "AZURE_TENANT_ID": TENANT,
                "AZURE_AUTHORITY_HOST": "https://login.microsoftonline.com/",
            },
        ),
        way("refresh", {"refresh_token": refresh, "organization": ORGANIZATION, "user_principal_name": OPERATOR}),
        way("partner", {**app, "refresh_token": partners, "client_secret": partner.client_secret}),
        way("partner by certificate", {**app, "refresh_token": partners, "certificate_path": partner.certificate_path}),
        way("home", {"refresh_token": refresh}),
        way("access", {"access_token": access, "user_principal_name": OPERATOR}),
        way("application's access", {"access_token": of_app, "organization": ORGANIZATION}),
    ]
    run = playbooks.run(play("".join(tasks)), environment=network(box), folders=folders)
    secrets = {
        "access token": access, "refresh token": refresh, "partner's refresh token": partners, "app's token": of_app,
        "federated token": federated.split(".")[2], "client secret": partner.client_secret,
    }  # fmt: skip
    check(run, {name: secret.split(".")[-1] for name, secret in secrets.items()})
    assert_way(run, box, "token", ["federated", partner.app_id, ORGANIZATION])
    assert_way(run, box, "file", ["federated", partner.app_id, ORGANIZATION])
    assert_way(run, box, "pod", ["federated", partner.app_id, TENANT])
    assert_way(run, box, "refresh", ["refresh_token", OPERATOR, ORGANIZATION])
    assert_way(run, box, "partner", ["refresh_token", OPERATOR, ORGANIZATION])
    assert_way(run, box, "partner by certificate", ["refresh_token", OPERATOR, ORGANIZATION])
    assert_way(run, box, "home", ["refresh_token", OPERATOR, "contoso.com"])
    assert_way(run, box, "access", ["access_token", OPERATOR, "contoso.com"])
    assert_way(run, box, "application's access", ["access_token", partner.app_id, ORGANIZATION])


@NARROW
def test_what_others_fetched_and_cannot_be_used(playbooks: Playbooks, box: Box) -> None:
    partner = application(box, "Partner application")
    access, refresh = tokens_of(box, OPERATOR, PASSWORD)
    app = {"organization": ORGANIZATION, "app_id": partner.app_id}
    provider = box.control.federated_token
    old = provider(ISSUER, SUBJECT, expires_in=-60)
    revoked = tokens_of(box, "reader@contoso.com", "reader-canary-Pa55word")[1]
    box.control.revoke("reader@contoso.com")
    box.control.settings(token_lifetime=200)
    ending = tokens_of(box, OPERATOR, PASSWORD)[0]
    box.control.settings(token_lifetime=4500)
    fabrikam = box.tenants[1]
    foreign = sign_in(
        box,
        fabrikam.tenant_id,
        "login.microsoftonline.us",
        grant_type="client_credentials",
        client_id=fabrikam.applications[0].app_id,
        client_secret=fabrikam.applications[0].client_secret,
        scope="https://outlook.office365.us/.default",
    )["access_token"]
    graph = tokens_of(box, OPERATOR, PASSWORD, scope="https://graph.microsoft.com/.default offline_access")[0]
    other = {"federated_token": provider("https://other.example.com", SUBJECT)}
    tasks = [
        refused("issuer", {**app, **other}),
        refused("subject", {**app, "federated_token": provider(ISSUER, "repo:contoso/other")}),
        refused("audience", {**app, "federated_token": provider(ISSUER, SUBJECT, audience="api://other")}),
        refused("old federated token", {**app, "federated_token": old}),
        refused("no federated token", {**app, "federated_token": "nothing"}),
        refused("no file", {**app, "federated_token_file": "/nonexistent/token"}),
        refused("revoked", {"refresh_token": revoked}),
        refused("nonsense refresh token", {"refresh_token": "nonsense"}),
        refused("another application's", {**app, "client_secret": partner.client_secret, "refresh_token": refresh}),
        refused("another user", {"refresh_token": refresh, "user_principal_name": "reader@contoso.com"}),
        refused("another tenant's token", {"access_token": access, "organization": "woodgrove.onmicrosoft.com"}),
        refused("another cloud's token", {"access_token": foreign, "organization": ORGANIZATION}),
        refused("another service's token", {"access_token": graph, "organization": ORGANIZATION}),
        refused("another user's token", {"access_token": access, "user_principal_name": "reader@contoso.com"}),
        refused("ending token", {"access_token": ending}),
        refused("no token", {"access_token": "Bearer x y"}),
    ]
    run = playbooks.run(play("".join(tasks)), environment=network(box))
    secrets = {"access token": access, "refresh token": refresh, "revoked": revoked, "federated": old, "graph": graph}
    check(run, {name: secret.split(".")[-1] for name, secret in secrets.items()})
    assert_refused(run, "issuer", "federated-credential-mismatch", "AADSTS700211", "issuer", "other.example.com")
    assert_refused(run, "subject", "federated-credential-mismatch", "AADSTS700213", "repo:contoso/other")
    assert_refused(run, "audience", "federated-credential-mismatch", "AADSTS700212")
    assert_refused(run, "old federated token", "federated-token-expired")
    assert_refused(run, "no federated token", "federated-token-unreadable")
    assert_refused(run, "no file", "federated-token-unreadable", "/nonexistent/token", "no such file")
    assert_refused(run, "revoked", "sign-in-expired", "AADSTS50173")
    assert_refused(run, "nonsense refresh token", "sign-in-expired", "AADSTS70000")
    assert_refused(run, "another application's", "sign-in-expired", "AADSTS70000")
    assert_refused(run, "another user", "wrong-user", OPERATOR, "reader@contoso.com")
    assert_refused(run, "another tenant's token", "wrong-tenant", TENANT)
    assert_refused(run, "another cloud's token", "wrong-audience")
    assert_refused(run, "another service's token", "wrong-audience")
    assert_refused(run, "another user's token", "wrong-user")
    assert_refused(run, "ending token", "access-token-ending")
    assert_refused(run, "no token", "access-token-not-valid")
    assert not [one for one in box.control.journal() if one["host"].startswith("outlook")]


CHOOSE = {"organization": ORGANIZATION}


@NARROW
def test_which_way_is_meant(playbooks: Playbooks, box: Box) -> None:
    main, partner = application(box, "Ansible automation"), application(box, "Partner application")
    proof = {"client_id": partner.app_id, "client_secret": partner.client_secret}
    _access, refresh = tokens_of(box, OPERATOR, PASSWORD, **proof)
    app = {"organization": ORGANIZATION, "app_id": main.app_id}
    secret, path = {"client_secret": main.client_secret}, {"certificate_path": main.certificate_path}
    environment = {
        **network(box), "EXO_APP_ID": partner.app_id, "EXO_CLIENT_SECRET": partner.client_secret,
        "EXO_FEDERATED_TOKEN": "", "EXO_AUTH_METHOD": "certificate",
    }  # fmt: skip
    tasks = [
        refused("two ways", {**app, **secret, **path, "auth_method": "auto"}),
        way("named", {**app, **secret, **path, "auth_method": "certificate"}),
        way("of the environment's application", {"refresh_token": refresh}),
        way(
            "the task's way", {"organization": ORGANIZATION, "client_secret": partner.client_secret, "auth_method": ""}
        ),
        refused("the environment's name", {"organization": ORGANIZATION}),
        *(refused(name, {**app, **secret, "auth_method": name}) for name in ("interactive", "Basic", "v1", "x509")),
        refused("incomplete", {"client_secret": "x"}),
        refused("named and not there", {"organization": ORGANIZATION, "auth_method": "refresh_token"}),
        refused("thumbprint alone", {**app, "certificate_thumbprint": main.thumbprint}),
        way("thumbprint beside", {**app, **path, "certificate_thumbprint": main.thumbprint.lower()}),
        refused("other thumbprint", {**app, **path, "certificate_thumbprint": "0" * 40}),
    ]
    run = playbooks.run(play("".join(tasks)), environment=environment)
    check(run, {"refresh token": refresh, "secret": main.client_secret, "partner": partner.client_secret})
    assert_refused(run, "two ways", "two-sign-in-methods", "certificate_path", "client_secret")
    assert_way(run, box, "named", ["certificate", main.app_id, ORGANIZATION])
    assert_way(run, box, "of the environment's application", ["refresh_token", OPERATOR, "contoso.com"])
    assert_way(run, box, "the task's way", ["client_secret", partner.app_id, ORGANIZATION])
    assert_refused(run, "the environment's name", "sign-in-incomplete", "certificate_path")
    assert_way(run, box, "thumbprint beside", ["certificate", main.app_id, ORGANIZATION])
    for name, anchor in (("interactive", "interactive"), ("Basic", "basic"), ("v1", "retired"), ("x509", "unknown")):
        assert_refused(run, name, f"auth-method-{anchor}")
    assert_refused(run, "incomplete", "sign-in-incomplete", "organization")
    assert_refused(run, "named and not there", "sign-in-incomplete", "refresh_token")
    assert_refused(run, "thumbprint alone", "thumbprint-without-key")
    assert_refused(run, "other thumbprint", "certificate-thumbprint-mismatch", main.thumbprint)


# Users


USERS = {
    "locked": ("account-locked", "AADSTS50053"),
    "expired": ("password-expired", "AADSTS50055"),
    "disabled": ("account-disabled", "AADSTS50057"),
    "mfa": ("mfa-required", "AADSTS50076"),
    "blocked": ("conditional-access", "AADSTS53003"),
}


@NARROW
def test_user_name_and_password(playbooks: Playbooks, box: Box) -> None:
    user = {"user_principal_name": OPERATOR, "password": PASSWORD}
    public = application(box, "Own public client").app_id
    tasks = [
        way("password", user),
        way("organization", {**user, "organization": ORGANIZATION}),
        way("own client", {**user, "app_id": public}),
        way("variables", {}),
    ]
    variables = {"EXO_USER_PRINCIPAL_NAME": OPERATOR, "EXO_PASSWORD": PASSWORD, "EXO_DEVICE_CODE": ""}
    run = check(playbooks.run(play("".join(tasks)), environment={**network(box), **variables}), {})
    assert_way(run, box, "password", ["password", OPERATOR, "contoso.com"])
    assert_way(run, box, "organization", ["password", OPERATOR, ORGANIZATION])
    assert_way(run, box, "own client", ["password", OPERATOR, "contoso.com"])
    assert_way(run, box, "variables", ["password", OPERATOR, "contoso.com"])
    assert "MC1248389" in run.output


@NARROW
def test_passwords_that_do_not_open(playbooks: Playbooks, box: Box) -> None:
    names = {f"{name}@contoso.com": f"{name}-canary-Pa55word" for name in USERS}
    confidential = application(box, "Ansible automation").app_id
    tasks = [
        *(refused(user, {"user_principal_name": user, "password": password}) for user, password in names.items()),
        refused("wrong", {"user_principal_name": OPERATOR, "password": "not-it"}),
        refused("unknown", {"user_principal_name": "nobody@contoso.com", "password": "not-it"}),
        refused("federated", {"user_principal_name": "anna@federated.contoso.com", "password": PASSWORD}),
        refused("not public", {"user_principal_name": OPERATOR, "password": PASSWORD, "app_id": confidential}),
        refused("no name", {"password": PASSWORD}),
        refused("no user name", {"user_principal_name": "operator", "password": PASSWORD}),
        refused("guest", {
            "user_principal_name": OPERATOR, "password": PASSWORD, "organization": "woodgrove.onmicrosoft.com",
        }),
    ]  # fmt: skip
    run = check(playbooks.run(play("".join(tasks)), environment=network(box)), names)
    for name, (anchor, code) in USERS.items():
        assert_refused(run, f"{name}@contoso.com", anchor, code)
    assert_refused(run, "wrong", "password-wrong", "AADSTS50126")
    assert_refused(run, "unknown", "user-not-found", "AADSTS50034")
    assert_refused(run, "federated", "user-federated", "sts.contoso.example")
    assert_refused(run, "not public", "client-secret-missing", "AADSTS7000218")
    assert_refused(run, "no name", "sign-in-incomplete", "user_principal_name")
    assert_refused(run, "no user name", "user-principal-name-not-valid")
    assert_refused(run, "guest", "user-of-another-organization", "AADSTS50020")
    posts = [one["identity"] for one in box.control.journal() if one["path"].endswith(TOKEN_PATH)]
    assert len(posts) == len(set(posts)) + 2, "a password is sent once: the operator's went out in three tasks"
    assert "anna@federated.contoso.com" not in posts
    assert not [one for one in box.control.journal() if "sts.contoso.example" in one["host"]]


@NARROW
def test_password_is_not_sent_again_after_an_answer(playbooks: Playbooks, box: Box) -> None:
    box.control.fault("status", match={"kind": "token"}, status=503, times=5)
    user = {"user_principal_name": OPERATOR, "password": PASSWORD}
    box.control.fault("status", match={"kind": "realm"}, status=503, times=1)
    box.control.fault("html", match={"kind": "openid"}, times=1)
    tasks = [
        refused("portal", user),
        refused("no realm", {**user, "retries": 0}),
        refused("trouble", user),
    ]
    run = check(playbooks.run(play("".join(tasks)), environment=network(box)), {})
    assert_refused(run, "portal", "sign-in-not-understood")
    assert_refused(run, "no realm", "sign-in-not-understood", "status 503")
    assert_refused(run, "trouble", "sign-in-not-understood", "status 503")
    assert len([one for one in box.control.journal() if one["path"].endswith(TOKEN_PATH)]) == 1


@NARROW
def test_account_that_is_not_enabled_for_exchange(playbooks: Playbooks, box: Box) -> None:
    tasks = """
    - name: Connect
      m365.exchange.exo_connect: {user_principal_name: off@contoso.com, password: "{{ word }}"}
      register: exo
    - name: Read
      m365.exchange.exo_command: {session: "{{ exo }}", cmdlet: Get-OrganizationConfig}
      ignore_errors: true
    - name: Disconnect
      m365.exchange.exo_disconnect: {session: "{{ exo }}"}
    """
    run = playbooks.run(play(tasks), environment=network(box), variables={"word": "off-canary-Pa55word"})
    check(run, {"off": "off-canary-Pa55word"})
    assert "answered with status 403" in run.output
    assert run.result("Read").result["error"]["http_status"] == 403


ACTIONS = pytest.mark.parametrize(
    "setting", [Setting("newest", "action"), Setting("oldest", "action")], ids=str, indirect=True
)
DEVICE = """
- name: Connect
  m365.exchange.exo_connect:
    user_principal_name: operator@contoso.com
  register: exo
- name: Read
  m365.exchange.exo_command: {session: "{{ exo }}", cmdlet: Get-OrganizationConfig}
- name: Who
  ansible.builtin.debug: {msg: "{{ [exo.auth_method, exo.identity] }}"}
- name: Disconnect
  m365.exchange.exo_disconnect: {session: "{{ exo }}"}
"""


@ACTIONS
def test_device_code_is_shown_while_the_task_waits(playbooks: Playbooks, box: Box, setting: Setting) -> None:
    box.control.settings(device_code_interval=1)
    folders = playbooks.folders()
    folders.make()
    file = folders.root / "play.yml"
    file.write_text(play(DEVICE), encoding="utf-8")
    process = start_playbook(file, setting, folders, environment=network(box), variables={})
    assert process.stderr is not None
    shown = ""
    for line in process.stderr:
        shown += line
        found = re.search(r"open (\S+) in a browser and enter the code (\w+)", line)
        if found:
            break
    else:
        raise AssertionError(shown)
    assert found[1] == "https://microsoft.com/devicelogin"
    assert process.poll() is None, "the task waits"
    box.control.enter_device_code(found[2], OPERATOR)
    output, rest = process.communicate(timeout=SECONDS)
    run = check(Run(setting, process.returncode, output, shown + rest, folders), {})
    assert run.result("Who").result["msg"] == ["device_code", OPERATOR]
    polls = [one for one in box.control.journal() if one["path"].endswith(TOKEN_PATH)]
    assert polls[-1]["executed"]
    assert not [one for one in polls if one["error"] == "AADSTS700169"], "never faster than the service wants it"


@ACTIONS
def test_device_codes_that_lead_nowhere(playbooks: Playbooks, box: Box) -> None:
    box.control.settings(device_code_interval=1, device_code_user="reader@contoso.com", device_code_polls=3)
    user = {"user_principal_name": OPERATOR}
    tasks = [
        refused("another user", {**user, "device_code": True}),
        refused("by name", {"auth_method": "device_code", **user}),
        refused("too late", {"device_code": True, "device_code_timeout": 2}),
        refused("out of range", {"device_code": True, "device_code_timeout": 901}),
    ]
    try:
        run = check(playbooks.run(play("".join(tasks)), environment=network(box)), {})
    finally:
        box.control.settings(device_code_interval=5, device_code_user="nobody", device_code_polls=1)
    assert_refused(run, "another user", "wrong-user", "reader@contoso.com", OPERATOR)
    assert_refused(run, "by name", "wrong-user")
    assert_refused(run, "too late", "device-code-not-entered", "2 seconds")
    assert_refused(run, "out of range", "option-out-of-range")


@pytest.mark.parametrize("setting", [Setting("newest", "module")], ids=str, indirect=True)
def test_device_code_is_refused_where_nobody_could_see_it(playbooks: Playbooks, box: Box) -> None:
    tasks = [
        refused("as a module", {"device_code": True}),
        refused("by the user's name", {"user_principal_name": OPERATOR}),
    ]
    run = check(playbooks.run(play("".join(tasks)), environment=network(box)), {})
    assert_refused(run, "as a module", "sign-in-needs-a-person", "runs as a module")
    assert_refused(run, "by the user's name", "sign-in-needs-a-person")
    assert box.control.journal() == []


LONG = """
- name: Connect
  m365.exchange.exo_connect: {options}
  register: exo
- name: Read
  m365.exchange.exo_command: {{session: "{{{{ exo }}}}", cmdlet: Get-OrganizationConfig}}
  loop: [1, 2, 3]
- name: Disconnect
  m365.exchange.exo_disconnect: {{session: "{{{{ exo }}}}"}}
"""


@NARROW
def test_claims_challenge_is_answered_once_with_what_the_way_can(playbooks: Playbooks, box: Box) -> None:
    _access, refresh = tokens_of(box, OPERATOR, PASSWORD)
    box.control.forget()
    box.control.settings(refresh_rotation="revoke")
    box.control.fault("claims", match={"kind": "invoke"}, times=0, until_renewed=True)
    rotated = {"refresh_token": refresh, "return_refresh_token": True}
    tasks = (
        LONG.format(options=json.dumps(rotated))
        + """
    - name: Rotated
      ansible.builtin.debug: {msg: "{{ exo.refresh_token | length }} {{ exo.refresh_token != given }}"}
    """.replace("\n    ", "\n")
        + LONG.format(options=json.dumps({"user_principal_name": OPERATOR, "password": PASSWORD})).replace(
            "name: ", "name: By password "
        )
    )
    try:
        run = playbooks.run(play(tasks), environment=network(box), variables={"given": refresh})
    finally:
        box.control.settings(refresh_rotation="keep")
    check(run, {"refresh token": refresh})
    length, other = run.result("Rotated").result["msg"].split()
    assert int(length) > 100
    assert other == "True"
    grants = [
        (one["parameters"]["grant_type"], "claims" in one["parameters"])
        for one in box.control.journal()
        if one["path"].endswith(TOKEN_PATH)
    ]
    assert grants == [
        ("refresh_token", False), ("refresh_token", True), ("password", False), ("refresh_token", True),
    ]  # fmt: skip


@NARROW
def test_claims_challenge_at_the_connect_is_answered_once_and_the_session_keeps_the_new_token(
    playbooks: Playbooks, box: Box
) -> None:
    access, _refresh = tokens_of(box, OPERATOR, PASSWORD)
    box.control.forget()
    for kind in ("banner", "invoke"):
        box.control.fault("claims", match={"kind": kind}, times=0, until_renewed=True)
    app = application(box, "Partner application")
    secret = {"organization": ORGANIZATION, "app_id": app.app_id, "client_secret": app.client_secret}
    tasks = [
        way("user", {"user_principal_name": OPERATOR, "password": PASSWORD}),
        way("application", secret),
        refused("ready token", {"access_token": access}),
    ]
    run = check(
        playbooks.run(play("".join(tasks)), environment=network(box)),
        {"client secret": app.client_secret, "access token": access.split(".")[2]},
    )
    assert_refused(run, "ready token", "not-authorized")
    journal = box.control.journal()
    grants = [
        (one["parameters"]["grant_type"], "claims" in one["parameters"])
        for one in journal
        if one["path"].endswith(TOKEN_PATH)
    ]
    assert grants == [
        ("password", False), ("refresh_token", True), ("client_credentials", False), ("client_credentials", True),
    ]  # fmt: skip
    banners = [one["status"] for one in journal if "EXOBanner" in one["path"]]
    assert banners == [401, 200, 401, 200, 401]
    # The session works with the token that the connect had renewed.
    assert [one["status"] for one in box.control.journal(cmdlet="Get-OrganizationConfig")] == [200, 200]


@NARROW
def test_claims_challenge_ends_a_ready_token(playbooks: Playbooks, box: Box) -> None:
    access, _refresh = tokens_of(box, OPERATOR, PASSWORD)
    box.control.fault("claims", match={"kind": "invoke"}, times=0, until_renewed=True)
    tasks = """
    - name: Read
      m365.exchange.exo_command: {access_token: "{{ access }}", cmdlet: Get-OrganizationConfig}
      ignore_errors: true
    """
    run = check(
        playbooks.run(play(tasks), environment={**network(box), "T": access}, variables={"access": access}),
        {"access token": access.split(".")[2]},
    )
    assert run.result("Read").result["error"]["http_status"] == 401


# Machines and programs


@NARROW
@pytest.mark.parametrize("kind", ["virtual_machine", "app_service"])
def test_managed_identity(playbooks: Playbooks, box: Box, kind: str) -> None:
    own, shared = application(box, "Virtual machine").app_id, application(box, "Shared identity").app_id
    options = {"organization": ORGANIZATION, "managed_identity": True}
    tasks = [
        way("own", options),
        way("shared", {**options, "managed_identity_account_id": shared}),
        way("by name", {"organization": ORGANIZATION, "auth_method": "managed_identity"}),
        refused("not assigned", {**options, "managed_identity_account_id": TENANT}),
        refused("no id", {**options, "managed_identity_account_id": "shared"}),
        refused("no organization", {"managed_identity": True}),
        refused("another tenant", {"organization": "woodgrove.onmicrosoft.com", "managed_identity": True}),
    ]
    run = check(playbooks.run(play("".join(tasks)), environment={**network(box), **box.identity[kind]}), {})
    assert_way(run, box, "own", ["managed_identity", own, ORGANIZATION])
    assert_way(run, box, "shared", ["managed_identity", shared, ORGANIZATION])
    assert_way(run, box, "by name", ["managed_identity", own, ORGANIZATION])
    assert_refused(run, "not assigned", "managed-identity-refused", "Identity not found")
    assert_refused(run, "no id", "app-id-not-valid", "managed_identity_account_id")
    assert_refused(run, "no organization", "sign-in-incomplete", "organization")
    assert_refused(run, "another tenant", "wrong-tenant")


@NARROW
def test_machine_without_managed_identity(playbooks: Playbooks, box: Box) -> None:
    nobody = {"AZURE_POD_IDENTITY_AUTHORITY_HOST": "http://127.0.0.1:9"}
    tasks = [refused("nobody", {"organization": ORGANIZATION, "managed_identity": True})]
    run = check(playbooks.run(play("".join(tasks)), environment={**network(box), **nobody}), {})
    assert_refused(run, "nobody", "managed-identity-missing", "127.0.0.1")


AZ = """#!/bin/sh
echo "$@" >> "$HOME/az.log"
case "$*" in
  *--tenant\\ woodgrove*) echo "ERROR: Please run 'az login' to setup account." >&2; exit 1;;
  *) cat "$HOME/az.json";;
esac
"""


@NARROW
def test_azure_cli(playbooks: Playbooks, box: Box, setting: Setting) -> None:
    access, _refresh = tokens_of(box, OPERATOR, PASSWORD)
    folders = playbooks.folders()
    folders.make()
    programs = program(folders.root / "bin" / "az", AZ).parent
    answer = {"accessToken": access, "expires_on": int(time.time()) + 4000, "tokenType": "Bearer"}
    outside = folders.root.parent / "az.json"
    outside.write_text(json.dumps(answer), encoding="utf-8")
    (folders.home / "az.json").symlink_to(outside)
    path = f"{programs}:{bin_of(setting.core)}:{os.environ['PATH']}"
    tasks = [
        way("cli", {"azure_cli": True}),
        way("organization", {"azure_cli": True, "organization": ORGANIZATION, "user_principal_name": OPERATOR}),
        refused("not signed in", {"azure_cli": True, "organization": "woodgrove.onmicrosoft.com"}),
        refused("another user", {"azure_cli": True, "user_principal_name": "reader@contoso.com"}),
    ]
    environment = {**network(box), "PATH": path}
    run = playbooks.run(play("".join(tasks)), environment=environment, folders=folders)
    check(run, {"access token": access.split(".")[2]})
    assert_way(run, box, "cli", ["azure_cli", OPERATOR, "contoso.com"])
    assert_way(run, box, "organization", ["azure_cli", OPERATOR, ORGANIZATION])
    assert_refused(run, "not signed in", "azure-cli-refused", "az login")
    assert_refused(run, "another user", "wrong-user")
    asked = (folders.home / "az.log").read_text(encoding="utf-8").splitlines()
    assert asked[0] == "account get-access-token --resource https://outlook.office365.com --output json"
    assert asked[1].endswith(f"--tenant {ORGANIZATION}")


@NARROW
def test_azure_cli_that_is_not_there(playbooks: Playbooks, box: Box, setting: Setting) -> None:
    path = f"{bin_of(setting.core)}:/usr/bin:/bin"
    if shutil.which("az", path=path):
        pytest.skip("this machine has an Azure CLI")
    tasks = [refused("missing", {"azure_cli": True})]
    run = check(playbooks.run(play("".join(tasks)), environment={**network(box), "PATH": path}), {})
    assert_refused(run, "missing", "azure-cli-missing")
