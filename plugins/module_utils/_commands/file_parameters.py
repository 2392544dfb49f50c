# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The option ``files``: parameters that get the content of a file.

The files lie on the controller: the action plugin puts their content in place of their paths before the operation runs,
wherever that is.
"""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import Mapping

from .._catalogue.cmdlets import find
from .._catalogue.parameter_types import kind_of_type
from .._errors._advice.values import failure
from .._errors.failure import Failure
from .._values.encode_parameters import parameter_name
from .._values.secret_and_unsendable_values import kind_of
from .._values.sizes_and_bytes import bytes_value
from .._values.value_settings import ValueSettings

FILE_CONTENT = "content_base64"

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
    given = dict(parameters)
    names = {str(name).lower() for name in given}
    for key, source in files.items():
        name = parameter_name(key, cmdlet)
        if name.lower() in names:
            raise failure("file-twice", parameter=name)
        given[name] = _value_from_file(name, content_of(name, source), cmdlet, settings)
    return given


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
    known = find(cmdlet)
    parameter = known.parameter(name) if known is not None else None
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
