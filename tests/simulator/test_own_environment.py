# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The box where it is installed: an environment of its own where Python lacks its packages, and a command inside."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from exo_simulator import guest
from exo_simulator.own_environment import lacking, requirements
from support.extent import only_in_test_all
from support.places import LOOPBACK_ONLY, SIMULATOR
from support.wheels import fill

SECONDS = 120.0  # bounds a hang


@pytest.fixture(scope="module")
def bare_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python without any package."""
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    return folder / "bin" / "python"


def inside(python: str | Path, folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command inside the box; the user's cache and pip's folder of wheels lie in a folder of the test."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(LOOPBACK_ONLY),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(folder / "wheels"),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_COMPILE": "0",  # all of the packages, of which the box imports some
        **more,
    }
    return subprocess.run(
        [str(python), str(SIMULATOR), "--", *command],
        capture_output=True,
        env=environment,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def demand_advice(nothing: subprocess.CompletedProcess[str], python: Path) -> None:
    """It says what is not there and how packages come."""
    assert nothing.returncode == 3
    assert f"exo_simulator: {python} lacks cryptography>=" in nothing.stderr
    last = nothing.stderr.splitlines()[-1]
    assert last.startswith("exo_simulator: Without a package registry")
    assert "PIP_FIND_LINKS" in last
    assert f"pip install -r {SIMULATOR / 'requirements.txt'}" in last
    assert "Traceback" not in nothing.stderr


def test_python_without_packages_and_environments_says_how_they_come(bare_python: Path, tmp_path: Path) -> None:
    """As on Debian without python3-venv."""
    (tmp_path / "venv.py").write_text("raise SystemExit(1)\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(LOOPBACK_ONLY)])
    demand_advice(inside(bare_python, tmp_path, "true", PYTHONPATH=path), bare_python)


@only_in_test_all
def test_python_without_the_packages_gets_an_environment_once(bare_python: Path, tmp_path: Path) -> None:
    """From a folder of wheels; without one it says how packages come, and the next try is not in its way. In make
    test-all, as pip installs all packages for it."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    demand_advice(inside(bare_python, tmp_path, "true"), bare_python)
    fill(wheels, [name for name, _oldest in requirements()])
    first = inside(bare_python, tmp_path, "printenv", "EXO_ORGANIZATION")
    assert (first.returncode, first.stdout) == (0, "contoso.onmicrosoft.com\n"), first.stderr

    wheels.rename(tmp_path / "gone")
    second = inside(bare_python, tmp_path, "true")
    assert (second.returncode, second.stderr) == (0, "")


def test_folder_that_cannot_be_made_is_no_traceback(bare_python: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    done = inside(bare_python, tmp_path, "true")
    assert done.returncode == 3
    assert "no environment for the box: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("version", "old"), [("0.17.6", True), ("0.23.0", False), ("1.0", False)])
def test_version_that_is_too_old_counts_as_missing(monkeypatch: pytest.MonkeyPatch, version: str, old: bool) -> None:
    oldest = dict(requirements())
    monkeypatch.setattr(
        "importlib.metadata.version", lambda name: version if name == "uvicorn" else oldest.get(name, "")
    )
    assert lacking() == (["uvicorn>=0.23.0"] if old else [])


def test_it_runs_by_its_name_below_ansible_collections(tmp_path: Path) -> None:
    (tmp_path / "ansible_collections" / "m365" / "exchange" / "extensions").mkdir(parents=True)
    name = "ansible_collections.m365.exchange.extensions.simulator"
    (tmp_path / name.replace(".", "/")).symlink_to(SIMULATOR)
    done = subprocess.run(
        [sys.executable, "-m", name, "--", "printenv", "EXO_ORGANIZATION"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.stdout == "contoso.onmicrosoft.com\n", done.stderr


@pytest.mark.parametrize(("script", "code"), [("exit 0", 0), ("exit 7", 7), ("kill -9 $$", 137), ("kill -15 $$", 143)])
def test_its_exit_code_is_that_of_the_command(script: str, code: int) -> None:
    async def run() -> int:
        return await guest.run(("sh", "-c", script), {"PATH": os.environ["PATH"]}, asyncio.Event())

    assert asyncio.run(run()) == code


def test_a_command_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = inside(sys.executable, tmp_path, "no-such-command")
    assert (done.returncode, done.stderr) == (127, "exo_simulator: no such command: no-such-command\n")


def test_a_command_sees_the_box_and_no_variables_of_a_tenant(tmp_path: Path) -> None:
    script = "import json, os; print(json.dumps(dict(os.environ)))"
    mine = {"EXO_CERTIFICATE_PATH": "/real.pem", "EXO_ORGANIZATION": "real.example", "https_proxy": "http://corp:1"}
    seen = json.loads(inside(sys.executable, tmp_path, sys.executable, "-c", script, **mine).stdout)
    assert "EXO_CERTIFICATE_PATH" not in seen
    assert seen["EXO_ORGANIZATION"] == "contoso.onmicrosoft.com"
    assert seen["https_proxy"] == seen["HTTPS_PROXY"] != "http://corp:1"


def test_the_box_goes_on_after_an_interrupt_and_ends_its_command_when_it_is_terminated(tmp_path: Path) -> None:
    """As with Ctrl-C, which the command meets by itself: what it has to clean up needs the box."""
    script = "printenv EXO_SIMULATOR_CONTROL; trap 'exit 5' TERM; while :; do sleep 0.1; done"
    process = subprocess.Popen(
        [sys.executable, str(SIMULATOR), "--", "sh", "-c", script], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    control = process.stdout.readline().strip()
    process.send_signal(signal.SIGINT)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{control}/summary", timeout=SECONDS) as answer:
        assert answer.status == 200
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(SECONDS) == 5
    process.stdout.close()
