# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign-in with the account that the Azure CLI is signed in with.

The CLI renews its own tokens and keeps its own cache; it has no way to answer a claims challenge here.
"""

from __future__ import annotations

import json
import shutil
import subprocess  # nosec B404
from datetime import datetime

from .._errors._advice.ways_to_sign_in import failure
from .._redaction.secret_rules import clean
from .._specs.connection import SignInOptions
from .credential_and_claims import ANY_TENANT, Credential, Method, TokenAnswer, TokenRequest
from .msal_client import SignInHttp

_CLI_SECONDS = 60
_LONGEST_CLI_ERROR = 300


def _prepare_azure_cli(options: SignInOptions, _now: float) -> Credential:
    return Credential(user_principal_name=options.user_principal_name)


def _acquire_by_azure_cli(request: TokenRequest, http: SignInHttp) -> TokenAnswer:
    program = shutil.which("az", path=request.environ.get("PATH"))
    if program is None:
        raise failure("azure-cli-missing")
    command = [program, "account", "get-access-token", "--resource", request.resource, "--output", "json"]
    if request.tenant != ANY_TENANT:
        command += ["--tenant", request.tenant]
    return _token_of_cli(_output_of_cli(command, request), http.clock.wall())


def _output_of_cli(command: list[str], request: TokenRequest) -> str:
    """What the CLI wrote; its output holds the token and is never quoted."""
    try:
        # A fixed program with checked arguments, and no shell.
        # pylint: disable-next=ansible-bad-function
        cli_run = subprocess.run(  # nosec B603
            command,
            env=dict(request.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_CLI_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise failure("azure-cli-refused", text=f"it did not answer within {_CLI_SECONDS} seconds") from error
    except OSError as error:
        raise failure("azure-cli-refused", text=(error.strerror or "it cannot be started").lower()) from error
    if cli_run.returncode != 0:
        words = clean(cli_run.stderr).removeprefix("ERROR: ")[:_LONGEST_CLI_ERROR]
        raise failure("azure-cli-refused", text=words or f"it ended with {cli_run.returncode}")
    return cli_run.stdout


def _token_of_cli(text: str, now: float) -> TokenAnswer:
    """The answer in msal's words. Older versions tell the end in local time only."""
    try:
        content = json.loads(text)
        ends = content.get("expires_on") or datetime.fromisoformat(content["expiresOn"]).timestamp()
        return {"access_token": content["accessToken"], "expires_in": float(ends) - now}
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise failure("azure-cli-refused", text="its answer is no access token")


AZURE_CLI = Method(
    "azure_cli",
    ("azure_cli",),
    (),
    _prepare_azure_cli,
    _acquire_by_azure_cli,
    helpers=("user_principal_name",),
    switch=True,
    asks=False,
    answers_claims=False,
    signs_in="either",
)
