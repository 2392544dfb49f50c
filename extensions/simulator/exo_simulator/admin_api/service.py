# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The admin API's addresses and who answers them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from ..clouds import HostPart
from ..state import BoxState
from ..wire import Answer, Call, Note, Request
from .at_connect import banner, module_file
from .batch import Batch
from .endpoints import ENDPOINTS, Endpoint
from .envelope import backend_name, dressed, plain_failure
from .front_door import FrontDoor
from .invoke import Invocation

_PATH = re.compile(r"/adminapi/(?P<version>[^/]+)/(?P<tenant>[^/]+)/(?P<what>.+)\Z", re.IGNORECASE)
_BANNER = re.compile(r"exobanner\('autogensession'\)/?\Z", re.IGNORECASE)
_VERSIONS = ("beta", "v1.0", "v2.0")


@dataclass(frozen=True)
class AdminApi:
    """One request at a REST host."""

    state: BoxState
    request: Request
    part: HostPart
    note: Note

    def call(self) -> Call:
        """Which part answers."""
        match = _PATH.match(self.request.path)
        version = match["version"].lower() if match else ""
        if match is None or version not in _VERSIONS:
            return self._call("other", self._unknown)
        endpoint_name, tenant = match["what"].lower().rstrip("/"), match["tenant"]
        if version == "v2.0":
            return self._endpoint(tenant, endpoint_name)
        if endpoint_name == "invokecommand":
            return self._invoke(version, tenant)
        if endpoint_name == "$batch":
            return self._batch(version, tenant)
        if endpoint_name == "exomodulefile":
            return self._get(
                "module_file", partial(module_file, self.state, self.request, self.part, tenant, self.note)
            )
        if _BANNER.match(endpoint_name):
            return self._get("banner", partial(banner, self.state, self.request, self.part, tenant, self.note))
        return self._call("other", self._unknown)

    def _invoke(self, version: str, tenant: str) -> Call:
        """InvokeCommand answers POST on beta only; v1.0 gives 405 (azure_auth, 2026-09-25)."""
        if version != "beta" or self.request.method != "POST":
            return self._call("invoke", self._not_allowed)
        return self._run(tenant)

    def _endpoint(self, tenant: str, endpoint_name: str) -> Call:
        """One of the six of v2.0, of Exchange only."""
        endpoint = ENDPOINTS.get(endpoint_name)
        if endpoint is None or self.part.part != "exchange":
            return self._call("other", self._unknown)
        if self.request.method != "POST":
            return self._call("invoke", self._not_allowed)
        return self._run(tenant, endpoint)

    def _run(self, tenant: str, endpoint: Endpoint | None = None) -> Call:
        cmdlet = self._peek()
        run = Invocation(self.state, self.request, self.part, tenant, self.note, endpoint).answer
        page = "$skiptoken" in self.request.query
        return replace(self._call("invoke", run), cmdlet=cmdlet, page=page)

    def _batch(self, version: str, tenant: str) -> Call:
        """$batch is on beta, where its commands are."""
        if version != "beta" or self.request.method != "POST":
            return self._call("batch", self._not_allowed)

        def call(part_request: Request, note: Note) -> Call:
            return AdminApi(self.state, part_request, self.part, note).call()

        return self._call("batch", Batch(self.state, self.request, self.part, tenant, self.note, call).answer)

    def _peek(self) -> str | None:
        """Cmdlet and parameters for journal and faults, however the request may end."""
        try:
            entry = json.loads(self.request.body)["CmdletInput"]
            self.note.parameters = entry.get("Parameters")
            return str(entry["CmdletName"])
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def _get(self, kind: str, run: Callable[[], Answer]) -> Call:
        return self._call(kind, run if self.request.method == "GET" else self._not_allowed)

    def _call(self, kind: str, run: Callable[[], Answer]) -> Call:
        return Call(kind, partial(self._dressed, run), note=self.note)

    def _dressed(self, run: Callable[[], Answer]) -> Answer:
        answer = self._elsewhere() or run()
        server = backend_name(self.note.tenant)
        return dressed(answer, self.request, self.state.clock, server, self.state.settings.rate_limit_headers)

    def _elsewhere(self) -> Answer | None:
        if self.part.part != "compliance":
            return None
        return FrontDoor(self.state, self.request, self.part, self.note).answer()

    def _not_allowed(self) -> Answer:
        text = f"The requested resource does not support http method '{self.request.method}'."
        return plain_failure(405, "MethodNotAllowed", text)

    def _unknown(self) -> Answer:
        return plain_failure(404, "NotFound", f"The box does not serve {self.request.path}.")
