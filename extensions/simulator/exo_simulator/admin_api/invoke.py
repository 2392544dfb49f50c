# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""InvokeCommand: from the request's JSON to the organisation, and from its reply to the envelope."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from ..clouds import HostPart, service_of
from ..compression import compressed
from ..exchange.contract import CmdletError, CmdletNotAvailable, NotPlayed, Reply
from ..exchange.rendering import RenderedRows
from ..state import BoxState
from ..tenants import MANAGE_AS_APP
from ..wire import Answer, Note, Request
from .access import Admission, Denied, admit, forbidden, need_role
from .clixml import as_clixml
from .endpoints import V2_PERMISSION, Endpoint
from .envelope import (
    GENERIC_ROWS,
    Page,
    backend_name,
    cmdlet_failure,
    context_url,
    plain_failure,
    request_failure,
    success,
)
from .paging import EXPIRED, TRUNCATED, Cursor, ExpiredPage, Question, preferred_size, result_limit, unlimited

_NAME = re.compile(r"[A-Za-z]+-[A-Za-z0-9]+\Z")
_READS = ("get-", "test-", "search-", "find-", "validate-")


class BadRequest(Exception):
    """The body is no InvokeCommand; the text goes into the error."""


@dataclass(frozen=True)
class Command:
    """A cmdlet as the client sent it, its parameters as JSON decoded."""

    cmdlet: str
    parameters: Mapping[str, Any]


def read_command(body: bytes) -> Command:
    """The command in a request body; raises BadRequest."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("The request body is not valid JSON.") from None
    entry = content.get("CmdletInput") if isinstance(content, dict) else None
    if not isinstance(entry, dict):
        raise BadRequest("The parameter 'CmdletInput' is missing from the request body.")
    name = entry.get("CmdletName")
    if not isinstance(name, str) or not _NAME.match(name):
        raise BadRequest("'CmdletName' is missing or is not the name of a cmdlet.")
    parameters = entry.get("Parameters", {})
    if not isinstance(parameters, dict):
        raise BadRequest("'Parameters' must be an object.")
    return Command(name, parameters)


@dataclass(frozen=True)
class Invocation:
    """One POST to InvokeCommand."""

    state: BoxState
    request: Request
    part: HostPart
    tenant_name: str
    note: Note
    endpoint: Endpoint | None = None

    def answer(self) -> Answer:
        """Run it; every refusal is an answer too."""
        try:
            permission = V2_PERMISSION if self.endpoint else MANAGE_AS_APP
            admission = admit(self.state, self.request, self.part, self.tenant_name, self.note, permission)
            need_role(self.state, admission)
            return self._run(admission, self._command())
        except Denied as denied:
            self.note.error = denied.reason
            return denied.answer
        except BadRequest as error:
            self.note.error = str(error)
            return request_failure(str(error), self._server())
        except ExpiredPage as error:
            self.note.error = str(error)
            return request_failure(EXPIRED, self._server())
        except CmdletNotAvailable:
            self.note.error = "unknown cmdlet, or not permitted"
            return self._not_available()
        except NotPlayed as error:
            self.note.error = str(error)
            return plain_failure(501, "NotPlayedByTheBox", str(error))
        except CmdletError as error:
            self.note.executed = True
            self.note.error = f"{error.error_id}|{error.exception_type}|{error.text}"
            return cmdlet_failure(error, self._server(), as_json=self._format() == "json")

    def _command(self) -> Command:
        command = read_command(self.request.body)
        if self.endpoint and command.cmdlet.lower() not in self.endpoint.cmdlets:
            raise BadRequest(f"The cmdlet {command.cmdlet} is not one of the endpoint {self.endpoint.name}.")
        return command

    def _not_available(self) -> Answer:
        """Exchange says nothing; Security & Compliance says so in JSON and names the cmdlet (azure_auth, 2026-09). Its
        words are not known."""
        if self.part.part != "compliance":
            return forbidden(self.state)
        name = read_command(self.request.body).cmdlet
        return plain_failure(403, "Forbidden", f"The cmdlet {name} is not available to the caller.")

    def _server(self) -> str:
        return backend_name(self.note.tenant)

    def _run(self, admission: Admission, command: Command) -> Answer:
        question = Question(
            tenant_form=self.tenant_name.lower(),
            anchor=self.request.headers.get("x-anchormailbox", "").strip().lower(),
            app_id=admission.token.app_id,
            cmdlet=command.cmdlet.lower(),
            parameters=json.dumps(command.parameters, sort_keys=True),
        )
        if not self.state.settings.keep_pages:
            return self._rows(admission, command, question)
        key = (question, self.request.raw_query, self.request.headers.get("prefer", ""))
        kept_page = self.state.pages.get(key)
        if kept_page is None:
            fresh = self._rows(admission, command, question)
            kept_page = self.state.pages[key] = compressed(fresh, self.request, self.state.settings)
        self.note.executed = True
        return kept_page

    def _rows(self, admission: Admission, command: Command, question: Question) -> Answer:
        token = self.request.query.get("$skiptoken")
        if token is not None:
            needs_anchor = self.state.settings.paging_needs_anchor
            cursor, position, name = self.state.links.open(token, question, needs_anchor)
            return self._page(cursor, position, command, name)
        reply = self._execute(admission, command)
        if reply.confirmation is not None:
            page = Page(confirmation=reply.confirmation, warnings=reply.warnings)
            return success(self._context(), page)
        limit = result_limit(command.parameters) if self._result_size_counts() else None
        return self._page(Cursor(question, reply.rows, limit), 0, command, None, reply.warnings)

    def _result_size_counts(self) -> bool:
        """Whether ResultSize is looked at: the two measurements agree if a Prefer header beats it."""
        rule = self.state.settings.result_size
        has_preference = preferred_size(self.request.headers.get("prefer", ""), 1)[1]
        return rule == "applied" or (rule == "yields" and not has_preference)

    def _execute(self, admission: Admission, command: Command) -> Reply:
        organization = self.state.organizations[admission.tenant.tenant_id]
        if self.state.settings.module_file_key != "absent":
            self.note.passwords = self.state.passwords.decrypted(self.part, command.cmdlet, command.parameters)
        reply = organization.invoke(admission.caller, service_of(self.part), command.cmdlet, command.parameters)
        self.note.executed = reply.confirmation is None
        self.note.changed = reply.changed
        return reply

    def _context(self) -> str:
        return context_url(self.request, self.tenant_name, GENERIC_ROWS)

    def _page(
        self, cursor: Cursor, position: int, command: Command, name: str | None, warnings: list[str] | None = None
    ) -> Answer:
        size, applied = preferred_size(self.request.headers.get("prefer", ""), int(self.state.settings.page_size))
        part = self.state.links.take(cursor, position, size)
        page = Page(rows=self._formatted(self._selected(part.rows)), warnings=warnings or [])
        if part.following is not None:
            token = self.state.links.token_for(cursor, part.following, name)
            page = replace(page, next_link=self._link(token))
            silent = unlimited(command.parameters) and self.state.settings.result_size != "ignored"
            page = page if silent else replace(page, warnings=[*page.warnings, TRUNCATED])
        if self.state.settings.write_answer == "no_content" and self._silent_write(command, page):
            return Answer(204)
        answer = success(self._context(), page)
        return answer.with_headers(("Preference-Applied", f"odata.maxpagesize={size}")) if applied else answer

    def _silent_write(self, command: Command, page: Page) -> bool:
        return not page.rows and not page.warnings and not command.cmdlet.lower().startswith(_READS)

    def _format(self) -> str:
        return self.request.headers.get("x-responseformat", "").strip().lower()

    def _formatted(self, rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        return [as_clixml(row) for row in rows] if self._format() == "clixml" else rows

    def _selected(self, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        columns = {name.strip().lower() for name in self.request.query.get("$select", "").split(",")} - {""}
        if not columns:
            return list(rows)
        chosen = rows.selecting(columns) if isinstance(rows, RenderedRows) else rows
        return [
            {key: value for key, value in row.items() if key.partition("@")[0].lower() in columns or key[0] == "@"}
            for row in chosen
        ]

    def _link(self, token: str) -> str:
        """`@odata.nextLink`: the request's own address, its `$select` kept, with the skip token."""
        select = self.request.query.get("$select")
        kept_select = f"%24select={quote(select, safe=',')}&" if select else ""
        return f"https://{self.request.host}{self.request.path}?{kept_select}%24skiptoken={quote(token)}"
