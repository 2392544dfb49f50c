# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The string that a playbook carries from exo_connect to the tasks: ``exo1.<place>.<uid>.<id>.<key>.<check>``.

It holds no path, so that nobody can make us open a file of their choice, and its key is on no disk.
The check catches a handle that was cut or mistyped; it also holds a few bits about the machine that
made the session, so that a handle that travelled is told so and not "closed".
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from dataclasses import field

from .._dataclass import dataclass
from .._errors._advice.session import failure
from .owner_and_machine import Machine

LONGEST_HANDLE = 160
KEY_BYTES = 32
_MACHINE_TAG_BYTES = 3
_CHECKSUM_BYTES = 6
_LARGEST_UID = 2**32 - 1
_SHAPE_OF_HANDLE = re.compile(
    r"exo1\.([a-z])\.(0|[1-9][0-9]{0,9})\.([0-9a-f]{32})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{16})", re.ASCII
)
PLACES_OF_HANDLE = "rsh"


def _encode_base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def _decode_base64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class Handle:
    """A session's id and key, and where its record lies.

    ``place`` is a letter of ``PLACES_OF_HANDLE``, ``uid`` the user who made it, ``id`` 32 hexadecimal
    characters that may be shown, ``key`` 32 bytes that may not; ``machine`` and ``boot`` are
    three bytes each (see :meth:`Machine.tags`).
    """

    place: str
    uid: int
    id: str
    key: bytes = field(repr=False)
    machine: bytes = field(default=bytes(_MACHINE_TAG_BYTES), repr=False)
    boot: bytes = field(default=bytes(_MACHINE_TAG_BYTES), repr=False)

    @classmethod
    def new(cls, place: str, uid: int, machine: Machine) -> Handle:
        """A fresh id and key from the kernel."""
        return cls(place, uid, os.urandom(16).hex(), os.urandom(KEY_BYTES), *machine.tags())

    def text(self) -> str:
        """The handle as a playbook carries it: secret."""
        body = f"exo1.{self.place}.{self.uid}.{self.id}.{_encode_base64(self.key)}"
        tags = self.machine + self.boot
        return f"{body}.{_encode_base64(tags + _checksum_of_handle(body, tags))}"

    @classmethod
    def parse(cls, given: object) -> Handle:
        """Read a handle.

        :raises Failure: ``handle-not-valid``, the same for every defect, quoting nothing of it.
        """
        found = _SHAPE_OF_HANDLE.fullmatch(given) if isinstance(given, str) and len(given) <= LONGEST_HANDLE else None
        if found is None:
            raise failure("handle-not-valid")
        place, uid, identifier, key, check = found.groups()
        tags = _decode_base64(check)
        handle = cls(
            place,
            int(uid),
            identifier,
            _decode_base64(key),
            tags[:_MACHINE_TAG_BYTES],
            tags[_MACHINE_TAG_BYTES : 2 * _MACHINE_TAG_BYTES],
        )
        if place not in PLACES_OF_HANDLE or handle.uid > _LARGEST_UID or handle.text() != given:
            raise failure("handle-not-valid")
        return handle


def _checksum_of_handle(body: str, tags: bytes) -> bytes:
    return hashlib.sha256(body.encode("ascii") + b"." + tags).digest()[:_CHECKSUM_BYTES]
