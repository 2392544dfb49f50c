# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that read in another form than they are written, named by the families' data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from .values import Change, Value

# The bits of EndUserQuarantinePermissionsValue from the highest (reference of New-QuarantinePolicy).
PERMISSIONS = ("ViewHeader", "Download", "AllowSender", "BlockSender", "RequestRelease", "Release", "Preview", "Delete")


def formed(form: str, value: Value) -> Value:
    """``value`` as it is read; lists and changes of lists entry by entry, null stays null."""
    if isinstance(value, Change):
        return Change(tuple(formed(form, list(value.add))), tuple(formed(form, list(value.remove))), value.clear)
    if isinstance(value, list):
        return [formed(form, entry) for entry in value]
    return None if value is None else _FORMS[form](value)


def _days(value: Value) -> Value:
    return timedelta(days=int(value))


def _iso_span(value: Value) -> Value:
    """How often quarantine is told of: written as 04:00:00, read as PT4H (two tools that read it)."""
    if not isinstance(value, timedelta):
        return value
    hours = value.seconds // 3600
    return f"P{f'{value.days}D' if value.days else ''}{f'T{hours}H' if hours or not value.days else ''}"


def _html(value: Value) -> Value:
    """A MailTip: the service puts tags around its text (page of MailTip)."""
    text = str(value)
    return text if not text or text.casefold().startswith("<html>") else f"<html><body>{text}</body></html>"


def _html_of_language(value: Value) -> Value:
    """A translation of a MailTip, `ES:Esta caja no se supervisa`."""
    language, colon, text = str(value).partition(":")
    return f"{language}:{_html(text)}" if colon else value


def _smtp_domain(value: Value) -> Value:
    """A connector's domain with its kind and cost: `smtp:*.contoso.com;1`."""
    kind, colon, rest = str(value).partition(":")
    domain, _unused, cost = (rest if colon else str(value)).partition(";")
    return f"{kind if colon else 'smtp'}:{domain};{cost or 1}"


def _quarantine_permissions(value: Value) -> Value:
    bits = f"{int(value):08b}"[-8:]
    texts = [f"PermissionTo{name}: {bit == '1'}" for name, bit in zip(PERMISSIONS, bits, strict=True)]
    return f"[{', '.join(texts)}]"


_FORMS: dict[str, Callable[[Value], Value]] = {
    "days": _days,
    "html": _html,
    "html_of_language": _html_of_language,
    "iso_span": _iso_span,
    "quarantine_permissions": _quarantine_permissions,
    "smtp_domain": _smtp_domain,
}
