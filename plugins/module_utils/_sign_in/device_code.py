# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign-in of a user who enters a code in a browser somewhere else.

What renews the token is the refresh token that comes with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .._counts import count
from .._errors._advice.connection import CONNECTION
from .._errors._advice.ways_to_sign_in import WAYS_TO_SIGN_IN
from .._errors.failure import Failures
from .._specs.connection import SignInOptions
from .credential_and_claims import Credential, Method, TokenAnswer, TokenRequest
from .msal_client import SignInHttp, acquire_by_refresh_token, msal_client, user_credential

failure = Failures(CONNECTION, WAYS_TO_SIGN_IN)

# The sign-in service's own: a code lives for 15 minutes.
LONGEST_DEVICE_CODE = 900
_STILL_WAITING = frozenset({"authorization_pending", "slow_down"})


def _prepare_device_code(options: SignInOptions, _now: float) -> Credential:
    seconds = options.device_code_timeout
    if not 1 <= seconds <= LONGEST_DEVICE_CODE:
        raise failure(
            "option-out-of-range", option="device_code_timeout", value=seconds, least=1, most=LONGEST_DEVICE_CODE
        )
    return replace(user_credential(options), timeout=seconds)


def _acquire_by_device_code(request: TokenRequest, http: SignInHttp) -> TokenAnswer:
    credential = request.credential
    if credential.refresh_token:
        return acquire_by_refresh_token(request, http)
    if request.say is None:
        raise failure("sign-in-not-renewable", method=credential.method)
    client = msal_client(request, http)
    flow = client.initiate_device_flow([f"{request.resource}/.default"], claims_challenge=request.claims)
    if "user_code" not in flow:
        refused: TokenAnswer = flow
        return refused
    seconds = min(float(credential.timeout or LONGEST_DEVICE_CODE), float(flow["expires_in"]))
    request.say(_words_to_enter_code(flow, credential, seconds))
    return _wait_for_user(client, flow, http, seconds)


def _words_to_enter_code(flow: Mapping[str, Any], credential: Credential, seconds: float) -> str:
    user = credential.user_principal_name
    who = f" as {user}" if user else ""
    wait = count(seconds / 60, "minute", ".0f") if seconds >= 120 else count(seconds, "second", ".0f")
    return (
        f"To sign in{who}, open {flow['verification_uri']} in a browser and enter the code {flow['user_code']} "
        f"within {wait}."
    )


def _wait_for_user(client: Any, flow: dict[str, Any], http: SignInHttp, seconds: float) -> TokenAnswer:
    """Ask until somebody has entered the code; never faster than the service wants it."""
    clock = http.clock
    ends = clock.steady() + seconds
    while True:
        pause = float(flow.get("interval", 5))
        if clock.steady() + pause > ends:
            raise failure("device-code-not-entered", seconds=int(seconds))
        clock.sleep(pause)
        # One poll: msal's own loop could not be bounded by our clock.
        answer: TokenAnswer = client.acquire_token_by_device_flow(flow, exit_condition=lambda _flow: True)
        if answer.get("error") not in _STILL_WAITING:
            return answer


DEVICE_CODE = Method(
    "device_code",
    # A user's name alone means an account that a person answers for, as in Microsoft's line for accounts with MFA.
    ("device_code", "user_principal_name"),
    (),
    _prepare_device_code,
    _acquire_by_device_code,
    switch=True,
    speaks=True,
    signs_in="users",
)
