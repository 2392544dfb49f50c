# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a way to sign in is made of.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .http import SignInHttp

Options = Mapping[str, Any]

# What it takes to sign in again, as the session keeps it encrypted: JSON-able, with the key "method".
Credential = dict[str, Any]


@dataclass(frozen=True)
class TokenRequest:
    """Who wants a token for what.

    ``authority`` is a sign-in host's URL without a final slash, ``resource`` a token resource without
    "/.default", ``tenant`` a tenant id or a verified domain; ``claims`` is the JSON text of a claims
    challenge, for which no remembered token will do.
    """

    credential: Credential = field(repr=False)
    authority: str
    resource: str
    tenant: str
    claims: str | None = None


@dataclass(frozen=True)
class Method:
    """A way to sign in.

    ``marks`` are the options that choose it, ``needs`` those that must stand beside them. ``prepare``
    reads and checks the options without any network and returns the credential; ``acquire`` asks for a
    token and returns msal's answer, a token or a refusal.
    """

    name: str
    marks: tuple[str, ...]
    needs: tuple[str, ...]
    prepare: Callable[[Options], Credential]
    acquire: Callable[[TokenRequest, SignInHttp], Mapping[str, Any]]
