# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the options of a task hold that must not be shown, and what of a refused one may be quoted.

What only a parser of command lines can know is in ``_operations/secret_options.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .shapes import GUID, HOST, holds_secret, looks_random

_WORDS_ONLY = r"[A-Za-z][A-Za-z_. -]{0,39}\d{0,2}"
_TENANT = rf"{GUID}|(?:[\w.+-]{{1,64}}@)?{HOST}|[A-Za-z][A-Za-z .-]{{0,40}}"
_ADDRESS = rf"(?:https?://)?(?:\[?[0-9A-Fa-f:.]+\]?|{HOST}|[a-z-]+)(?::\d+)?(?:/[\w./%-]*)?/?"
_PATH = r"[^\n]{0,200}[/\\.~][^\n]{0,200}"
_NUMBER = r"[-+]?\d{1,9}(?:\.\d+)?"

# What may be quoted of an option's value that was refused; all of a value has to fit. Neighbours are swapped, and
# vaults hand over text where a path was meant, so a value that is not of its option's kind may be a secret.
_MAY_HOLD: Mapping[str, str] = {
    "app_id": rf"{GUID}|[A-Za-z][A-Za-z ]{{0,40}}",
    "managed_identity_account_id": rf"{GUID}|/subscriptions/[\w./ -]+",
    "certificate_thumbprint": r"[0-9A-Fa-f]{2}(?:[ :]?[0-9A-Fa-f]{2}){1,31}",
    "user_principal_name": rf"[^@\s]{{1,64}}@{HOST}",
    "organization": _TENANT,
    "delegated_organization": _TENANT,
    "expect_organization": _TENANT,
    "of_organization": _TENANT,
    "anchor_mailbox": rf"(?:[A-Za-z-]{{2,12}}:)?(?:[^@\s]{{1,64}}@{HOST}|{GUID}(?:@{GUID})?)",
    "connection_uri": _ADDRESS,
    "azure_ad_authorization_endpoint_uri": _ADDRESS,
    "proxy": _ADDRESS,
    "no_proxy": r"[\w.*:/-]+",
    "allowed_hosts": _ADDRESS,
    "auth_method": r"[A-Za-z_ -]{1,30}",
    "environment": r"(?:[Oo]365)?[A-Za-z_ -]{1,40}",
    "cmdlet": r"[A-Za-z]{1,40}[- ]?[A-Za-z]{0,80}(?:V?\d)?",
    "verb": _WORDS_ONLY,
    "noun": _WORDS_ONLY,
    "parameter": _WORDS_ONLY,
    "properties": r"[A-Za-z_@.][A-Za-z_@. ]*\d{0,2}",
    "timezone": r"[A-Za-z_. ]{1,40}(?:/[A-Za-z_]+){0,2}(?:[+-]\d{1,2})?|[+-]\d\d:?\d\d",
    "result_size": rf"[A-Za-z]{{1,20}}|{_NUMBER}",
    "mode": r"[ugoa]*[-+=,rwxXstugoa]+|0?[0-7]{1,6}|0o[0-7]{1,5}|\d{1,5}",
    "owner": r"[A-Za-z_][\w-]{0,40}\$?|\d{1,9}",
    "group": r"[A-Za-z_][\w-]{0,40}\$?|\d{1,9}",
}  # fmt: skip
_OF_TYPE: Mapping[str, str] = {
    "path": _PATH,
    "int": rf"{_NUMBER}|[A-Za-z]{{1,20}}",
    "float": rf"{_NUMBER}|[A-Za-z]{{1,20}}",
    "bool": r"[A-Za-z]{1,20}|[01]",
}
_CHOICE = r"[A-Za-z_& -]{1,40}"
# Who signs in; each has a form that no secret has.
_NAMES = ("app_id", "user_principal_name", "certificate_thumbprint", "organization", "delegated_organization")
_SECRETS = frozenset(
    {"client_secret", "password", "certificate_password", "certificate", "refresh_token", "access_token",
     "federated_token"}
)  # fmt: skip
_THUMBPRINT = 40
_ADDRESSES = ("connection_uri", "azure_ad_authorization_endpoint_uri", "proxy")
# What stands in front of the host of a URL, valid or not: a user name, a password.
_USER_INFO = re.compile(r"[^/?#]*//([^/?#]+)@")


def may_quote(option: str, spec: Mapping[str, Any], value: str) -> bool:
    """Whether a value is of the kind that its option may hold, so that a refusal may quote it."""
    if holds_secret(value):
        return False
    if option in _MAY_HOLD:
        return re.fullmatch(_MAY_HOLD[option], value.strip()) is not None
    kind = _CHOICE if "choices" in spec else _OF_TYPE.get(spec.get("type", "str"), ".*")
    return re.fullmatch(kind, value.strip(), re.DOTALL) is not None and not any(
        looks_random(word) for word in value.split()
    )


def find_swapped(options: Mapping[str, object]) -> dict[str, str]:
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


def passwords_in_addresses(options: Mapping[str, object]) -> set[str]:
    """The passwords in those options that hold an address, with the names before them."""
    addresses = (options.get(name) for name in _ADDRESSES)
    # A proxy may be written without its scheme.
    found = (_USER_INFO.match(one if "//" in one else f"//{one}") for one in addresses if isinstance(one, str))
    return {one[1] for one in found if one}


def handles_in(value: object) -> list[str]:
    """The handles in ``value``: a handle, a registered result (of a looped task, too), or a list of them.

    ``"{{ exo.session }}"`` cannot be templated after a failed connect, ``"{{ exo }}"`` can, so the whole result is
    taken as well. One without a session (failed, skipped, unreachable) adds none.
    """
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, Mapping):
        return handles_in(value.get("session")) + handles_in(value.get("results"))
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [handle for one in value for handle in handles_in(one)]
    return []


def _is_named(name: str, text: str) -> bool:
    """Whether a text is what an option of names holds; a word alone is no domain."""
    long = len(text) >= _THUMBPRINT if name == "certificate_thumbprint" else any(mark in text for mark in ".@-")
    return long and may_quote(name, {}, text)
