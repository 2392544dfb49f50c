# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of fault kinds: what each does, when by default, and which options it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..wire import Answer
from . import breaking, replacing
from .context import Context, Options

Moment = Literal["before", "after"]
Apply = Callable[[Options, Context, Answer], Answer]
Types = tuple[type, ...]

NUMBER: Types = (int, float)
TEXT: Types = (str,)
WHOLE: Types = (int,)
FLAG: Types = (bool,)
ENDS = ("clean", "abrupt", "reset")

COMMON: Mapping[str, Types] = {"delay": NUMBER}
HEADERS: Mapping[str, Types] = {"headers": (dict,)}
LATER: Mapping[str, Types] = {"retry_after": (str, int, float), "retry_after_date": NUMBER}


@dataclass(frozen=True)
class Kind:
    """One kind of fault. `passes` ones always execute: they only slow down or observe."""

    apply: Apply
    options: Mapping[str, Types]
    needs: tuple[str, ...] = ()
    moment: Moment = "before"
    passes: bool = False


KINDS: Mapping[str, Kind] = {
    "status": Kind(
        replacing.status,
        {"status": WHOLE, "body": (str, dict, list), "body_base64": TEXT, **HEADERS, **LATER},
        ("status",),
    ),
    "throttle": Kind(replacing.throttle, {"status": WHOLE, **HEADERS, **LATER}),
    "error": Kind(
        replacing.error,
        {"status": WHOLE, "exception_type": TEXT, "text": TEXT, "error_id": TEXT, "code": TEXT, "details": FLAG}
        | {**HEADERS, **LATER},
        ("exception_type",),
    ),
    "text": Kind(replacing.text, {"status": WHOLE, "text": TEXT, **HEADERS, **LATER}),
    "html": Kind(replacing.html, {"status": WHOLE, "body": TEXT, **HEADERS}),
    "nul": Kind(replacing.nul_body, {"status": WHOLE, "gzip": FLAG}),
    "redirect": Kind(replacing.redirect, {"status": WHOLE, "location": TEXT, **HEADERS}, ("location",)),
    "expired_page": Kind(replacing.expired_page, {}),
    "claims": Kind(replacing.claims, {"claims": TEXT, "until_renewed": FLAG}),
    "empty": Kind(replacing.empty, {"status": WHOLE}),
    "confirmation": Kind(replacing.confirmation, {"text": TEXT}),
    "sign_in": Kind(
        replacing.sign_in, {"code": WHOLE, "status": WHOLE, "error": TEXT, "text": TEXT, **HEADERS}, ("code",)
    ),
    "bomb": Kind(replacing.bomb, {"bytes": WHOLE}),
    "errors_in_200": Kind(breaking.errors_in_200, {"errors": (list,)}, moment="after"),
    "next_link": Kind(breaking.next_link, {"url": TEXT, "repeat": FLAG}, moment="after"),
    "invalid_utf8": Kind(breaking.invalid_utf8, {}, moment="after"),
    "incomplete_json": Kind(breaking.incomplete_json, {"after": WHOLE}, moment="after"),
    "truncate": Kind(
        breaking.truncate,
        {"framing": TEXT, "after": WHOLE, "whole": FLAG, "end": TEXT},
        moment="after",
    ),
    "reset": Kind(breaking.reset, {"after_bytes": WHOLE, "end": TEXT}),
    "timeout": Kind(breaking.timeout, {"after_bytes": WHOLE, "seconds": NUMBER}),
    "slow": Kind(breaking.slow, {"drip": WHOLE, "pause": NUMBER}, passes=True),
    # Who waits for whom is in ``barrier``; the answer is the true one.
    "barrier": Kind(breaking.slow, {"requests": WHOLE, "seconds": NUMBER}, ("requests",), passes=True),
    "batch_ids": Kind(breaking.batch_ids, {"how": TEXT, "part": TEXT}, moment="after"),
}
# What happens to an answer as a whole, so never to one command of a batch alone.
WHOLE_ANSWER = frozenset(
    {"invalid_utf8", "incomplete_json", "truncate", "reset", "timeout", "slow", "bomb", "batch_ids", "redirect"}
    | {"barrier"}
)

# Faults of the proxy itself, before any request exists: armed with match {"kind": "connect"}.
CONNECT_KINDS: Mapping[str, Kind] = {
    "status": Kind(replacing.status, {"status": WHOLE, "body": TEXT, **HEADERS}, ("status",)),
    "reset": Kind(breaking.reset, {"established": FLAG}),
    "tls_close": Kind(breaking.reset, {}),
    "timeout": Kind(breaking.timeout, {}),
    "certificate": Kind(breaking.reset, {"problem": TEXT}),
    "slow": Kind(breaking.slow, {}, passes=True),
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "framing": ("length", "chunked", "gzip"),
    "end": ENDS,
    "problem": ("foreign", "name", "expired"),
    "how": ("missing", "double", "foreign", "reversed"),
}


class BadFault(ValueError):
    """A fault that cannot be armed; the text is one line for a person."""


def checked(table: Mapping[str, Kind], fault: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Kind and options of a fault, or BadFault."""
    name = fault.get("kind")
    if not isinstance(name, str) or name not in table:
        raise BadFault(f"fault.kind is one of {', '.join(sorted(table))}, not {name!r}")
    options = {key: value for key, value in fault.items() if key != "kind"}
    kind = table[name]
    allowed = {**COMMON, **kind.options}
    for key, value in options.items():
        _check_option(name, key, value, allowed)
    missing = [key for key in kind.needs if key not in options]
    if missing:
        raise BadFault(f"the fault {name} needs {', '.join(missing)}")
    if name == "next_link" and not options.get("repeat") and "url" not in options:
        raise BadFault("the fault next_link needs url, or repeat: true")
    if name == "barrier" and options["requests"] < 1:
        raise BadFault("requests of the fault barrier is a whole number from 1 on")
    return name, options


def _check_option(name: str, key: str, value: Any, allowed: Mapping[str, Types]) -> None:
    if key not in allowed:
        raise BadFault(f"the fault {name} has no option {key}; there are {', '.join(sorted(allowed))}")
    types = allowed[key]
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        raise BadFault(f"{key} of the fault {name} is {' or '.join(one.__name__ for one in types)}, not {value!r}")
    if key in CHOICES and value not in CHOICES[key]:
        raise BadFault(f"{key} of the fault {name} is one of {', '.join(CHOICES[key])}, not {value!r}")
