# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""$batch: several commands in one request, each with headers of its own, each answered under its id.

CIPP and Microsoft's own module send ten at a time, each with the token among its headers, and
`odata.continue-on-error` around them; without it the first failure is the last answer (OData 4.01, JSON format 19).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, urlsplit

from ..clouds import HostPart
from ..state import BoxState
from ..wire import Answer, Call, Note, Request, json_answer, text_answer
from .access import Denied, admit
from .envelope import JSON_TYPE, backend_name, plain_failure, request_failure

MOST = 10
_INVOKE = "/invokecommand"


class BadBatch(ValueError):
    """The body is no batch; the text goes into the error."""


@dataclass(frozen=True)
class Batch:
    """One POST to $batch. `call` finds the part of the API that answers an inner request."""

    state: BoxState
    request: Request
    part: HostPart
    tenant_name: str
    note: Note
    call: Callable[[Request, Note], Call]

    def answer(self) -> Answer:
        """All answers in one; each inner command is in the journal by itself."""
        try:
            admit(self.state, self.request, self.part, self.tenant_name, self.note)
            entries = _entries(self.request.body)
        except Denied as denied:
            self.note.error = denied.reason
            return denied.answer
        except BadBatch as error:
            self.note.error = str(error)
            return request_failure(str(error), backend_name(self.note.tenant))
        responses = self._responses(entries)
        if "application/json" not in self.request.headers.get("accept", "").lower():
            # An older client that asked for nothing got this; what it looks like inside is not known.
            return text_answer(200, "--batch--", "multipart/mixed; boundary=batch")
        return replace(json_answer(200, {"responses": responses}, JSON_TYPE), chunked=True)

    def _responses(self, entries: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
        goes_on = "odata.continue-on-error" in self.request.headers.get("prefer", "").lower()
        responses: list[dict[str, Any]] = []
        for entry in entries:
            answer = self._one(entry)
            responses.append({"id": entry["id"], **_shown(answer)})
            if answer.status >= 400 and not goes_on:
                break
        return responses

    def _one(self, entry: Mapping[str, Any]) -> Answer:
        """The answer to one inner request, with the fault that it meets."""
        part_request = self._inner(entry)
        if part_request is None:
            return plain_failure(400, "BadRequest", "A request of a batch is a POST to InvokeCommand of this host.")
        call = self.call(part_request, Note())
        noted = self.state.journal.open_part(part_request, call, self.note.number)
        answer = self.state.faults.answer_part(call, part_request, call.run)
        self.state.journal.close(noted, call.note, answer.status)
        self.note.executed |= call.note.executed
        self.note.changed |= call.note.changed
        return answer

    def _inner(self, entry: Mapping[str, Any]) -> Request | None:
        parts = urlsplit(str(entry.get("url")))
        path = unquote(parts.path)
        right = parts.scheme == "https" and parts.netloc.lower() in (self.request.host, f"{self.request.host}:443")
        if not right or entry.get("method") != "POST" or not path.lower().endswith(_INVOKE):
            return None
        headers = entry.get("headers")
        written_headers = headers if isinstance(headers, dict) else {}
        return replace(
            self.request,
            path=path,
            raw_query=parts.query,
            headers={str(name).lower(): str(value) for name, value in written_headers.items()},
            body=json.dumps(entry.get("body"), ensure_ascii=False).encode(),
        )


def _entries(body: bytes) -> list[Mapping[str, Any]]:
    """The inner requests; raises BadBatch."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise BadBatch("The request body is not valid JSON.") from None
    entries = content.get("requests") if isinstance(content, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadBatch("The property 'requests' is missing from the request body.")
    if not 1 <= len(entries) <= MOST:
        raise BadBatch(f"A batch holds 1 to {MOST} requests, not {len(entries)}.")
    names = [entry.get("id") for entry in entries]
    if not all(isinstance(name, str) and name for name in names) or len(set(names)) < len(names):
        raise BadBatch("Each request of a batch has an id of its own, which is a text.")
    return entries


def _shown(answer: Answer) -> dict[str, Any]:
    """An answer as a member of `responses`; a body that is no JSON becomes a text."""
    member: dict[str, Any] = {"status": answer.status, "headers": dict(answer.headers)}
    if not answer.body:
        return member
    try:
        body = json.loads(answer.body)
    except ValueError:
        body = answer.body.decode("utf-8", errors="replace")
    return {**member, "body": body}
