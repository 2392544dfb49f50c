# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The two halves of a session: the handle that a playbook carries, and what a record tells without its key.

A handle is the string ``exo1.<place>.<uid>.<id>.<key>.<check>`` from exo_connect to the tasks. It holds no path, so
that nobody can make us open a file of their choice, and its key is on no disk. The check catches a handle that was cut
or mistyped; it also holds a few bits about the machine that made the session, so that a handle that travelled is told
so and not "closed".

A record begins with its header: one line of JSON in the clear, and no secret in it. The line is authenticated with the
content, so a reader with the key can trust every word. Without the key (listing, counting, sweeping) nothing is
trusted: each value is checked, and what is concluded from it can only show, count or delete.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import field, fields, replace
from typing import Any

from .._clock import Clock
from .._dataclass import dataclass
from .._errors._advice.session import failure
from .owner_and_machine import Machine, Owner

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
    def parse(cls, text: object) -> Handle:
        """Read a handle.

        :raises Failure: ``handle-not-valid``, the same for every defect, quoting nothing of it.
        """
        parts = _SHAPE_OF_HANDLE.fullmatch(text) if isinstance(text, str) and len(text) <= LONGEST_HANDLE else None
        if parts is None:
            raise failure("handle-not-valid")
        place, uid, identifier, key, check = parts.groups()
        tags = _decode_base64(check)
        handle = cls(
            place,
            int(uid),
            identifier,
            _decode_base64(key),
            tags[:_MACHINE_TAG_BYTES],
            tags[_MACHINE_TAG_BYTES : 2 * _MACHINE_TAG_BYTES],
        )
        if place not in PLACES_OF_HANDLE or handle.uid > _LARGEST_UID or handle.text() != text:
            raise failure("handle-not-valid")
        return handle


def _checksum_of_handle(body: str, tags: bytes) -> bytes:
    return hashlib.sha256(body.encode("ascii") + b"." + tags).digest()[:_CHECKSUM_BYTES]


RECORD_VERSION = 1
LARGEST_HEADER = 2048
# What stands around the encrypted content behind it.
NONCE_BYTES = 12
TAG_BYTES = 16
LARGEST_GENERATION = 2**20
_LATEST_TIME = 1e11
_LABEL_BYTES = 200
RECORD_FILE_NAME = re.compile(r"([0-9a-f]{32})\.rec")


def record_name(identifier: str) -> str:
    """The file of a session."""
    return f"{identifier}.rec"


class NotAHeader(Exception):
    """The bytes are not a header of ours."""


@dataclass(frozen=True)
class SessionFacts:
    """Whom a session is for, as exo_connect knows it and as exo_session_info may show it.

    ``identity`` is the application or user who signed in, ``services`` the names of the services that
    the session covers. ``renewable`` is false where the session ends with its first token.
    """

    tenant_id: str
    identity: str
    organization: str
    environment: str
    services: tuple[str, ...] = ("exchange",)
    auth_method: str = ""
    renewable: bool = True

    @property
    def subject(self) -> str:
        """The tenant and identity as 32 hexadecimal characters: what limits and slots are counted by."""
        return subject_of(self.tenant_id, self.identity)


def subject_of(tenant_id: str, identity: str) -> str:
    """See :attr:`Facts.subject`; letters' case makes no difference, as in Entra."""
    return hashlib.sha256(f"{tenant_id}\0{identity}".casefold().encode("utf-8", "replace")).hexdigest()[:32]


@dataclass(frozen=True)
class Header:
    """A record's header. Times ending in ``_steady`` are of the machine's steady clock, others of the day.

    ``written`` is the time of this generation, ``created`` of the first one; ``expires`` is the end of
    the token inside. ``machine`` and ``boot`` name where it was made, ``host`` says it for people.
    """

    id: str
    uid: int
    host: str
    machine: str
    boot: str
    subject: str
    owner: Owner
    tenant_id: str
    identity: str
    organization: str
    environment: str
    services: tuple[str, ...]
    auth_method: str
    renewable: bool
    created: float
    created_steady: float
    written: float
    written_steady: float
    expires: float
    generation: int = 0
    version: int = RECORD_VERSION

    @classmethod
    def new(cls, identifier: str, uid: int, facts: SessionFacts, owner: Owner, machine: Machine) -> Header:
        """The header of a session that :meth:`next` gives its times."""
        return cls(
            id=identifier,
            uid=uid,
            host=machine.host,
            machine=machine.machine,
            boot=machine.boot,
            subject=facts.subject,
            owner=owner,
            tenant_id=label_of_text(facts.tenant_id),
            identity=label_of_text(facts.identity),
            organization=label_of_text(facts.organization, 253),
            environment=label_of_text(facts.environment, 64),
            services=tuple(label_of_text(name, 32) for name in facts.services[:4]),
            auth_method=label_of_text(facts.auth_method, 64),
            renewable=facts.renewable,
            created=0.0,
            created_steady=0.0,
            written=0.0,
            written_steady=0.0,
            expires=0.0,
            generation=-1,
        )

    def next(self, expires_at: float, clock: Clock) -> Header:
        """The header of the next generation, written now, whose token ends at ``expires_at``."""
        wall, steady = round(clock.wall(), 3), round(clock.steady(), 3)
        ends = min(max(0.0, float(expires_at)), _LATEST_TIME)
        later = replace(self, generation=self.generation + 1, written=wall, written_steady=steady, expires=ends)
        return replace(later, created=wall, created_steady=steady) if self.generation < 0 else later

    def now(self, clock: Clock, machine: Machine) -> float:
        """The time of day as this generation counts it: a clock that was set since does not show."""
        if self.boot and self.boot == machine.boot:
            return self.written + clock.steady() - self.written_steady
        return clock.wall()

    def age(self, clock: Clock, machine: Machine) -> float:
        """Seconds since the session was made."""
        if self.boot and self.boot == machine.boot:
            return clock.steady() - self.created_steady
        return clock.wall() - self.created

    def seconds_left(self, clock: Clock, machine: Machine) -> float:
        """Seconds until the token ends; negative after it."""
        return self.expires - self.now(clock, machine)

    def render(self) -> bytes:
        """The header line with its line feed: the exact bytes that are authenticated."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        values["owner"] = self.owner.as_map()
        line = json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"
        if len(line) > LARGEST_HEADER:
            raise NotAHeader("too long")
        return line

    @classmethod
    def parse(cls, line: bytes) -> Header:
        """Read a header line.

        :raises NotAHeader: anything that :meth:`render` would not have written.
        """
        if len(line) > LARGEST_HEADER or not line.endswith(b"\n"):
            raise NotAHeader("shape")
        try:
            values = json.loads(line.decode("utf-8"))
            header = cls(**_check_header(values))
            if header.render() != line:
                raise NotAHeader("spelling")
        except (ValueError, TypeError, RecursionError, OverflowError) as exc:
            raise NotAHeader("content") from exc
        return header


def label_of_text(text: str, size: int = _LABEL_BYTES) -> str:
    """A text as a listing may show it: no control character, at most ``size`` bytes of UTF-8."""
    clean = text if text.isprintable() else "".join(letter if letter.isprintable() else "?" for letter in text)
    return clean.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")


def _check_header(values: object) -> dict[str, Any]:
    if not isinstance(values, Mapping) or set(values) != set(_CHECKS_OF_FIELDS):
        raise ValueError("fields")
    return {name: _CHECKS_OF_FIELDS[name](values[name]) for name in _CHECKS_OF_FIELDS}


def _check_text(pattern: str) -> Callable[[object], str]:
    shape = re.compile(pattern)

    def check(value: object) -> str:
        if not isinstance(value, str) or not shape.fullmatch(value):
            raise ValueError("text")
        return value

    return check


def _check_label(value: object) -> str:
    if not isinstance(value, str) or label_of_text(value, 253) != value:
        raise ValueError("label")
    return value


def _check_number(largest: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= largest:
            raise ValueError("number")
        return value

    return check


def _check_time(value: object) -> float:
    if not isinstance(value, float) or not 0 <= value <= _LATEST_TIME:
        raise ValueError("time")
    return value


def _check_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("flag")
    return value


def _check_names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > 4:
        raise ValueError("names")
    return tuple(_check_label(name) for name in value)


_HEX_ID = _check_text(r"[0-9a-f]{32}")
_PLAIN_FIELD = _check_text(r"[A-Za-z0-9._?-]{0,64}")
_CHECKS_OF_FIELDS: Mapping[str, Callable[[object], object]] = {
    "id": _HEX_ID,
    "uid": _check_number(2**32 - 1),
    "host": _PLAIN_FIELD,
    "machine": _PLAIN_FIELD,
    "boot": _PLAIN_FIELD,
    "subject": _HEX_ID,
    "owner": Owner.from_map,
    "tenant_id": _check_label,
    "identity": _check_label,
    "organization": _check_label,
    "environment": _check_label,
    "services": _check_names,
    "auth_method": _check_label,
    "renewable": _check_flag,
    "created": _check_time,
    "created_steady": _check_time,
    "written": _check_time,
    "written_steady": _check_time,
    "expires": _check_time,
    "generation": _check_number(LARGEST_GENERATION),
    "version": _check_number(RECORD_VERSION),
}


def split_record(data: bytes) -> tuple[bytes, bytes]:
    """The header line and what follows it.

    :raises NotAHeader: no line within the first 2 KiB, or too little after it.
    """
    end = data.find(b"\n", 0, LARGEST_HEADER) + 1
    if end == 0 or len(data) - end < NONCE_BYTES + TAG_BYTES:
        raise NotAHeader("shape")
    return data[:end], data[end:]
