# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A token of another identity provider, with which an application proves who it is (workload identity federation)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .._errors._advice.ways import failure
from .token import Token

_MAX_BYTES = 64 * 1024
_OPTION = "the option federated_token"


def read_token(credential: Mapping[str, Any]) -> str:
    """The token of ``credential``: its text, or what its file holds at this moment.

    :raises Failure: ``federated-token-unreadable`` or ``federated-token-expired``.
    """
    path = credential.get("federated_token_file")
    source = f"the file {path}" if path else _OPTION
    text = (_content(str(path)) if path else str(credential["federated_token"])).strip()
    if len(text.split(".")) != 3 or not text.isascii() or len(text.split()) != 1:
        raise failure("federated-token-unreadable", source=source, detail="it is no JSON web token")
    end = Token(text, 0, 0).claims.get("exp")
    if isinstance(end, (int, float)) and end <= time.time():
        date = time.strftime("%Y-%m-%d %H:%M", time.gmtime(end))
        raise failure("federated-token-expired", source=source, date=f"{date} UTC")
    return text


def _content(path: str) -> str:
    try:
        with Path(path).expanduser().open("rb") as file:
            return file.read(_MAX_BYTES).decode("ascii", "replace")
    except OSError as error:
        detail = (error.strerror or "no access").lower()
        raise failure("federated-token-unreadable", source=f"the file {path}", detail=detail) from error
