# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The network of a task: its options, what its session kept, and the variables that every program knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from .._errors._advice.connection import CONNECTION
from .._errors._advice.network import NETWORK
from .._errors.failures import Failures
from .._sign_in.given import given
from .._specs.variables import NETWORK_VARIABLES
from .._transport.network import Network, network_of, with_ca, with_proxy
from .inherited import inherited

failure = Failures(CONNECTION, NETWORK)

_LONGEST = {"connect_timeout": 300, "timeout": 7200}


def network_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """What a session keeps of the network: the options that were given, JSON-able.

    :raises Failure: ``validate-certs-off``.
    """
    if options.get("validate_certs") is False:
        raise failure("validate-certs-off")
    present = given(options)
    return {name: present[name] for name in NETWORK_VARIABLES if name in present}


def network_for(
    options: Mapping[str, Any], environ: Mapping[str, str], kept: Mapping[str, Any] | None = None
) -> Network:
    """How a task reaches the world: by its own options, then by what its session ``kept``, then by ``environ``,
    whose EXO_* variables beat those that every program knows.

    :raises Failure: an option that cannot be used.
    """
    asked = network_options(options)
    of_environment = inherited(asked, environ, NETWORK_VARIABLES)
    own = {name: value for name, value in asked.items() if name not in of_environment}
    settings = {**asked, **(kept or {}), **own}
    network = network_of(environ)
    if "proxy" in settings:
        network = with_proxy(network, settings["proxy"])
    if "no_proxy" in settings:
        network = replace(network, no_proxy=",".join(settings["no_proxy"]))
    if "ca_path" in settings:
        network = with_ca(network, settings["ca_path"])
    for option, seconds in _LONGEST.items():
        if option in settings and not 1 <= settings[option] <= seconds:
            raise failure("option-out-of-range", option=option, value=settings[option], least=1, most=seconds)
    return _known_to_proxy(
        replace(
            network,
            connect_timeout=float(settings.get("connect_timeout", network.connect_timeout)),
            read_timeout=settings.get("timeout"),
        ),
        settings,
    )


def _known_to_proxy(network: Network, settings: Mapping[str, Any]) -> Network:
    """The network with our own certificate for the proxy, if there is one."""
    certificate, key = settings.get("proxy_client_certificate"), settings.get("proxy_client_key")
    if certificate is None:
        if key is not None:
            raise failure("proxy-key-alone")
        return network
    if not (network.proxy or "").startswith("https://"):
        raise failure("proxy-certificate-alone", proxy="it starts with http://" if network.proxy else "there is none")
    shown = replace(
        network,
        proxy_certificate=str(Path(certificate).expanduser()),
        proxy_key=str(Path(key).expanduser()) if key else None,
    )
    shown.proxy_context()
    return shown
