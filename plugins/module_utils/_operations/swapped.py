# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Options that hold what belongs to another: a secret in place of a name, or a file's content in place of its path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._errors._advice.input import failure
from .._errors.quoting import fits, holds_secret

# Who signs in; each has a form that no secret has.
_NAMES = ("app_id", "user_principal_name", "certificate_thumbprint", "organization", "delegated_organization")
_SECRETS = frozenset(
    {"client_secret", "password", "certificate_password", "certificate", "refresh_token", "access_token",
     "federated_token"}
)  # fmt: skip
_THUMBPRINT = 40
# Where a path belongs, and what takes the content instead.
_CONTENT_GOES: Mapping[str, str] = {
    "certificate_path": "Give it to the option certificate instead.",
    "federated_token_file": "Give it to the option federated_token instead.",
    "ca_path": "Write it into a file, and give the file's path.",
    "proxy_client_certificate": "Write it into a file that only you can read, and give the file's path.",
    "proxy_client_key": "Write it into a file that only you can read, and give the file's path.",
}


def swapped(options: Mapping[str, Any]) -> dict[str, str]:
    """The names of options that hold a secret, and for each the option of secrets that holds its name, or id."""
    found: dict[str, str] = {}
    for name in _NAMES:
        value = options.get(name)
        if not isinstance(value, str) or not value or _is_named(name, value):
            continue
        for secret in _SECRETS & set(options):
            other = options[secret]
            if isinstance(other, str) and other and _is_named(name, other):
                found[name] = secret
    return found


def demand_in_place(options: Mapping[str, Any]) -> None:
    """Refuse options that hold each other's values, before anything is opened, sent or quoted.

    :raises Failure: ``options-swapped`` or ``content-for-path``.
    """
    for name, advice in _CONTENT_GOES.items():
        value = options.get(name)
        if isinstance(value, str) and holds_secret(value):
            raise failure("content-for-path", option=name, advice=advice)
    for name, secret in swapped(options).items():
        raise failure("options-swapped", option=name, secret=secret)


def _is_named(name: str, text: str) -> bool:
    """Whether a text is what an option of names holds; a word alone is no domain."""
    long = len(text) >= _THUMBPRINT if name == "certificate_thumbprint" else any(mark in text for mark in ".@-")
    return long and fits(name, {}, text)
