# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages tell people to type works."""

from __future__ import annotations

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from support.box import Box
from support.checks import assert_nothing_left
from support.places import ROOT
from support.playbook import SECONDS, SETTINGS
from support.playbooks import Playbooks, play

one_setting = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of one language in a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[str]:
    """What the page's console blocks tell to type, with the lines that continue a command."""
    found = []
    for block in blocks(page, "console"):
        found += re.findall(r"^\$ (.*?)(?=^\$ |\Z)", block, re.MULTILINE | re.DOTALL)
    return found


def command(page: str, start: str) -> str:
    (found,) = [one for one in commands(page) if one.startswith(start)]
    return found


def shell(text: str, box: Box, **more: str) -> str:
    environment = {"PATH": f"/usr/local/bin:/usr/bin:/bin:{ROOT / '.venv/newest/bin'}", **box.environment, **more}
    done = subprocess.run(
        ["bash", "-euc", text], env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@one_setting
def test_the_playbook_of_the_readme(playbooks: Playbooks, box: Box) -> None:
    """With nothing but the lines that the box prints."""
    run = playbooks.run(blocks("README.md", "yaml")[0], environment=box.environment).check()
    assert run.result("Show it").result["msg"] == "Adele Vance: <html><body>Back on Monday</body></html>"
    assert_nothing_left(run)


@one_setting
def test_a_failure_can_be_read_line_by_line(playbooks: Playbooks, box: Box) -> None:
    settings = ConfigParser()
    settings.read_string(blocks("docs/troubleshooting.md", "ini")[0])
    environment = {**box.environment, "ANSIBLE_CALLBACK_RESULT_FORMAT": settings["defaults"]["callback_result_format"]}
    run = playbooks.run(play("- m365.exchange.exo_command: {cmdlet: Get-Mailbx}"), environment=environment)
    assert run.returncode == 2
    assert re.search(r"^ +category: ", run.output, re.MULTILINE)
    assert re.search(
        r"^ +documentation: https://\S+/docs/troubleshooting\.md#cmdlet-misspelt$", run.output, re.MULTILINE
    )


@one_setting
def test_the_playbooks_of_the_role(playbooks: Playbooks, box: Box) -> None:
    with_cmdlets, with_tasks, tasks = blocks("roles/run/README.md", "yaml")
    application = box.tenants[0].applications[0]
    variables = {"app_id": application.app_id, "certificate_path": application.certificate_path}
    environment = {k: v for k, v in box.environment.items() if not k.startswith("EXO_CLIENT")}
    run = playbooks.run(with_cmdlets, environment=environment, variables=variables).check()
    assert isinstance(run.result("Show the addresses").result["msg"], list)

    folders = playbooks.folders()
    folders.root.with_name("mail-tips.yml").write_text(tasks)
    run = playbooks.run(with_tasks, environment=box.environment, folders=folders).check()
    assert run.result("Set the MailTip").event == "ok"
    assert_nothing_left(run)


def test_the_box_says_what_the_page_shows() -> None:
    """Addresses and folders differ each time; who one may be is always the same."""
    shown = dict(re.findall(r"^export (\w+)=(.*)$", command("docs/simulator.md", "make simulator"), re.MULTILINE))
    with Box() as box:
        assert set(shown) <= set(box.environment)
        for name in (one for one in shown if one.startswith("EXO_")):
            assert box.environment[name] == shown[name], name


def test_the_shell_lines_of_the_box_work_with_curl(box: Box) -> None:
    if not shutil.which("curl"):
        pytest.skip("There is no curl.")
    page = "docs/simulator.md"
    text = command(page, "token=") + command(page, "curl -s https://outlook")
    answer = shell(text, box, CURL_CA_BUNDLE=box.environment["SSL_CERT_FILE"])
    assert '"AdeleV@contoso.com"' in answer
    assert "Get-Mailbox" in shell(command(page, "curl -s $EXO_SIMULATOR_CONTROL/summary"), box)
    assert "Get-Mailbox" in shell(command(page, "curl -s $EXO_SIMULATOR_CONTROL/journal"), box)
    assert '"id"' in shell(command(page, "curl -s $EXO_SIMULATOR_CONTROL/faults"), box)
    shell(command(page, "curl -s -X DELETE $EXO_SIMULATOR_CONTROL/faults"), box)


def test_the_certificate_of_the_guide_can_be_used(tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("There is no openssl.")
    page = "docs/connecting-an-application.md"
    lines = [one for one in commands(page) if one.startswith(("umask", "openssl req", "cat key"))]
    text = "".join(lines) + command(page, "openssl pkcs12").replace("-out", "-passout pass:x -out")
    subprocess.run(["bash", "-euc", text], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "application.pem").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "application.pfx").stat().st_size > 1000
