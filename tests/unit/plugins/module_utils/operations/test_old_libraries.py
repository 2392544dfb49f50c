# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Libraries that are older than what is needed: the line of a failure names them where they are the likelier cause."""

from __future__ import annotations

import importlib.metadata
import os
import sys

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._libraries import NEEDED, is_older, too_old
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import (
    Context,
    Options,
    Result,
)
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import outcome_of
from support.rows import each_row

# Debian 13 and Debian 12, in November 2026.
TRIXIE = {"cryptography": "43.0.0", "jmespath": "1.0.1", "msal": "1.32.3", "requests": "2.32.3"}
BOOKWORM = {"cryptography": "38.0.4", "jmespath": "1.0.1", "msal": "1.21.0", "requests": "2.28.1"}


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The versions that Python finds; a test changes them."""
    versions = dict(NEEDED)

    def version(name: str) -> str:
        if name not in versions:
            raise importlib.metadata.PackageNotFoundError(name)
        return versions[name]

    monkeypatch.setattr(importlib.metadata, "version", version)
    return versions


def outcome(error: Exception) -> Result:
    def operation(_options: Options, _context: Context) -> Result:
        raise error

    return outcome_of(operation, {}, Context(os.environ, Owner(), False, lambda _text: None))


@pytest.mark.parametrize("versions", [TRIXIE, BOOKWORM])
@pytest.mark.parametrize(
    "error",
    [
        failure("sign-in-not-understood", status="unknown", authority="https://login.microsoftonline.com"),
        failure("certificate-key-mismatch", source="application.pem"),
        failure("managed-identity-refused", text="no reason given"),
        AttributeError("module 'msal' has no attribute 'ManagedIdentityClient'"),
        TypeError("initiate_device_flow() got an unexpected keyword argument 'claims_challenge'"),
    ],
    ids=lambda value: getattr(value, "key", type(value).__name__),
)
def test_what_is_too_old_is_named(installed: dict[str, str], versions: dict[str, str], error: Exception) -> None:
    installed.update(versions)
    told = outcome(error)
    assert told["error"]["documentation"].endswith("#library-too-old")
    assert told["outcome"] == (error.outcome if isinstance(error, Failure) else "unknown")
    assert sys.executable in told["msg"]
    for name in ("msal", "requests"):
        assert f"{name} {versions[name]}" in told["msg"]
        assert f"'{name}>={NEEDED[name]}'" in told["msg"]
    assert "jmespath" not in told["msg"]
    if isinstance(error, Failure):
        assert error.what in told["error"]["cause"]


def test_another_failure_stays_what_it_is(installed: dict[str, str]) -> None:
    installed.update(BOOKWORM)
    assert outcome(failure("certificate-no-key", source="a.pem"))["error"]["documentation"].endswith("-no-key")


def test_what_is_as_old_as_stated_is_not_blamed(installed: dict[str, str]) -> None:
    del installed["requests"]  # nobody can tell its version
    assert not too_old()
    assert outcome(TypeError("x"))["error"]["documentation"].endswith("#internal-error")


@each_row(
    ("version", "older"), [("1.34", True), ("1.35", False), ("1.35.0", False), ("1.35.0rc1", False), ("2", False)]
)
def test_versions_are_compared_as_numbers(version: str, older: bool) -> None:
    assert is_older(version, "1.35.0") is older
    assert is_older("1.9.0", "1.10.0")
