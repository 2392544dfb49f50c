# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control port: plain HTTP on this machine, JSON in and out; journal, faults, clock, settings."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from .faults.rules import BadFault
from .settings import NAMES, BadSetting, changed
from .state import BoxState
from .tenants import TOKEN_EXCHANGE

Handler = Callable[[Request], Awaitable[Response]]


def control_protocol(config: Config) -> HttpToolsProtocol:
    """uvicorn's protocol for one connection to the control port."""
    return HttpToolsProtocol(config, ServerState(), {})


def control_app(state: BoxState) -> Starlette:
    """The application behind the control port."""
    control = Control(state)
    return Starlette(
        routes=[
            Route("/journal", _told(control.journal), methods=["GET"]),
            Route("/journal", _told(control.clear_journal), methods=["DELETE"]),
            Route("/summary", _told(control.summary), methods=["GET"]),
            Route("/faults", _told(control.add_fault), methods=["POST"]),
            Route("/faults", _told(control.faults), methods=["GET"]),
            Route("/faults", _told(control.clear_faults), methods=["DELETE"]),
            Route("/faults/{number:int}", _told(control.remove_fault), methods=["DELETE"]),
            Route("/connections", _told(control.connections), methods=["GET"]),
            Route("/silent", _told(control.silent), methods=["GET"]),
            Route("/clock", _told(control.clock), methods=["GET"]),
            Route("/clock", _told(control.advance), methods=["POST"]),
            Route("/federated_tokens", _told(control.federated_token), methods=["POST"]),
            Route("/device_codes", _told(control.device_codes), methods=["GET"]),
            Route("/device_codes/{code}", _told(control.enter_device_code), methods=["POST"]),
            Route("/revocations", _told(control.revoke), methods=["POST"]),
            Route("/settings", _told(control.settings), methods=["GET"]),
            Route("/settings", _told(control.change_settings), methods=["PATCH"]),
        ]
    )


def _told(handler: Handler) -> Handler:
    """A mistake of the caller becomes 400 with one line."""

    async def run(request: Request) -> Response:
        try:
            return await handler(request)
        except (BadFault, BadSetting) as error:
            return JSONResponse({"error": str(error)}, 400)

    return run


async def _body(request: Request) -> dict[str, Any]:
    try:
        content = json.loads(await request.body())
    except ValueError:
        raise BadFault("the body is no JSON") from None
    if not isinstance(content, dict):
        raise BadFault("the body is no JSON object")
    return content


class Control:
    """What the control port can do."""

    def __init__(self, state: BoxState) -> None:
        self._state = state

    async def journal(self, request: Request) -> Response:
        """Entries from `since` on."""
        since = request.query_params.get("since", "0")
        entries, following = self._state.journal.since(int(since) if since.isdigit() else 0)
        return JSONResponse({"entries": entries, "next": following})

    async def clear_journal(self, _request: Request) -> Response:
        """Forget all entries."""
        self._state.journal.clear()
        return Response(status_code=204)

    async def summary(self, _request: Request) -> Response:
        """Requests by host and cmdlet, tokens issued, hosts refused, and how many one bearer had inside at once."""
        journal = self._state.journal
        content: dict[str, Any] = {"requests": {host: dict(counts) for host, counts in journal.requests.items()}}
        content |= {"tokens_issued": journal.tokens_issued, "refused_hosts": dict(journal.refused)}
        return JSONResponse(content | {"most_at_once": journal.most_at_once})

    async def add_fault(self, request: Request) -> Response:
        """Arm a fault."""
        return JSONResponse({"id": self._state.faults.add(await _body(request))}, 201)

    async def faults(self, _request: Request) -> Response:
        """The armed faults with how often each has acted."""
        return JSONResponse({"faults": self._state.faults.listed()})

    async def clear_faults(self, _request: Request) -> Response:
        """Disarm all."""
        self._state.faults.clear()
        return Response(status_code=204)

    async def remove_fault(self, request: Request) -> Response:
        """Disarm one."""
        found = self._state.faults.remove(int(request.path_params["number"]))
        return Response(status_code=204 if found else 404)

    async def connections(self, _request: Request) -> Response:
        """The ports of the clients that are connected."""
        return JSONResponse({"ports": sorted(self._state.connected)})

    async def silent(self, _request: Request) -> Response:
        """The ports of the clients that are held in silence."""
        return JSONResponse({"ports": sorted(self._state.silent)})

    async def clock(self, _request: Request) -> Response:
        """The box's time."""
        return JSONResponse({"now": self._state.clock.iso()})

    async def advance(self, request: Request) -> Response:
        """Move the clock."""
        seconds = (await _body(request)).get("advance")
        if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or abs(seconds) > 10**10:
            raise BadSetting(f"advance is a number of seconds, not {seconds!r}")
        self._state.clock.advance(seconds)
        return await self.clock(request)

    async def federated_token(self, request: Request) -> Response:
        """A token of another identity provider, as the caller words it."""
        content = {"audience": TOKEN_EXCHANGE, "expires_in": 600, **await _body(request)}
        issuer, subject, audience = (str(content.get(name, "")) for name in ("issuer", "subject", "audience"))
        seconds = content["expires_in"]
        if not issuer or not subject or not isinstance(seconds, (int, float)):
            raise BadSetting("issuer and subject are texts, expires_in is a number of seconds")
        token = self._state.sign_in.clients.providers.issue(issuer, subject, audience, seconds)
        return JSONResponse({"token": token}, 201)

    async def device_codes(self, _request: Request) -> Response:
        """The device codes that wait for a person."""
        return JSONResponse({"device_codes": self._state.sign_in.devices.listed()})

    async def enter_device_code(self, request: Request) -> Response:
        """A person enters a code as `user`, or declines without one."""
        user = (await _body(request)).get("user")
        found = self._state.sign_in.devices.enter(request.path_params["code"], str(user) if user else None)
        return Response(status_code=204 if found else 404)

    async def revoke(self, request: Request) -> Response:
        """End the sign-ins of `user`: refresh tokens stop working."""
        user = str((await _body(request)).get("user"))
        return JSONResponse({"revoked": self._state.sign_in.refresh.revoke(user)})

    async def settings(self, _request: Request) -> Response:
        """All switches: the wire's, and those of the organisations."""
        return JSONResponse(self._shown())

    async def change_settings(self, request: Request) -> Response:
        """Change switches; what the wire does not know goes to every organisation."""
        wanted = await _body(request)
        own = {name: value for name, value in wanted.items() if name in NAMES}
        others = {name: value for name, value in wanted.items() if name not in NAMES}
        settings = changed(self._state.settings, own)
        if others:
            self._pass_on(others)
        self._state.settings = settings
        return JSONResponse(self._shown())

    def _shown(self) -> dict[str, Any]:
        shown = dict(vars(self._state.settings))
        for organization in self._state.organizations.values():
            shown |= vars(organization.settings)
        return shown

    def _pass_on(self, others: dict[str, Any]) -> None:
        for organization in self._state.organizations.values():
            try:
                organization.settings.update(others)
            except ValueError as error:
                known = ", ".join(sorted(NAMES))
                raise BadSetting(f"{error}; the wire's own are {known}") from None
