# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Let ansible-test fill its bare environments where only a package registry can be reached.

ansible-test downloads a get-pip script from a host of its own and stops where it cannot. Run with the Python of
the environment that holds ansible-core: .venv/newest/bin/python scripts/get_pip.py. It puts the script where
ansible-test looks first: the real one where the download works, else a few lines that run pip's own wheel.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

CACHE = Path("~/.ansible/test/cache").expanduser()
URL = "https://ci-files.testing.ansible.com/ansible-test/get-pip-{version}.py"
SECONDS = 10

STAND_IN = '''"""Stands in for get-pip {version}: the download failed, pip's wheel came from the package registry."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).with_name("{wheel}")))
from pip._internal.cli.main import main  # noqa: E402

arguments = [word for word in sys.argv[1:] if word not in ("--no-setuptools", "--no-wheel")]
sys.exit(main(["install", "--upgrade", "--force-reinstall", *arguments]))
'''


def wanted_version() -> str:
    """The pip that this ansible-core's ansible-test asks for."""
    spec = importlib.util.find_spec("ansible_test")
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"{sys.executable} has no ansible-test.")
    source = Path(spec.submodule_search_locations[0], "_internal", "python_requirements.py").read_text()
    found = re.search(r"default_packages = dict\(\s*pip='([\d.]+)'", source)
    if found is None:
        sys.exit("This ansible-test names no version of pip: scripts/get_pip.py has to learn where it stands now.")
    return found.group(1)


def download(version: str) -> str | None:
    """The real script, or None where its host cannot be reached."""
    try:
        with urllib.request.urlopen(URL.format(version=version), timeout=SECONDS) as answer:  # noqa: S310
            text = str(answer.read(), "utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return text if text.startswith("#!") else None  # a gateway's page is no script


def stand_in(version: str) -> str:
    """A script that runs the wheel, which is saved beside it."""
    command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--dest", str(CACHE), f"pip=={version}"]
    subprocess.run(command, check=True)
    wheel = next(CACHE.glob(f"pip-{version}-*.whl"))
    return STAND_IN.format(version=version, wheel=wheel.name)


def main() -> None:
    version = wanted_version()
    script = CACHE / f"get_pip_{version.replace('.', '_')}.py"
    if script.exists():
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    text = download(version) or stand_in(version)
    partial = script.with_suffix(".partial")
    partial.write_text(text)
    partial.replace(script)
    print(f"Saved {script}")


if __name__ == "__main__":
    main()
