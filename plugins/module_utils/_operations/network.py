# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""With what a task reaches the world: the options about the network and about retries, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .._errors._advice.connection import CONNECTION
from .._errors._advice.network import NETWORK
from .._errors.failure import Failures
from .._specs.connection import ConnectionOptions, NetworkOptions, RetryOptions
from .._specs.option import of_task, pick_given
from .._transport.connections import Network, network_of, with_ca, with_proxy
from .._transport.retry import RetryPolicy
from .preflight import within

failure = Failures(CONNECTION, NETWORK)

_LONGEST_CONNECT = 300
_LONGEST = 7200


@dataclass(frozen=True)
class Means:
    """How requests travel, and how often they are tried."""

    network: Network
    retry_policy: RetryPolicy

    @classmethod
    def of(cls, options: ConnectionOptions, environ: Mapping[str, str], kept: Mapping[str, Any] | None = None) -> Means:
        """As the task says, see :func:`network_for`.

        :raises Failure: an option that cannot be used.
        """
        retry_policy = retry_policy_of(options.retry)
        return cls(network_for(options.network, environ, kept), retry_policy)


def retry_policy_of(options: RetryOptions) -> RetryPolicy:
    """How often and how long the user wants to wait.

    :raises Failure: ``option-out-of-range``.
    """
    retries = within("retries", options.retries, 0, 10)
    return RetryPolicy(retries, float(within("retry_budget", options.retry_budget, 0, 900)))


def network_for(options: NetworkOptions, environ: Mapping[str, str], kept: Mapping[str, Any] | None = None) -> Network:
    """How a task reaches the world: by its own options, then by what its session ``kept`` (the options that were given
    to it, by name), then by ``environ``, whose EXO_* variables beat those that every program knows.

    :raises Failure: an option that cannot be used.
    """
    if not options.validate_certs:
        raise failure("validate-certs-off")
    settings = replace(options, **{**(kept or {}), **pick_given(of_task(options))})
    network = network_of(environ)
    if settings.proxy is not None:
        network = with_proxy(network, settings.proxy)
    if settings.no_proxy is not None:
        network = replace(network, no_proxy=",".join(settings.no_proxy))
    if settings.ca_path is not None:
        network = with_ca(network, settings.ca_path)
    if settings.connect_timeout is not None:
        seconds = within("connect_timeout", settings.connect_timeout, 1, _LONGEST_CONNECT)
        network = replace(network, connect_timeout=float(seconds))
    if settings.timeout is not None:
        network = replace(network, read_timeout=within("timeout", settings.timeout, 1, _LONGEST))
    return _with_proxy_certificate(network, settings.proxy_client_certificate, settings.proxy_client_key)


def _with_proxy_certificate(network: Network, certificate: str | None, key: str | None) -> Network:
    """The network with our own certificate for the proxy, if there is one."""
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
