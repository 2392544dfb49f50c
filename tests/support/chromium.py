# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A page in a real Chromium without a window and without a network, driven over its pipe of debugging messages.

The protocol is Chromium's own (https://chromedevtools.github.io/devtools-protocol/): each message is JSON, and a NUL
ends it.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Nothing answers at this proxy: whatever a page asked for would be seen as a request that failed.
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
    "--proxy-server=127.0.0.1:9", "--disable-dev-shm-usage",
)  # fmt: skip
_DOMAINS = ("Page", "Runtime", "Log", "Network")


class Page:
    """One page. ``complaints`` are what its console and its policy said, ``requests`` what it asked for."""

    def __init__(self, write: int, read: int) -> None:
        self._write = write
        self._stream = os.fdopen(read, "rb", buffering=0)
        self._rest = b""
        self._loaded = False
        self._number = 0
        self._session: str | None = None
        self.complaints: list[str] = []
        self.requests: list[str] = []

    def attach(self) -> None:
        """Take a new page."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in _DOMAINS:
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask for something and wait for its answer."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self._note(answer)
        assert "error" not in answer, (method, answer["error"])
        result: dict[str, Any] = answer["result"]
        return result

    def open(self, path: Path, fragment: str = "") -> None:
        """Open a file and wait until its script says that it is ready."""
        self._loaded = False
        self.call("Page.navigate", url=path.as_uri() + fragment)
        while not self._loaded:
            self._note(self._next())
        self.wait("document.documentElement.dataset.ready === 'yes'")

    def wait(self, condition: str) -> None:
        """Wait until ``condition`` holds in the page, as long as the page lives."""
        self.run(
            f"new Promise((done) => {{ const look = () => ({condition}) ? done(1) : setTimeout(look, 5); look(); }})"
        )

    def run(self, script: str) -> Any:
        """The value of an expression in the page; a promise is waited for."""
        told = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def close(self) -> None:
        """End the browser, so that nothing writes to its folder any more."""
        self._session = None
        self.call("Browser.close")
        while self._stream.read(2**16):
            pass

    def let_go(self) -> None:
        """Close what is left of the pipe."""
        self._stream.close()

    def texts(self, selector: str) -> list[str]:
        """The text of each element that is found."""
        found: list[str] = self.run(
            f"[...document.querySelectorAll({json.dumps(selector)})].map((one) => one.innerText)"
        )
        return found

    def look(self, width: int, height: int, *, dark: bool = False) -> bytes:
        """A picture (PNG) of a window of this size."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = self._stream.read(2**16)
            assert part, "Chromium has ended"
            self._rest += part
        message, _nul, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def _note(self, event: Mapping[str, Any]) -> None:
        method, facts = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent" and not facts["request"]["url"].startswith(("file:", "blob:")):
            self.requests.append(facts["request"]["url"])
        elif method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Log.entryAdded":
            self.complaints.append(facts["entry"]["text"])
        elif method in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled"):
            self.complaints.append(json.dumps(facts))


@contextmanager
def chromium(folder: Path) -> Iterator[Page]:
    """A page in a browser of its own, whose files are in ``folder``."""
    assert PROGRAM is not None
    ours_in, theirs_out = os.pipe()
    theirs_in, ours_out = os.pipe()
    # The browser reads messages from 3 and writes to 4.
    command = f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}'
    process = subprocess.Popen(
        ["bash", "-c", command, "chromium", PROGRAM, *_OPTIONS, f"--user-data-dir={folder}"],
        pass_fds=(theirs_in, theirs_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder)},
    )
    os.close(theirs_in)
    os.close(theirs_out)
    page = Page(ours_out, ours_in)
    try:
        page.attach()
        yield page
        page.close()
    finally:
        process.kill()
        process.wait()
        os.close(ours_out)
        page.let_go()
