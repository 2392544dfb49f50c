# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a way to sign in is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Literal, TypedDict

from .._dataclass import dataclass
from .._specs.connection import SignInOptions

if TYPE_CHECKING:
    from .msal_http import SignInHttp

# The tenant of a user who names none: the sign-in service knows it by the user (Microsoft Learn, "organizations").
ANY_TENANT = "organizations"

# Microsoft Exchange REST API Based PowerShell: the public client of Microsoft's own module, known in every tenant.
PUBLIC_CLIENT = "fb78d390-0c51-40cd-8e17-fdbfab77341b"


class TokenAnswer(TypedDict, total=False):
    """A token, ``expires_in`` so many seconds, or why there is none, in the words of OAuth and of Microsoft."""

    access_token: str
    expires_in: float
    refresh_token: str
    error: str
    error_description: str
    error_codes: list[int]
    correlation_id: str
    trace_id: str
    timestamp: str


@dataclass(frozen=True, repr=False)
class Credential:
    """What it takes to sign in, and to sign in again: the session keeps it encrypted.

    ``private_key`` and ``certificate`` are PEM; ``thumbprint`` stands for a certificate that is not there. ``source``
    is where the certificate was found and ``not_after`` its end, ``expires_at`` that of the access token, both in
    seconds since 1970. ``timeout`` is how many seconds a person has to enter a code.
    """

    method: str = ""
    app_id: str | None = None
    user_principal_name: str | None = None
    client_secret: str | None = None
    private_key: str | None = None
    certificate: str | None = None
    thumbprint: str | None = None
    not_after: float | None = None
    source: str | None = None
    federated_token: str | None = None
    federated_token_file: str | None = None
    refresh_token: str | None = None
    password: str | None = None
    access_token: str | None = None
    expires_at: float = 0.0
    timeout: int = 0
    account_id: str | None = None


@dataclass(frozen=True)
class TokenRequest:
    """Who wants a token for what.

    ``authority`` is a sign-in host's URL without a final slash, ``resource`` a token resource without
    "/.default", ``tenant`` a tenant id, a verified domain or ``ANY_TENANT``; ``claims`` is the JSON text of a claims
    challenge, for which no remembered token will do. ``say`` shows a line to the person who waits, if there is one.
    ``environ`` holds the task's variables. ``consent`` is the advice for an application that nobody has consented to.
    """

    credential: Credential = field(repr=False)
    authority: str
    resource: str
    tenant: str
    claims: str | None = None
    say: Callable[[str], None] | None = None
    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    consent: str = "consent-missing"


def _no_caution(_credential: Credential, _now: float) -> list[str]:
    return []


@dataclass(frozen=True)
class Method:
    """A way to sign in.

    ``marks`` are the options that choose it, ``needs`` those that must stand beside them, ``helpers`` the marks of
    other ways that only help this one. ``prepare`` reads and checks the options without any network and returns the
    credential; ``acquire`` asks for a token and returns msal's answer, a token or a refusal. ``cautions`` are what a
    person should know in time. The second argument of ``prepare`` and ``cautions`` is the time in seconds since 1970.
    ``switch`` says that naming the way is enough, ``speaks`` that a person must see something, ``asks`` that the
    sign-in service is asked, ``answers_claims`` that it can get another token than the one that the service has just
    refused, ``renews`` that it can get one when the first has ended. ``signs_in`` tells who: applications, users, or
    either, which only the token tells.
    """

    name: str
    marks: tuple[str, ...]
    needs: tuple[str, ...]
    prepare: Callable[[SignInOptions, float], Credential]
    acquire: Callable[[TokenRequest, SignInHttp], TokenAnswer]
    helpers: tuple[str, ...] = ()
    switch: bool = False
    speaks: bool = False
    asks: bool = True
    answers_claims: bool = True
    renews: bool = True
    signs_in: Literal["applications", "users", "either"] = "applications"
    cautions: Callable[[Credential, float], list[str]] = _no_caution
