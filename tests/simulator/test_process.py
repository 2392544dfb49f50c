# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process: quick to start, loud about mistakes, gone with its parent, leaving nothing behind."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from simulator.wire import Wire

from exo_simulator.cli import main
from support.box import Box
from support.extent import only_in_test_all
from support.places import SIMULATOR
from support.waiting import wait_until

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(SIMULATOR)}
# In a process that starts the box and then dies without a word.
PARENT = """
import os, subprocess, sys
box = subprocess.Popen([sys.executable, "-m", "exo_simulator", "--format", "json"], stdout=subprocess.PIPE, text=True)
sys.stdout.write(str(box.pid) + chr(10) + box.stdout.readline())
sys.stdout.flush()
os.kill(os.getpid(), 9)
"""
SECONDS = 120.0  # bounds a hang


def alive(pid: int) -> bool:
    """Whether a process still runs (a zombie does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):  # the latter where it ends between the opening and the reading
        return False
    return state != "Z"


def wait_until_gone(pid: int) -> None:
    """Fails unless the process ends soon."""
    wait_until(lambda: not alive(pid), "the box is gone", SECONDS)


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A box process; ended at the end if it is still there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "exo_simulator", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)


def ready(process: subprocess.Popen[str]) -> dict[str, Any]:
    """What the box says when it is ready, in json format."""
    assert process.stdout is not None
    content: dict[str, Any] = json.loads(process.stdout.readline())
    return content


def refused(*arguments: str) -> str:
    """What a box says on standard error that does not start."""
    process = subprocess.run(
        [sys.executable, "-m", "exo_simulator", *arguments],
        capture_output=True,
        env=ENVIRONMENT,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert process.returncode == 2
    assert process.stdout == ""
    return process.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=only_in_test_all)])
def test_signal_ends_it_and_leaves_no_folder(number: int) -> None:
    with started("--format", "json") as process:
        folder = Path(ready(process)["directory"])
        assert folder.is_dir()
        process.send_signal(number)
        assert process.wait(SECONDS) == 0
        assert not folder.exists()


def test_death_of_the_parent_ends_it_and_leaves_no_folder() -> None:
    output = subprocess.run(
        [sys.executable, "-c", PARENT], capture_output=True, env=ENVIRONMENT, text=True, timeout=SECONDS, check=False
    ).stdout
    pid, line = output.splitlines()
    wait_until_gone(int(pid))
    assert not Path(json.loads(line)["directory"]).exists()


def test_named_parent_is_watched_in_shell_format_too() -> None:
    with subprocess.Popen(["sleep", "60"]) as parent, started("--parent", str(parent.pid)) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("export HTTPS_PROXY=")
        parent.kill()
        assert process.wait(SECONDS) == 0


def test_parent_that_is_gone_already_ends_it_at_once() -> None:
    with subprocess.Popen(["true"]) as parent:
        parent.wait()
    with started("--parent", str(parent.pid)) as process:
        assert process.wait(SECONDS) == 0


def test_files_are_for_their_owner_only(shared_box: Box) -> None:
    names = sorted(os.listdir(shared_box.directory))
    assert "ca.pem" in names
    assert "contoso-ansible-automation.pem" in names
    for name in names:
        mode = (shared_box.directory / name).stat().st_mode
        assert stat.S_IMODE(mode) == 0o600, name
    assert stat.S_IMODE(shared_box.directory.stat().st_mode) == 0o700


def test_folder_of_ones_own_stays(tmp_path: Path) -> None:
    folder = tmp_path / "box"
    with started("--format", "json", "--directory", str(folder)) as process:
        assert ready(process)["directory"] == str(folder)
        process.terminate()
        assert process.wait(SECONDS) == 0
    assert (folder / "ca.pem").is_file()


def test_shell_format_can_be_evaluated_and_overrides_rivals() -> None:
    environment = {**ENVIRONMENT, "https_proxy": "http://corporate.example:8080", "CURL_CA_BUNDLE": "/nowhere"}
    process = subprocess.Popen(
        [sys.executable, "-m", "exo_simulator"], stdout=subprocess.PIPE, env=environment, text=True
    )
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or not lines[-1].startswith("#"):
        lines.append(process.stdout.readline())
    process.terminate()
    process.communicate()
    script = "".join(lines) + "env"
    seen = subprocess.run(["sh", "-c", script], capture_output=True, env=environment, text=True, check=True).stdout
    values = dict(line.partition("=")[::2] for line in seen.splitlines())
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", values["HTTPS_PROXY"])
    assert values["https_proxy"] == values["HTTP_PROXY"] == values["HTTPS_PROXY"]
    assert values["CURL_CA_BUNDLE"] == values["REQUESTS_CA_BUNDLE"] == values["SSL_CERT_FILE"]
    assert values["EXO_ORGANIZATION"] == "contoso.onmicrosoft.com"
    assert {"EXO_APP_ID", "EXO_CLIENT_SECRET", "EXO_SIMULATOR_CONTROL", "NO_PROXY"} <= set(values)


def test_json_format_names_all_tenants_and_their_credentials(shared_box: Box) -> None:
    names = [tenant.organization for tenant in shared_box.tenants]
    assert names[:2] == ["contoso.onmicrosoft.com", "fabrikam.onmicrosoft.us"]
    application = shared_box.tenants[0].applications[0]
    assert application.client_secret == shared_box.environment["EXO_CLIENT_SECRET"]
    assert Path(application.certificate_path).is_file()
    assert Path(application.pfx_path).is_file()
    assert re.fullmatch(r"[0-9A-F]{40}", application.thumbprint)
    assert application.roles == ("Exchange Administrator",)


def test_fixed_ports_can_be_asked_for_and_a_taken_one_is_one_line(shared_box: Box) -> None:
    line = refused("--port", shared_box.environment["HTTPS_PROXY"].rpartition(":")[2])
    assert line.startswith("exo_simulator: cannot start: ")
    assert line.count("\n") == 1


def test_mistake_in_the_tenants_file_ends_it(tmp_path: Path) -> None:
    path = tmp_path / "tenants.yml"
    path.write_text("tenants: [", encoding="utf-8")
    line = refused("--tenants", str(path))
    assert line.startswith(f"exo_simulator: {path}: ")
    assert "no YAML" in line
    assert line.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "the file is a map, not list"),
        ("tenants: []", "tenants is empty"),
        ("tenants: [{}]", "tenants[0].tenant_id is missing"),
        ("tenants: [{tenant_id: x, display_name: X, initial_domain: x.onmicrosoft.com}]", "tenant_id is no GUID: 'x'"),
    ],
)
def test_mistake_in_the_tenants_file_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    """In the process of the tests: nothing is started before the file has been read."""
    path = tmp_path / "tenants.yml"
    path.write_text(text, encoding="utf-8")
    output = io.StringIO()
    assert main(["--tenants", str(path)], output) == 2
    assert output.getvalue() == ""
    line = capsys.readouterr().err
    assert line.startswith(f"exo_simulator: {path}: ")
    assert words in line
    assert line.count("\n") == 1


def test_request_in_flight_does_not_hold_up_the_end() -> None:
    box = Box()
    with box:
        client = Wire(box)
        box.control.fault("timeout", match={"kind": "openid"})
        url = f"https://{client.sign_in_host}/common/v2.0/.well-known/openid-configuration"
        with pytest.raises(requests.exceptions.ReadTimeout):
            client.session.get(url, timeout=(SECONDS, 0.2))
        box.control.fault("timeout", match={"kind": "openid"})
        with ThreadPoolExecutor(1) as pool:
            job = pool.submit(client.session.get, url, timeout=SECONDS)
            wait_until(lambda: len(box.control.journal()) >= 2, "the second request", SECONDS)
            os.kill(box.pid, signal.SIGTERM)
            wait_until_gone(box.pid)
            job.exception(SECONDS)  # however it ended, it did
        client.close()
        assert box.log() == ""


def test_box_imports_nothing_of_the_collection_nor_a_client_library() -> None:
    script = (
        "import sys, exo_simulator.cli\n"
        "foreign = ('ansible', 'ansible_collections', 'plugins', 'msal', 'requests')\n"
        "sys.stdout.write(' '.join(sorted(set(foreign) & {name.split('.')[0] for name in sys.modules})))"
    )
    process = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, env=ENVIRONMENT, text=True, check=True, timeout=SECONDS
    )
    assert process.stdout == ""
