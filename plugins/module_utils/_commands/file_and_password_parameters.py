# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Parameters that get another value before they are sent: the content of a file (the option ``files``), and passwords.

The files lie on the controller: the action plugin puts their content in place of their paths before the operation runs,
wherever that is. A password is a SecretText until it is encrypted, which JSON does not take: what was not encrypted
cannot leave.
"""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from .._catalogue.cmdlets import find
from .._catalogue.parameter_types import kind_of_type
from .._connection.open_connection import Connection
from .._errors._advice.parameter_values import failure
from .._errors.failure import Failure
from .._exchange_client.downloaded_module import PasswordKey, key_from, key_in, module_file
from .._exchange_client.request_and_route import Call
from .._redaction.task_redactor import FILE_CONTENT
from .._specs.command import EncodingOptions
from .._values.encode_parameters import parameter_name
from .._values.secret_and_unsendable_values import SecretText, Sendable, kind_of
from .._values.sizes_and_bytes import bytes_value
from .._values.value_settings import ValueSettings

# Nobody knows what the service takes in one request; a file above this was hardly meant.
_MOST_FILE_BYTES = 32 * 1024 * 1024
# What is text in Microsoft's documentation; everything else that takes a file takes its bytes.
_TEXT_KINDS = frozenset({"text", "texts", "identity", "list", "unlimited"})


def with_files(
    parameters: Mapping[str, object], files: Mapping[str, object], cmdlet: str, settings: ValueSettings
) -> dict[str, object]:
    """The parameters that were given, and those that ``files`` fills.

    :raises Failure: ``file-twice``, ``files-not-a-map``, ``file-not-readable``, ``file-not-text``,
        ``parameter-name``.
    """
    filled = dict(parameters)
    names = {str(name).lower() for name in filled}
    for key, source in files.items():
        name = parameter_name(key, cmdlet)
        if name.lower() in names:
            raise failure("file-twice", parameter=name)
        filled[name] = _value_from_file(name, content_of(name, source), cmdlet, settings)
    return filled


def content_of(parameter: str, source: object) -> bytes:
    """The content that the action plugin has read, or that of a file of this machine.

    :raises Failure: ``files-not-a-map``, ``file-not-readable``.
    """
    if isinstance(source, Mapping) and isinstance(source.get(FILE_CONTENT), str):
        return base64.b64decode(source[FILE_CONTENT])
    if not isinstance(source, str) or not source:
        raise failure("files-not-a-map", parameter=parameter, kind=kind_of(source))
    return file_content(parameter, source)


def file_content(parameter: str, path: str) -> bytes:
    """What is in a file, as it is.

    :raises Failure: ``file-not-readable``.
    """
    try:
        with open(path, "rb") as file:
            # Of a device or a pipe there may be no end.
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _file_unreadable(parameter, path, "it is no ordinary file")
            content = file.read(_MOST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _file_unreadable(parameter, path, reason[:1].lower() + reason[1:]) from error
    if len(content) > _MOST_FILE_BYTES:
        raise _file_unreadable(parameter, path, f"it has more than {_MOST_FILE_BYTES:,} bytes")
    return content


def _file_unreadable(parameter: str, path: str, reason: str) -> Failure:
    return failure("file-not-readable", parameter=parameter, path=path[:200], reason=reason)


def _value_from_file(name: str, content: bytes, cmdlet: str, settings: ValueSettings) -> object:
    """Bytes for a parameter that takes them, text for one that takes text."""
    catalogued = find(cmdlet)
    parameter = catalogued.parameter(name) if catalogued is not None else None
    kind = kind_of_type(parameter.type) if parameter is not None else None
    if kind == "bytes":
        return content
    if kind in _TEXT_KINDS:
        return _decode_file(name, content)
    return bytes_value(content, settings.byte_form)


def _decode_file(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise failure("file-not-text", parameter=name) from None


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
    parameters: dict[str, Sendable] = {}
    for name, value in call.parameters.items():
        if isinstance(value, SecretText):
            size = len(value.reveal().encode("utf-8"))
            if size > key.most_bytes:
                raise failure("secret-too-long", parameter=name, cmdlet=call.cmdlet, size=size, most=key.most_bytes)
        parameters[name] = key.encrypt(value.reveal()) if isinstance(value, SecretText) else value
    return replace(call, parameters=parameters)
