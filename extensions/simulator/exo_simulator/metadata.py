# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The metadata service of an Azure machine: managed identity on a virtual machine, in App Service, on Azure Arc.

Plain HTTP on loopback, on a port of its own; a client is led there by the variables that Azure sets. Addresses,
parameters, headers and fields: Microsoft Learn (managed identities, three how-to pages).
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from .certificates import write_private
from .relay import Link
from .sign_in.refusals import SignInRefused
from .sign_in.token import resource_of
from .sign_in.tokens import Grant
from .state import BoxState
from .tenants import Application, Tenant
from .wire import Answer, Call, Note, Request, json_answer

MACHINE_PATH = "/metadata/identity/oauth2/token"
APP_SERVICE_PATH = "/msi/token"
ARC_PATH = "/arc/metadata/identity/oauth2/token"
MACHINE_VERSIONS = ("2018-02-01", "2019-08-01", "2021-02-01")
ARC_KEY = "arc.key"


class Metadata:
    """Answers for the machine that the box stands for."""

    def __init__(self, state: BoxState, folder: str) -> None:
        self._state = state
        self.header = secrets.token_hex(16)
        self._arc_key = os.path.join(folder, ARC_KEY)
        self._arc_secret = secrets.token_hex(24)
        write_private(self._arc_key, self._arc_secret.encode())

    def environment(self, base: str) -> dict[str, dict[str, str]]:
        """The variables of each kind of machine, by its name."""
        return {
            "virtual_machine": {"AZURE_POD_IDENTITY_AUTHORITY_HOST": base},
            "app_service": {"IDENTITY_ENDPOINT": base + APP_SERVICE_PATH, "IDENTITY_HEADER": self.header},
            "arc": {"IDENTITY_ENDPOINT": base + ARC_PATH, "IMDS_ENDPOINT": base},
        }

    def app(self) -> Starlette:
        """The application behind the port."""
        routes = ((MACHINE_PATH, self._machine), (APP_SERVICE_PATH, self._app_service), (ARC_PATH, self._arc))
        return Starlette(routes=[Route(path, self._journaled(part), methods=["GET"]) for path, part in routes])

    def _journaled(self, part: Any) -> Any:
        async def run(http: HttpRequest) -> Response:
            request = _read(http)
            note = Note()
            call = Call("identity", lambda: part(request, note), note=note)
            note.kind, note.parameters = call.kind, request.query
            entry = self._state.journal.open(request, call)
            answer = await self._state.faults.answer(call, request, call.run)
            self._state.journal.close(entry, note, answer.status)
            self._state.journal.end(entry)
            return Response(answer.body, answer.status, dict(answer.headers))

        return run

    def _machine(self, request: Request, note: Note) -> Answer:
        if request.headers.get("metadata", "").lower() != "true" or "x-forwarded-for" in request.headers:
            return _refused(400, "invalid_request", "Required metadata header not specified")
        if request.query.get("api-version") not in MACHINE_VERSIONS:
            return _refused(400, "invalid_request", "The api-version is not supported")
        return self._token(request, note, {"expires_in": str, "expires_on": str})

    def _app_service(self, request: Request, note: Note) -> Answer:
        if request.headers.get("x-identity-header") != self.header:
            return _app_service_error(401, "The identity header is missing or wrong.")
        if request.query.get("api-version") != "2019-08-01":
            return _app_service_error(400, "The api-version is not supported.")
        answer = self._token(request, note, {"expires_on": str})
        if answer.status == 200:
            return answer
        return _app_service_error(answer.status, str(json.loads(answer.body)["error_description"]))

    def _arc(self, request: Request, note: Note) -> Answer:
        if request.headers.get("metadata", "").lower() != "true":
            return _refused(400, "invalid_request", "Required metadata header not specified")
        if request.headers.get("authorization") != f"Basic {self._arc_secret}":
            return Answer(401, (("WWW-Authenticate", f"Basic realm={self._arc_key}"),))
        return self._token(request, note, {"expires_in": str, "expires_on": str})

    def _token(self, request: Request, note: Note, fields: Mapping[str, Any]) -> Answer:
        wanted, resource = request.query.get("client_id"), request.query.get("resource", "")
        found = self._identity(wanted)
        if found is None:
            return _refused(400, "invalid_request", "Identity not found")
        tenant, application = found
        note.tenant, note.identity = tenant.tenant_id, application.app_id
        try:
            audience = resource_of(f"{resource}/.default", tenant, application)
        except SignInRefused as refused:
            return _refused(400, "invalid_resource", f"AADSTS{refused.code}: The resource {resource} is not known.")
        lifetime = int(self._state.settings.token_lifetime)
        token = self._state.tokens.issue(Grant(tenant, application, audience, by_certificate=True), lifetime)
        self._state.journal.tokens_issued += 1
        note.executed = True
        times = {"expires_in": lifetime - 1, "expires_on": int(self._state.clock.timestamp()) + lifetime}
        content = {"access_token": token, "token_type": "Bearer", "resource": resource, "client_id": application.app_id}
        return json_answer(200, content | {name: kind(times[name]) for name, kind in fields.items()})

    def _identity(self, client_id: str | None) -> tuple[Tenant, Application] | None:
        """The user-assigned identity of this client id, or the machine's own."""
        for tenant in self._state.directory.tenants:
            for application in tenant.applications.values():
                if client_id is None and application.managed_identity == "system":
                    return tenant, application
                if application.managed_identity == "user" and application.app_id == (client_id or "").lower():
                    return tenant, application
        return None


class _NoSocket(asyncio.Transport):
    """This port has no faults below HTTP."""


def _read(http: HttpRequest) -> Request:
    return Request(
        link=Link(0, "metadata", _NoSocket()),
        host="metadata",
        method=http.method,
        path=http.url.path,
        raw_query=http.url.query,
        headers={name.lower(): value for name, value in http.headers.items()},
        body=b"",
    )


def _app_service_error(status: int, text: str) -> Answer:
    return json_answer(status, {"statusCode": status, "message": text})


def _refused(status: int, error: str, text: str) -> Answer:
    return json_answer(status, {"error": error, "error_description": text})
