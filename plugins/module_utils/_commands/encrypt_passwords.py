# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Encrypt a cmdlet's passwords before it is sent.

A password is a SecretText until then, which JSON does not take: what was not encrypted cannot leave. Only a call that
has passwords comes here.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from .._client.password_key_and_permissions import PasswordKey, key_from, key_in, module_file
from .._client.request_and_route import Call
from .._connection.open_connection import Connection
from .._errors._advice.values import failure
from .._errors.failure import Failure
from .._specs.command import EncodingOptions
from .._values.secret_and_unsendable_values import SecretText, Sendable


def with_given_key(call: Call, encoding: EncodingOptions) -> Call:
    """The call, its passwords encrypted where the user gave the key.

    :raises Failure: ``secret-refused``, ``secret-key-not-valid`` or ``secret-too-long``.
    """
    if encoding.secrets == "refused":
        raise failure("secret-refused", parameter=call.passwords[0], cmdlet=call.cmdlet)
    if not encoding.public_key:
        return call
    key = key_from(encoding.public_key)
    if key is None:
        raise failure("secret-key-not-valid")
    return _encrypt_passwords(call, key)


def with_service_key(connection: Connection, call: Call) -> Call:
    """The call, passwords that are still in the clear encrypted with the service's own key.

    :raises Failure: ``secret-key-missing`` or ``secret-too-long``; the cmdlet has not been sent then.
    """
    first = call.passwords[0]
    key = connection.password_key.get(partial(_ask_password_key, connection, call, first))
    if key is None:
        raise _password_key_missing(call, first, "it is not in the module file of this connection")
    return _encrypt_passwords(call, key)


def _ask_password_key(connection: Connection, call: Call, parameter: str) -> PasswordKey | None:
    """The service's key, None where its answer has none; that is remembered, a question that failed is not."""
    try:
        return key_in(module_file(connection.sender, call.cmdlet))
    except Failure as error:
        if error.outcome == "unknown":
            raise
        raise _password_key_missing(call, parameter, error.line.rstrip(".")) from error


def _password_key_missing(call: Call, parameter: str, reason: str) -> Failure:
    return failure("secret-key-missing", parameter=parameter, cmdlet=call.cmdlet, reason=reason)


def _encrypt_passwords(call: Call, key: PasswordKey) -> Call:
    sent: dict[str, Sendable] = {}
    for name, value in call.parameters.items():
        if isinstance(value, SecretText):
            size = len(value.reveal().encode("utf-8"))
            if size > key.most_bytes:
                raise failure("secret-too-long", parameter=name, cmdlet=call.cmdlet, size=size, most=key.most_bytes)
        sent[name] = key.encrypt(value.reveal()) if isinstance(value, SecretText) else value
    return replace(call, parameters=sent)
