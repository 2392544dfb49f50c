# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON values as YAML that a person reads and git compares: always the same text for the same value.

PyYAML's own writer is another in C than in Python, breaks lines at a width, and takes seconds for what is written here
in tenths of one. A text of several lines is a block, so that a change of one line shows as one. What a template
would look like gets the tag ``!unsafe``: whoever loads such a file as variables does not have it templated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ansible_collections.m365.exchange.plugins.module_utils._json_types import Json

# What is a text for each reader without quotation marks; the words are those that YAML 1.1 takes for something else.
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 _@./+-]*[A-Za-z0-9_./+-])?", re.ASCII)
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_TEMPLATE = re.compile(r"\{[{%#]")
# What YAML lets stand as it is; all else has an escape (https://yaml.org/spec/1.1/#c-printable).
_NOT_PRINTABLE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_FEED = "\n"


def yaml_text(value: Json) -> str:
    """A document of YAML, maps in their own order, which ends with a line feed."""
    return "---\n" + "\n".join(_lines(value, "")) + "\n"


def _lines(value: Json, indent: str) -> Iterator[str]:
    """The lines of a map or a list that is not empty, or the one of anything else."""
    if isinstance(value, Mapping) and value:
        for key, one in value.items():
            yield from _entry(f"{indent}{_scalar(key)}:", one, f"{indent}  ")
    elif isinstance(value, list) and value:
        for one in value:
            if isinstance(one, (Mapping, list)) and one:
                first, *rest = _lines(one, f"{indent}  ")
                yield f"{indent}- {first.lstrip(' ')}"
                yield from rest
            else:
                yield from _entry(f"{indent}-", one, f"{indent}  ")
    else:
        yield from _entry("", value, "  ")


def _entry(head: str, value: Json, indent: str) -> Iterator[str]:
    """What stands behind a key or a dash; ``indent`` is that of the lines below."""
    if isinstance(value, (Mapping, list)):
        if value:
            yield head
            yield from _lines(value, indent)
        else:
            yield _join(head, "[]" if isinstance(value, list) else "{}")
        return
    tag = "!unsafe " if isinstance(value, str) and _TEMPLATE.search(value) else ""
    if isinstance(value, str) and _is_block(value):
        yield _join(head, f"{tag}|{'' if value.endswith(_FEED) else '-'}")
        yield from (f"{indent}{line}" if line else "" for line in value.removesuffix(_FEED).split(_FEED))
        return
    yield _join(head, f"{tag}{_scalar(value)}")


def _join(head: str, text: str) -> str:
    return f"{head} {text}" if head else text


def _is_block(text: str) -> bool:
    """Whether a text reads better as a block, and stays what it is as one."""
    lines = text.removesuffix(_FEED).split(_FEED)
    return (
        len(lines) > 1
        and bool(lines[-1])
        and not text[0].isspace()
        and not any(line.isspace() or _NOT_PRINTABLE.search(line.replace("\t", "")) for line in lines)
    )


def _scalar(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    if _NOT_PRINTABLE.search(text):
        inner = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{_NOT_PRINTABLE.sub(_escape, inner)}"'
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def _number(value: float) -> str:
    """A float as YAML 1.1 knows one: with a point, and a sign in front of an exponent."""
    digits, _e, exponent = repr(value).partition("e")
    if not exponent:
        return {"inf": ".inf", "-inf": "-.inf", "nan": ".nan"}.get(digits, digits)
    sign = exponent if exponent.startswith(("+", "-")) else f"+{exponent}"
    return f"{digits}{'' if '.' in digits else '.0'}e{sign}"


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    known = {9: "\\t", 10: "\\n", 13: "\\r"}
    return known.get(number) or (f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}")
