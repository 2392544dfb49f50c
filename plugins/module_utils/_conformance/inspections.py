# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What can be looked at in an answer. Each look gives a few words about its shape, never a value of the tenant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from .observed_answer import SeenAnswer, names_of, shape_of

Look = Callable[[SeenAnswer, str], "str | None"]

_MORE_RESULTS = "There are more results"
_EXPIRED_PAGING = "Expired or Invalid pagination request"
_ADMIN_HOST = re.compile(r"https://[^./]+\.admin\.protection\.[^/]+:446/", re.IGNORECASE)
_ONE_MINUTE = 60.0


def _look_at_status(seen: SeenAnswer, _of: str) -> str:
    return str(seen.status)


def _look_at_answer(seen: SeenAnswer, _of: str) -> str:
    return f"{seen.status} {seen.body_kind}"


def _look_at_error_shape(seen: SeenAnswer, _of: str) -> str | None:
    return seen.detail_shape if seen.error else None


def _look_at_error_type(seen: SeenAnswer, _of: str) -> str | None:
    return (seen.exception_type or "no type") if seen.error else None


def _look_at_detail_code(seen: SeenAnswer, _of: str) -> str | None:
    return str(seen.detail.get("code") or "no code") if seen.error else None


def _look_at_error_message(seen: SeenAnswer, _of: str) -> str | None:
    return str(seen.error.get("message") or "none") if seen.error else None


def _look_at_listing(seen: SeenAnswer, _of: str) -> str | None:
    """Rows, link and warning of one page."""
    if seen.status != 200:
        return None
    many = ("no row", "one row")[len(seen.rows)] if len(seen.rows) < 2 else "more rows"
    told = "the warning that there is more" if any(_MORE_RESULTS in one for one in seen.warnings) else "no warning"
    return f"{many}, {'a link' if seen.link else 'no link'}, {told}"


def _look_at_rows(seen: SeenAnswer, _of: str) -> str | None:
    if seen.status != 200:
        return None
    return ("no row", "one row")[len(seen.rows)] if len(seen.rows) < 2 else "more rows"


def _look_at_page(seen: SeenAnswer, _of: str) -> str:
    """What became of a link."""
    if seen.status == 200:
        return "the next page"
    return "expired or invalid" if _EXPIRED_PAGING in seen.body.decode("utf-8", "replace") else "refused"


def _look_at_link_host(seen: SeenAnswer, _of: str) -> str | None:
    """Where the link leads, seen from the host that was asked."""
    if not seen.link:
        return None
    asked, host = (re.sub(r"^https://([^/:]+).*", r"\1", one, flags=re.DOTALL) for one in (seen.asked, seen.link))
    if host == asked:
        return "the same host"
    return "a host below it" if host.endswith(f".{asked}") else "another host"


def _look_at_acceptance(seen: SeenAnswer, _of: str) -> str:
    return "taken" if seen.status == 200 else "refused"


def _look_at_property(seen: SeenAnswer, of: str) -> str | None:
    """The shape of a property: of the first row that has something in it, else of any."""
    found = [row[of] for row in seen.rows if of in row]
    full = [one for one in found if one not in (None, "", [])]
    return shape_of((full or found)[0]) if found else None


def _look_at_full_property(seen: SeenAnswer, of: str) -> str | None:
    """The same, where only something tells: an empty list has no shape."""
    found = _look_at_property(seen, of)
    return None if found in ("null", "an empty text", "an empty list") else found


def _look_at_item(seen: SeenAnswer, of: str) -> str | None:
    """The shape of what stands under a name in the items of a property that is a list: ``Sender of AllowedSenders``."""
    inner, _of, outer = of.partition(" of ")
    lists = (value for row in seen.rows if isinstance(value := row.get(outer), list))
    items = [one for several in lists for one in several if isinstance(one, Mapping) and inner in one]
    return shape_of(items[0][inner]) if items else None


def _look_at_properties(seen: SeenAnswer, _of: str) -> str | None:
    return ", ".join(names_of(seen.rows[0])) if seen.rows else None


def _look_at_annotation(seen: SeenAnswer, of: str) -> str | None:
    """What the service writes beside a property; a property itself is the tenant's own."""
    if "@" not in of:
        return None
    return str(seen.rows[0].get(of) or "none") if seen.rows else None


def _look_at_envelope(seen: SeenAnswer, _of: str) -> str | None:
    return ", ".join(sorted(seen.document)) if seen.status == 200 else None


def _look_at_header(seen: SeenAnswer, of: str) -> str:
    return "present" if seen.headers.get(of) else "absent"


def _look_at_cookies(seen: SeenAnswer, _of: str) -> str:
    return "set" if seen.cookies else "none"


def _look_at_challenge(seen: SeenAnswer, _of: str) -> str | None:
    """The schemes of WWW-Authenticate, and what a Bearer challenge names."""
    if seen.status != 401:
        return f"{seen.status} without a challenge" if "WWW-Authenticate" not in seen.headers else None
    text = seen.headers.get("WWW-Authenticate", "")
    schemes = [one for one in ("Basic", "Bearer") if re.search(rf"(?:^|[,\s]){one}\b", text, re.IGNORECASE)]
    return " and ".join(schemes) or "none"


def _look_at_redirect(seen: SeenAnswer, _of: str) -> str:
    if not 300 <= seen.status < 400:
        return "none"
    return "to a region's admin host, port 446" if _ADMIN_HOST.match(seen.headers.get("Location", "")) else "elsewhere"


def _look_at_confirmation(seen: SeenAnswer, _of: str) -> str | None:
    if seen.status != 200:
        return None
    return "a confirmation message" if seen.document.get("@adminapi.confirmationmessage") else "none"


def _look_at_delay(seen: SeenAnswer, _of: str) -> str:
    if not seen.seconds:
        return "at once"
    return "within a minute" if seen.seconds < _ONE_MINUTE else "later"


LOOKS: Mapping[str, Look] = {
    "status": _look_at_status,
    "answer": _look_at_answer,
    "error shape": _look_at_error_shape,
    "error type": _look_at_error_type,
    "detail code": _look_at_detail_code,
    "error message": _look_at_error_message,
    "listing": _look_at_listing,
    "rows": _look_at_rows,
    "page": _look_at_page,
    "link host": _look_at_link_host,
    "taken": _look_at_acceptance,
    "property": _look_at_property,
    "full property": _look_at_full_property,
    "item": _look_at_item,
    "properties": _look_at_properties,
    "annotation": _look_at_annotation,
    "envelope": _look_at_envelope,
    "header": _look_at_header,
    "cookies": _look_at_cookies,
    "challenge": _look_at_challenge,
    "redirect": _look_at_redirect,
    "confirmation": _look_at_confirmation,
    "waited": _look_at_delay,
}


def evidence_of_answer(seen: SeenAnswer, name: str) -> str:
    """An answer in one line, for a report: what it is, and the words of its error."""
    parts = [f"{name}: {seen.status} {seen.body_kind}"]
    if seen.error:
        parts += [f"code {seen.error.get('code')}", f"type {seen.exception_type or 'none'}", seen.error_text]
    elif seen.status == 200 and "value" in seen.document:
        parts.append(str(_look_at_listing(seen, "")))
        parts += [one for one in seen.warnings if _MORE_RESULTS not in one]
    if seen.cookies:
        parts.append("cookies " + ", ".join(seen.cookies))
    return "; ".join(one for one in parts if one)
