# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a task as an edge reads them, for tests of what lies below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._specs.command import CommandOptions
from ansible_collections.m365.exchange.plugins.module_utils._specs.connection import (
    NetworkOptions,
    SessionOptions,
    SignInOptions,
)
from ansible_collections.m365.exchange.plugins.module_utils._specs.read_options import OptionsSpec, read


def command_of(options: Mapping[str, Any], environ: Mapping[str, str] | None = None) -> CommandOptions:
    """Of exo_command."""
    return read(CommandOptions(), options, environ or {})


def connection_of(options: Mapping[str, Any], environ: Mapping[str, str] | None = None) -> SessionOptions:
    """Of the way to the service."""
    return read(SessionOptions(), options, environ or {})


def sign_in_of(options: Mapping[str, Any], environ: Mapping[str, str] | None = None) -> SignInOptions:
    """Of a sign-in."""
    return read(SignInOptions(), options, environ or {})


def network_of(options: Mapping[str, Any], environ: Mapping[str, str]) -> NetworkOptions:
    """Of the network."""
    return read(NetworkOptions(), options, environ)


def variables_of(spec: OptionsSpec) -> dict[str, str]:
    """The variable of each option that has one."""
    return {name: option["fallback"][1][0] for name, option in spec.items() if "fallback" in option}
