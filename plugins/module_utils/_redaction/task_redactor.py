# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What of a task may be shown: its options in its invocation, and quoted in a failure, a warning or a result.

What is secret is told in ``secret_rules.py``; what only a parser of command lines can know is for operations to find.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Any

from .._dataclass import dataclass
from .secret_rules import GUID, HOST, NOT_SHOWN, holds_secret, looks_random, redact, secrets_in

_WORDS_ONLY = r"[A-Za-z][A-Za-z_. -]{0,39}\d{0,2}"
_TENANT_NAME = rf"{GUID}|(?:[\w.+-]{{1,64}}@)?{HOST}|[A-Za-z][A-Za-z .-]{{0,40}}"
_ADDRESS_OF_OPTION = rf"(?:https?://)?(?:\[?[0-9A-Fa-f:.]+\]?|{HOST}|[a-z-]+)(?::\d+)?(?:/[\w./%-]*)?/?"
_PATH_OF_OPTION = r"[^\n]{0,200}[/\\.~][^\n]{0,200}"
_NUMBER_OF_OPTION = r"[-+]?\d{1,9}(?:\.\d+)?"

# What may be quoted of an option's value that was refused; all of a value has to fit. Neighbours are swapped, and
# vaults hand over text where a path was meant, so a value that is not of its option's kind may be a secret.
_MAY_HOLD: Mapping[str, str] = {
    "app_id": rf"{GUID}|[A-Za-z][A-Za-z ]{{0,40}}",
    "managed_identity_account_id": rf"{GUID}|/subscriptions/[\w./ -]+",
    "certificate_thumbprint": r"[0-9A-Fa-f]{2}(?:[ :]?[0-9A-Fa-f]{2}){1,31}",
    "user_principal_name": rf"[^@\s]{{1,64}}@{HOST}",
    "organization": _TENANT_NAME,
    "delegated_organization": _TENANT_NAME,
    "expect_organization": _TENANT_NAME,
    "of_organization": _TENANT_NAME,
    "anchor_mailbox": rf"(?:[A-Za-z-]{{2,12}}:)?(?:[^@\s]{{1,64}}@{HOST}|{GUID}(?:@{GUID})?)",
    "connection_uri": _ADDRESS_OF_OPTION,
    "azure_ad_authorization_endpoint_uri": _ADDRESS_OF_OPTION,
    "proxy": _ADDRESS_OF_OPTION,
    "no_proxy": r"[\w.*:/-]+",
    "allowed_hosts": _ADDRESS_OF_OPTION,
    "auth_method": r"[A-Za-z_ -]{1,30}",
    "environment": r"(?:[Oo]365)?[A-Za-z_ -]{1,40}",
    "cmdlet": r"[A-Za-z]{1,40}[- ]?[A-Za-z]{0,80}(?:V?\d)?",
    "verb": _WORDS_ONLY,
    "noun": _WORDS_ONLY,
    "parameter": _WORDS_ONLY,
    "properties": r"[A-Za-z_@.][A-Za-z_@. ]*\d{0,2}",
    "timezone": r"[A-Za-z_. ]{1,40}(?:/[A-Za-z_]+){0,2}(?:[+-]\d{1,2})?|[+-]\d\d:?\d\d",
    "result_size": rf"[A-Za-z]{{1,20}}|{_NUMBER_OF_OPTION}",
    "mode": r"[ugoa]*[-+=,rwxXstugoa]+|0?[0-7]{1,6}|0o[0-7]{1,5}|\d{1,5}",
    "owner": r"[A-Za-z_][\w-]{0,40}\$?|\d{1,9}",
    "group": r"[A-Za-z_][\w-]{0,40}\$?|\d{1,9}",
}  # fmt: skip
_MAY_HOLD_BY_TYPE: Mapping[str, str] = {
    "path": _PATH_OF_OPTION,
    "int": rf"{_NUMBER_OF_OPTION}|[A-Za-z]{{1,20}}",
    "float": rf"{_NUMBER_OF_OPTION}|[A-Za-z]{{1,20}}",
    "bool": r"[A-Za-z]{1,20}|[01]",
}
_CHOICE_OF_OPTION = r"[A-Za-z_& -]{1,40}"
# Who signs in; each has a form that no secret has.
_OPTIONS_OF_NAMES = (
    "app_id",
    "user_principal_name",
    "certificate_thumbprint",
    "organization",
    "delegated_organization",
)
_OPTIONS_OF_SECRETS = frozenset(
    {"client_secret", "password", "certificate_password", "certificate", "refresh_token", "access_token",
     "federated_token"}
)  # fmt: skip
_THUMBPRINT_LENGTH = 40
_OPTIONS_OF_ADDRESSES = ("connection_uri", "azure_ad_authorization_endpoint_uri", "proxy")
# What stands in front of the host of a URL, valid or not: a user name, a password.
_USER_INFO = re.compile(r"[^/?#]*//([^/?#]+)@")


def may_quote(option: str, spec: Mapping[str, Any], value: str) -> bool:
    """Whether a value is of the kind that its option may hold, so that a refusal may quote it."""
    if holds_secret(value):
        return False
    if option in _MAY_HOLD:
        return re.fullmatch(_MAY_HOLD[option], value.strip()) is not None
    kind = _CHOICE_OF_OPTION if "choices" in spec else _MAY_HOLD_BY_TYPE.get(spec.get("type", "str"), ".*")
    return re.fullmatch(kind, value.strip(), re.DOTALL) is not None and not any(
        looks_random(word) for word in value.split()
    )


def find_swapped(options: Mapping[str, object]) -> dict[str, str]:
    """The names of options that hold a secret, and for each the option of secrets that holds its name, or id."""
    swapped: dict[str, str] = {}
    for name in _OPTIONS_OF_NAMES:
        value = options.get(name)
        if not isinstance(value, str) or not value or _is_named(name, value):
            continue
        for secret in _OPTIONS_OF_SECRETS & set(options):
            value_of_secret = options[secret]
            if isinstance(value_of_secret, str) and value_of_secret and _is_named(name, value_of_secret):
                swapped[name] = secret
    return swapped


def passwords_in_addresses(options: Mapping[str, object]) -> set[str]:
    """The passwords in those options that hold an address, with the names before them."""
    addresses = (options.get(name) for name in _OPTIONS_OF_ADDRESSES)
    # A proxy may be written without its scheme.
    users = (
        _USER_INFO.match(address if "//" in address else f"//{address}")
        for address in addresses
        if isinstance(address, str)
    )
    return {user[1] for user in users if user}


# Where the action plugin puts the content of a file that a parameter gets.
FILE_CONTENT = "content_base64"
# The secrets of a command line and of the parameters that complete it; only a parser of command lines can find them.
SecretsOfLine = Callable[[object, object], set[str]]


def passwords_in(options: Mapping[str, object], secrets_of_line: SecretsOfLine) -> set[str]:
    """What ``no_log`` cannot know: passwords among a cmdlet's parameters or an object's properties, or written into an
    address."""
    secrets = passwords_in_addresses(options)
    shared_parameters = options.get("parameters")
    lists = [options.get(name) for name in ("commands", "resources")]
    # What does not fit is shown as well: a map in place of the list, above all.
    items = [item for items in lists for item in (items if isinstance(items, (list, tuple)) else [items])]
    for item in [options, *items]:
        command = {"command": item} if isinstance(item, str) else item
        if isinstance(command, Mapping):
            secrets |= _passwords_of_command(command, shared_parameters, secrets_of_line)
    return secrets - {""}


def _passwords_of_command(
    command: Mapping[str, object], shared_parameters: object, secrets_of_line: SecretsOfLine
) -> set[str]:
    """Those of a task, or of one item of its commands: in its parameters, those of the task, and its command line."""
    cmdlet, line, parameters = command.get("cmdlet"), command.get("command"), command.get("parameters")
    files = command.get("files")
    sources = files.values() if isinstance(files, Mapping) else ()
    contents = [source.get(FILE_CONTENT) for source in sources if isinstance(source, Mapping)]
    secrets = {str(content) for content in contents if content} | secrets_in(cmdlet, parameters)
    # A module of one kind does not say it; of those only a mailbox has passwords, and all else counts by its name.
    for verb in ("New", "Set") if isinstance(command.get("properties"), Mapping) else ():
        secrets |= secrets_in(f"{verb}-{command.get('kind') or 'Mailbox'}", command["properties"])
    if line is not None:
        secrets |= secrets_of_line(line, parameters)
    if shared_parameters and shared_parameters is not parameters:
        secrets |= secrets_in(cmdlet, shared_parameters)
        secrets |= set() if line is None else secrets_of_line(line, shared_parameters)
    return secrets


def handles_in(value: object) -> list[str]:
    """The handles in ``value``: a handle, a registered result (of a looped task, too), or a list of them.

    ``"{{ exo.session }}"`` cannot be templated after a failed connect, ``"{{ exo }}"`` can, so the whole result is
    taken as well. One without a session (failed, skipped, unreachable) adds none.
    """
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, Mapping):
        return handles_in(value.get("session")) + handles_in(value.get("results"))
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [handle for member in value for handle in handles_in(member)]
    return []


def _is_named(name: str, text: str) -> bool:
    """Whether a text is what an option of names holds; a word alone is no domain."""
    long = len(text) >= _THUMBPRINT_LENGTH if name == "certificate_thumbprint" else any(mark in text for mark in ".@-")
    return long and may_quote(name, {}, text)


# A text that came from the service, or that goes into a file, is not ours to change.
_KEYS_OF_DATA = frozenset({"objects", "partial", "diff", "read_back", "what_if", "found"})
_SHORTEST_QUOTED = 4
# Failures quote the beginning of a long text.
_QUOTED_BEGINNINGS = (60, 80, 200)
# A line may stand in the place of a cmdlet.
_OPTIONS_OF_LINES = frozenset({"cmdlet", "command", "commands"})

Spec = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Redactor:
    """The options of one task, with the spec that says which of them are secret, and ``more`` texts that are.

    ``line`` is what may be shown of a command line; only a module that takes one has to know more of it than shapes.
    """

    options: Mapping[str, object] = field(repr=False)
    spec: Spec = field(repr=False)
    more: frozenset[str] = field(default=frozenset(), repr=False)
    line: Callable[[str], str] = redact

    @cached_property
    def secrets(self) -> set[str]:
        """All that nothing may show, wherever it stands."""
        return self._secrets_of_options | self.more

    @cached_property
    def _secrets_of_options(self) -> set[str]:
        """What the options hold that is secret by its option or by its shape. A name, an id or a domain that stands
        where a secret belongs, because somebody swapped the two, is none."""
        exchanged = find_swapped(self.options)
        secrets: set[str] = set()
        for name, value in self.options.items():
            secret = bool(self.spec.get(name, {}).get("no_log"))
            # Of a registered result only the handle is secret.
            for text in handles_in(value) if name == "session" else _texts_of_options(value):
                if (secret and name not in exchanged.values()) or name in exchanged or holds_secret(text):
                    secrets |= {text, text.strip()}
        return secrets - {""}

    @cached_property
    def _not_to_be_quoted(self) -> list[str]:
        """What the options hold that is secret or not of its kind, as it might be quoted; the longest first."""
        misfits = {
            text
            for name, value in self.options.items()
            for text in _texts_of_options(value)
            if not self._may_quote(name, text)
        }
        variants = {
            variant for text in misfits for variant in _quoted_variants(text) if len(variant) >= _SHORTEST_QUOTED
        }
        return sorted(variants | self.secrets, key=len, reverse=True)

    def _may_quote(self, name: str, text: str) -> bool:
        option = self.spec.get(name)
        if option is None or option.get("no_log") or name in ("command", "commands") or option.get("type") == "dict":
            return not holds_secret(text)
        return text in option.get("choices", ()) or may_quote(name, option, text)

    def redact_text(self, text: str) -> str:
        """A failure or a warning without what may not be quoted."""
        for quoted in self._not_to_be_quoted:
            if quoted in text:
                text = self._without_secret(quoted, text)
        return redact(text)

    def _without_secret(self, quoted: str, text: str) -> str:
        """A secret is no part of a word either; what only might be one is looked for as a word."""
        if quoted in self.secrets:
            return text.replace(quoted, NOT_SHOWN)
        return re.sub(rf"(?<!\w){re.escape(quoted)}(?!\w)", NOT_SHOWN, text)

    def redact_result(self, result: Mapping[str, object]) -> dict[str, Any]:
        """A result whose own words quote nothing that may not be; what the service sent stays as it is."""
        return {
            name: value if name in _KEYS_OF_DATA else _map_texts(value, self.redact_text, self.redact_result)
            for name, value in result.items()
        }

    def invocation(self) -> dict[str, Any]:
        """The options as a result may repeat them."""
        return {"module_args": {name: self._option_in_invocation(name, value) for name, value in self.options.items()}}

    def _option_in_invocation(self, name: str, value: object) -> object:
        if self.spec.get(name, {}).get("no_log") and value not in (None, "", [], {}):
            return NOT_SHOWN
        if name in _OPTIONS_OF_LINES:
            value = self._redact_lines(value)
        return _map_texts(value, self.redact_text)

    def _redact_lines(self, value: object) -> object:
        """The option command, or commands: a line, or a list of lines and of maps that have one."""
        if isinstance(value, str):
            return self.line(value)
        if isinstance(value, (list, tuple)):
            return [self._redact_lines(line) for line in value]
        if isinstance(value, Mapping):
            return {
                name: self._redact_lines(member) if name == "command" else _map_texts(member, redact)
                for name, member in value.items()
            }
        return value


def _quoted_variants(text: str) -> Iterator[str]:
    """A text as a failure may quote it: as it is or on one line, in small letters, its beginning alone."""
    for variant in (text, " ".join(text.split())):
        for form in (variant, variant.strip(), variant.lower()):
            yield form
            yield from (form[:length] for length in _QUOTED_BEGINNINGS if len(form) > length)


def _texts_of_options(value: object) -> Iterator[str]:
    """The texts at any depth of a value; a number that is one by its option counts as it is written."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from _texts_of_options(member)
    elif isinstance(value, (list, tuple)):
        for member in value:
            yield from _texts_of_options(member)


def _map_texts(
    value: object, change: Callable[[str], str], inside: Callable[[Mapping[str, object]], object] | None = None
) -> object:
    """The value with each of its texts changed; ``inside`` takes its maps."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return inside(value) if inside else {name: _map_texts(member, change) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_map_texts(member, change, inside) for member in value]
    return value
