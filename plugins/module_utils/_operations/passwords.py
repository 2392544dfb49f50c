# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Encrypt a cmdlet's passwords before it is sent.

A password is a SecretText until then, which JSON does not take: what was not encrypted cannot leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from .._client.cmdlet_request import Call
from .._client.module_file import PasswordKey, key_from, key_in, module_file
from .._errors._advice.values import failure
from .._errors.failure import Failure
from .._specs.command import EncodingOptions
from .._values.sendable import SecretText, Sendable
from .connection import Connection


def with_given_key(cmdlet: str, parameters: Mapping[str, Sendable], encoding: EncodingOptions) -> dict[str, Sendable]:
    """The parameters, their passwords encrypted where the user gave the key.

    :raises Failure: ``secret-refused``, ``secret-key-not-valid`` or ``secret-too-long``.
    """
    secret = _secrets_of(parameters)
    if secret and encoding.secrets == "refused":
        raise failure("secret-refused", parameter=secret[0], cmdlet=cmdlet)
    if not secret or not encoding.public_key:
        return dict(parameters)
    key = key_from(encoding.public_key)
    if key is None:
        raise failure("secret-key-not-valid")
    return _encrypt(cmdlet, parameters, key)


def has_secrets(call: Call) -> bool:
    """Whether passwords of the call are still in the clear."""
    return bool(_secrets_of(call.parameters))


def with_service_key(connection: Connection, call: Call) -> Call:
    """The call, passwords that are still in the clear encrypted with the service's own key.

    :raises Failure: ``secret-key-missing`` or ``secret-too-long``; the cmdlet has not been sent then.
    """
    secret = _secrets_of(call.parameters)
    if not secret:
        return call
    key = connection.password_key.get(partial(_ask, connection, call, secret[0]))
    if key is None:
        raise _key_missing(call, secret[0], "it is not in the module file of this connection")
    return replace(call, parameters=_encrypt(call.cmdlet, call.parameters, key))


def _ask(connection: Connection, call: Call, parameter: str) -> PasswordKey | None:
    """The service's key, None where its answer has none; that is remembered, a question that failed is not."""
    try:
        return key_in(module_file(connection.sender, call.cmdlet))
    except Failure as error:
        if error.outcome == "unknown":
            raise
        raise _key_missing(call, parameter, error.line.rstrip(".")) from error


def _key_missing(call: Call, parameter: str, reason: str) -> Failure:
    return failure("secret-key-missing", parameter=parameter, cmdlet=call.cmdlet, reason=reason)


def _secrets_of(parameters: Mapping[str, Sendable]) -> list[str]:
    return [name for name, value in parameters.items() if isinstance(value, SecretText)]


def _encrypt(cmdlet: str, parameters: Mapping[str, Sendable], key: PasswordKey) -> dict[str, Sendable]:
    sent: dict[str, Sendable] = {}
    for name, value in parameters.items():
        if isinstance(value, SecretText):
            size = len(value.reveal().encode("utf-8"))
            if size > key.most_bytes:
                raise failure("secret-too-long", parameter=name, cmdlet=cmdlet, size=size, most=key.most_bytes)
        sent[name] = key.encrypt(value.reveal()) if isinstance(value, SecretText) else value
    return sent
