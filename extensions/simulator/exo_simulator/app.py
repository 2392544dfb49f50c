# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ASGI application behind the proxy: finds the part for a host, lets faults act, delivers and journals."""

from __future__ import annotations

import asyncio
import sys
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from .admin_api.service import AdminApi
from .clouds import HostPart, look_up
from .compression import compressed
from .faults.delivery import deliver_raw
from .graph.service import Graph
from .relay import Link
from .sign_in.service import SignIn
from .state import BoxState
from .wire import Answer, Call, Note, Request, text_answer

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class BoxApp:
    """One application for all hosts."""

    def __init__(self, state: BoxState) -> None:
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        request = await self._request(scope, receive)
        note = Note()
        try:
            call = self._call(request, note)
        except Exception:  # noqa: BLE001 - a bug of the box must show as one, not as a dropped connection
            call = Call("other", _broken, note=note)
            traceback.print_exc(file=sys.stderr)
        note.kind = call.kind
        entry = self._state.journal.open(request, call)
        note.number = entry["n"]
        answer: Answer | None = None
        try:
            if self._state.settings.latency:
                await asyncio.sleep(self._state.settings.latency)
            answer = await self._state.faults.answer(call, request, _guarded(call))
            self._state.journal.close(entry, note, answer.status)
            await self._deliver(answer, request, receive, send)
        finally:
            self._state.journal.close(entry, note, answer.status if answer else None)
            self._state.journal.end(entry)

    async def _request(self, scope: Scope, receive: Receive) -> Request:
        chunks: list[bytes] = []
        more = True
        while more:
            message = await receive()
            chunks.append(message.get("body", b""))
            more = bool(message.get("more_body", False))
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        link: Link = scope["state"]["link"]
        return Request(
            link=link,
            host=link.host,
            method=scope["method"],
            path=scope["path"],
            raw_query=scope["query_string"].decode("latin-1"),
            headers=headers,
            body=b"".join(chunks),
        )

    def _call(self, request: Request, note: Note) -> Call:
        named = request.headers.get("host", "").partition(":")[0].lower().rstrip(".")
        if named != request.host:
            text = f"This connection was opened to {request.host}, the request names {named!r}."
            return Call("other", lambda: text_answer(421, text), note=note)
        part = look_up(request.host)
        if part is None:
            return Call("other", lambda: text_answer(421, f"The box does not play {request.host}."), note=note)
        return self._part(part, request, note)

    def _part(self, part: HostPart, request: Request, note: Note) -> Call:
        if part.part == "sign_in":
            return SignIn(self._state, request, part.family, note).call()
        if part.part == "graph":
            return Graph(self._state, request, part, note).call()
        return AdminApi(self._state, request, part, note).call()

    async def _deliver(self, answer: Answer, request: Request, receive: Receive, send: Send) -> None:
        if answer.delivery is not None:
            await deliver_raw(answer, answer.delivery, request.link, receive, self._state.silent)
            return
        answer = compressed(answer, request, self._state.settings)
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
        chunked = answer.chunked and self._state.settings.chunked
        if not chunked and answer.status != 204:
            headers.append((b"Content-Length", str(len(answer.body)).encode()))
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})


def _guarded(call: Call) -> Callable[[], Answer]:
    """The part's function; a bug in it becomes a 500 that names the box, and a traceback on standard error."""

    def run() -> Answer:
        try:
            return call.run()
        except Exception:  # noqa: BLE001 - see above
            traceback.print_exc(file=sys.stderr)
            return _broken()

    return run


def _broken() -> Answer:
    return text_answer(500, "The box itself failed; its standard error has the traceback.")
