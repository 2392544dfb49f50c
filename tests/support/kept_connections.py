# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP to the box's control port on connections that are kept: some thousand tests ask it some times each."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from http.client import HTTPConnection
from urllib.error import HTTPError
from urllib.parse import urlsplit

HEADERS = {"Content-Type": "application/json"}
# The box closes one that was idle for two minutes.
SECONDS_TO_KEEP = 60.0


class KeptConnections:
    """Connections to one address, each used by one thread at a time; no proxy of the environment is asked. A child
    of ``fork`` has its own: on one that it shared, it would read the answers of its parent.

    ``seconds`` bounds the wait for an answer.
    """

    def __init__(self, url: str, seconds: float) -> None:
        self._url = url
        self._seconds = seconds
        self._idle: list[tuple[HTTPConnection, float]] = []
        self._process = os.getpid()

    def ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        """The body of the answer.

        :raises HTTPError: the answer is an error.
        """
        connection = self._take()
        try:
            connection.request(method, path, body, HEADERS)
            answer = connection.getresponse()
            text = answer.read()
        except BaseException:
            connection.close()
            raise
        self._idle.append((connection, time.monotonic()))
        if answer.status >= 400:
            raise HTTPError(self._url + path, answer.status, text.decode(errors="replace"), answer.headers, None)
        return text

    def close(self) -> None:
        """Close those that are idle."""
        with suppress(IndexError):
            while True:
                self._idle.pop()[0].close()

    def _take(self) -> HTTPConnection:
        """One that is idle, or a new one."""
        if self._process != os.getpid():
            self._idle, self._process = [], os.getpid()
        with suppress(IndexError):  # another thread may take the last one
            while True:
                connection, since = self._idle.pop()
                if time.monotonic() - since < SECONDS_TO_KEEP:
                    return connection
                connection.close()
        return HTTPConnection(urlsplit(self._url).netloc, timeout=self._seconds)
