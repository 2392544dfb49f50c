# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Binding of a request's parameters to a cmdlet: names, types, mandatory ones, Confirm and WhatIf."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .catalogue import COMMON, MANDATORY, Cmdlet, Parameter
from .coercion import ConversionError, TooLarge, convert
from .errors import Errors
from .kinds import Kind, TypeInfo, type_info
from .settings import Settings
from .values import Change, Value

SIBLING = "@odata.type"

# Where a wrong word at a Get was seen refused, with the members (graph2otel).
MEASURED = frozenset({("Get-QuarantineMessage", "QuarantineTypes")})
# Where the beginning of a word is taken and fits no row (graph2otel); elsewhere it stands for the word.
WHOLE_WORDS = frozenset({"Get-QuarantineMessage"})
# Reads that Microsoft's pages call with an Identity, and that do without (graph2otel and three other clients).
WITHOUT_IDENTITY = frozenset({"Get-HostedOutboundSpamFilterPolicy", "Get-ComplianceCase"})


@dataclass(frozen=True)
class Bound:
    """A cmdlet's parameters by their canonical names, converted; Confirm and WhatIf are taken out.

    ``confirm`` is None when Confirm was not given.
    """

    cmdlet: Cmdlet
    values: Mapping[str, Value]
    confirm: bool | None = None
    what_if: bool = False

    def switch(self, name: str) -> bool:
        """True when the switch or boolean was given as true."""
        return bool(self.values.get(name))


class Binder:
    """Binds parameters for one organisation (its switches and error texts)."""

    def __init__(self, errors: Errors, settings: Settings) -> None:
        """Keeps both; binding itself has no state."""
        self._errors = errors
        self._settings = settings

    def bind(self, cmdlet: Cmdlet, parameters: Mapping[str, Any]) -> Bound:
        """Convert and check all parameters; raises CmdletError (400) as the service does."""
        tags = {key.removesuffix(SIBLING).casefold() for key in parameters if key.endswith(SIBLING)}
        values: dict[str, Value] = {}
        for name, raw in parameters.items():
            if "@" in name or name.casefold() in COMMON:
                continue
            parameter = cmdlet.parameter(name)
            if parameter is None:
                raise self._errors.unknown_parameter(name)
            values[parameter.name] = self._value(cmdlet, parameter, raw, name.casefold() in tags)
        self._exclusive(cmdlet, values)
        self._mandatory(cmdlet, values)
        confirm = values.pop("Confirm", None) if cmdlet.should_process else None
        what_if = bool(values.pop("WhatIf", False)) if cmdlet.should_process else False
        return Bound(cmdlet, values, confirm, what_if)

    def _value(self, cmdlet: Cmdlet, parameter: Parameter, raw: Any, tagged: bool) -> Value:
        info = replace(type_info(parameter), whole=cmdlet.name in WHOLE_WORDS)
        try:
            value = convert(info, raw, tagged=tagged)
        except ConversionError as problem:
            if self._fits_nothing(cmdlet, parameter.name, info, raw):
                return [raw] if info.many and not isinstance(raw, list) else raw
            raise self._errors.conversion(parameter.name, problem.printed, info.name, problem.reason) from None
        except TooLarge:
            raise self._errors.build(
                "too_large", f"The value of property '{parameter.name}' exceeds the maximum allowed size (64KB)."
            ) from None
        if info.kind is Kind.SECRET:
            self._ciphertext(parameter, value)
        return self._cleared(info.many, value)

    def _fits_nothing(self, cmdlet: Cmdlet, name: str, info: TypeInfo, raw: Any) -> bool:
        """Whether a wrong word is taken by a Get, which then has no rows (graph2otel); an enumeration refuses it."""
        if (cmdlet.name, name) in MEASURED:
            return False
        words = isinstance(raw, str) or (isinstance(raw, list) and all(isinstance(entry, str) for entry in raw))
        lenient = self._settings.wrong_word_in_get == "no_rows" and info.kind is Kind.STRING
        return cmdlet.verb == "Get" and bool(info.members) and words and lenient

    def _exclusive(self, cmdlet: Cmdlet, values: Mapping[str, Value]) -> None:
        """Parameters that the reference never has together; one that is null or false is as if not given."""
        for pair in cmdlet.exclusive:
            if all(values.get(name) not in (None, False) for name in pair):
                raise self._errors.together(pair)

    def _cleared(self, many: bool, value: Value) -> Value:
        """Null and an empty tagged hashtable clear a list, an empty list does not, unless switches say else."""
        if isinstance(value, Change) and value.clear:
            return [] if self._settings.empty_hashtable == "clear" else Change()
        if value == [] and many and self._settings.empty_list == "no_change":
            return Change()
        if value is None and many:
            return [] if self._settings.null_list == "clear" else Change()
        return value

    def _ciphertext(self, parameter: Parameter, value: Value) -> None:
        """With secure_string=ciphertext only base64 of one RSA-2048 block (or an empty string) decrypts."""
        if self._settings.secure_string == "any" or parameter.type != "SecureString" or not value:
            return
        try:
            good = len(base64.b64decode(str(value), validate=True)) == 256
        except (ValueError, binascii.Error):
            good = False
        if not good:
            reason = "The value could not be decrypted."
            raise self._errors.conversion(parameter.name, "***", "System.Security.SecureString", reason)

    def _mandatory(self, cmdlet: Cmdlet, values: Mapping[str, Value]) -> None:
        missing = [
            parameter.name
            for parameter in cmdlet.parameters.values()
            if parameter.flags & MANDATORY
            and values.get(parameter.name) in (None, "")
            and not (parameter.name == "Identity" and cmdlet.name in WITHOUT_IDENTITY)
        ]
        if missing:
            raise self._errors.missing(missing)
