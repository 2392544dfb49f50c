# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look for secrets in what a run said and left behind, in every form that they might take."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus

# A part of a secret this long is a leak too; shorter secrets are looked for whole.
PART = 12
# Of any part this long that stands in a text, a block of the text is half.
BLOCK = PART // 2


@dataclass(frozen=True)
class Leak:
    """A secret's name, the form in which it was found, and where; never the secret."""

    secret: str
    form: str
    where: str

    def __str__(self) -> str:
        return f"{self.secret} ({self.form}) in {self.where}"


def forms(secret: str) -> dict[str, str]:
    """The secret as it is and as it may be written: base64 at each offset, URL-encoded, hex, JSON-escaped."""
    raw = secret.encode()
    found = {
        "raw": secret,
        "url": quote(secret, safe=""),
        "url-plus": quote_plus(secret),
        "json": json.dumps(secret)[1:-1],
        "json-utf8": json.dumps(secret, ensure_ascii=False)[1:-1],
        "hex": raw.hex(),
        "HEX": raw.hex().upper(),
    }
    for offset in range(3):
        # Only the characters that the secret alone decides, whatever stands before and after it.
        body = base64.b64encode(b"\0" * offset + raw).decode()[-(-offset * 8 // 6) :]
        body = body.rstrip("=")[: (len(raw) * 8 - (-offset * 8) % 6) // 6]
        found[f"base64+{offset}"] = body
        found[f"base64url+{offset}"] = body.replace("+", "-").replace("/", "_")
    return found


def parts(text: str) -> Iterator[str]:
    """Every part of PART characters, or the whole where it is shorter."""
    yield from (text[start : start + PART] for start in range(max(1, len(text) - PART + 1)))


def may_show(text: str, written: str) -> bool:
    """Whether a part of what is written can stand in the text: whatever part does, one of these blocks lies in it."""
    starts = range(0, len(written) - BLOCK + 1, BLOCK)
    return len(written) < PART or any(written[start : start + BLOCK] in text for start in starts)


def leaks(secrets: Mapping[str, str], sources: Mapping[str, str | bytes]) -> list[Leak]:
    """Where any of ``secrets`` (by name) stands in any of ``sources`` (by name)."""
    texts = {
        where: Text(text.decode("utf-8", "surrogateescape") if isinstance(text, bytes) else text)
        for where, text in sources.items()
    }
    found: list[Leak] = []
    for name, secret in secrets.items():
        if not secret:
            raise ValueError(f"The secret {name} is empty.")
        for form, written in forms(secret).items():
            pieces = {written[start : start + BLOCK] for start in range(len(written))}
            found.extend(Leak(name, form, where) for where, text in texts.items() if text.shows(written, pieces))
    return found


class Text:
    """A text that is looked through for many secrets: most hold no block of one, and are not asked for each part."""

    def __init__(self, text: str) -> None:
        self._text = text
        # Whatever part stands there, one of these lies in it whole, wherever the part begins.
        self._blocks = {text[start : start + BLOCK] for start in range(0, len(text), BLOCK)}

    def shows(self, written: str, pieces: Set[str]) -> bool:
        """Whether any part stands there; ``pieces`` are the blocks that begin at each character of what is written."""
        if len(written) >= PART and self._blocks.isdisjoint(pieces):
            return False
        return any(part in self._text for part in parts(written))


def files_below(*folders: Path) -> dict[str, bytes]:
    """Name and content of each regular file, and the names themselves."""
    found: dict[str, bytes] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                found[str(path)] = path.read_bytes()
    return {**found, "the names of the files": "\n".join(found).encode()}
