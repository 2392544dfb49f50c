# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a task must pass before anything is opened or sent: packages, options in their places, ranges, the network.

With what a task reaches the world are its options about the network and about retries, checked. What a command itself
must pass is in ``prepare_command.py``.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from .._clock import Clock
from .._dataclass import dataclass
from .._endpoints.clouds import MAX_PAGE_SIZE
from .._errors._advice.connection import CONNECTION
from .._errors._advice.network import NETWORK
from .._errors._advice.options import OPTIONS
from .._errors.failure import Failures
from .._libraries import MISSING
from .._redaction.secret_rules import holds_secret
from .._redaction.task_redactor import find_swapped
from .._specs.connection import ConnectionOptions, NetworkOptions, RetryOptions
from .._specs.read_options import only_of_task, pick_given
from .._task.context_and_progress import Context
from .._transport.proxy_and_connections import Network, network_of
from .._transport.retry_policy_and_backoff import RetryPolicy
from .._transport.transport import Transport

failure = Failures(CONNECTION, OPTIONS, NETWORK)

_PROXY_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_PROXY_PLACE = re.compile(
    r"(?:[^\s/?#@]+@)?(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::[0-9]{1,5})?/?", re.IGNORECASE
)

# Where a path belongs, and what takes the content instead.
_OPTION_OF_CONTENT: Mapping[str, str] = {
    "certificate_path": "Give it to the option certificate instead.",
    "federated_token_file": "Give it to the option federated_token instead.",
    "ca_path": "Write it into a file, and give the file's path.",
    "proxy_client_certificate": "Write it into a file that only you can read, and give the file's path.",
    "proxy_client_key": "Write it into a file that only you can read, and give the file's path.",
}


def demand_packages() -> None:
    """Ask for what a request needs; to forget a session needs nothing.

    :raises Failure: ``library-missing``.
    """
    if MISSING:
        raise failure("library-missing", packages=", ".join(MISSING), interpreter=sys.executable)


def demand_in_place(options: Mapping[str, object]) -> None:
    """Refuse options that hold each other's values, before anything is opened, sent or quoted.

    :raises Failure: ``options-swapped`` or ``content-for-path``.
    """
    for name, advice in _OPTION_OF_CONTENT.items():
        value = options.get(name)
        if isinstance(value, str) and holds_secret(value):
            raise failure("content-for-path", option=name, advice=advice)
    for name, secret in find_swapped(options).items():
        raise failure("options-swapped", option=name, secret=secret)


def demand_in_range(option: str, value: int, least: int, most: int) -> int:
    """``value`` if it is in the range that ``option`` takes.

    :raises Failure: ``option-out-of-range``.
    """
    if not least <= value <= most:
        raise failure("option-out-of-range", option=option, value=value, least=least, most=most)
    return value


_MOST_OBJECTS = 1_000_000


def demand_count(option: str, value: int | None) -> None:
    """Refuse a number of objects that cannot be one; None is any number.

    :raises Failure: ``option-out-of-range``.
    """
    if value is not None:
        demand_in_range(option, value, 0, _MOST_OBJECTS)


def page_size_of(size: int | None) -> int | None:
    """The page size that the user wants, None where none is given.

    :raises Failure: ``page-size-not-valid``.
    """
    if size is not None and not 1 <= size <= MAX_PAGE_SIZE:
        raise failure("page-size-not-valid", value=size)
    return size


_LONGEST_CONNECT = 300
_LONGEST_WAIT = 7200
_MOST_SLICES = 1000


@dataclass(frozen=True)
class RequestSettings:
    """How requests travel, how often they are tried, and the clock that all of it looks at. ``slices`` is how many jobs
    share what the tenant bears."""

    network: Network
    retry_policy: RetryPolicy
    clock: Clock
    slices: int = 1

    @classmethod
    def of(
        cls, options: ConnectionOptions, context: Context, session_options: Mapping[str, Any] | None = None
    ) -> RequestSettings:
        """As the task says, see :func:`network_for`.

        :raises Failure: an option that cannot be used.
        """
        retry_policy = retry_policy_of(options.retry)
        slices = demand_in_range("slices", options.retry.slices, 1, _MOST_SLICES)
        return cls(network_for(options.network, context.environ, session_options), retry_policy, context.clock, slices)

    def transport(self, hosts: Collection[str]) -> Transport:
        """A way to ``hosts`` and to nobody else, see :class:`Transport`."""
        return Transport(self.network, hosts, self.clock)


def retry_policy_of(options: RetryOptions) -> RetryPolicy:
    """How often and how long the user wants to wait.

    :raises Failure: ``option-out-of-range``.
    """
    retries = demand_in_range("retries", options.retries, 0, 10)
    return RetryPolicy(retries, float(demand_in_range("retry_budget", options.retry_budget, 0, 900)))


def network_for(
    options: NetworkOptions, environ: Mapping[str, str], session_options: Mapping[str, Any] | None = None
) -> Network:
    """How a task reaches the world: by its own options, then by its session's (``session_options``, those that were
    given to it, by name), then by ``environ``, whose EXO_* variables beat those that every program knows.

    :raises Failure: an option that cannot be used.
    """
    if not options.validate_certs:
        raise failure("validate-certs-off")
    settings = replace(options, **{**(session_options or {}), **pick_given(only_of_task(options))})
    network = network_of(environ)
    if settings.proxy is not None:
        network = _with_proxy(network, settings.proxy)
    if settings.no_proxy is not None:
        network = replace(network, no_proxy=",".join(settings.no_proxy))
    if settings.ca_path is not None:
        network = _with_ca(network, settings.ca_path)
    if settings.connect_timeout is not None:
        seconds = demand_in_range("connect_timeout", settings.connect_timeout, 1, _LONGEST_CONNECT)
        network = replace(network, connect_timeout=float(seconds))
    if settings.timeout is not None:
        network = replace(network, read_timeout=demand_in_range("timeout", settings.timeout, 1, _LONGEST_WAIT))
    return _with_proxy_certificate(network, settings.proxy_client_certificate, settings.proxy_client_key)


def _with_proxy(network: Network, text: str) -> Network:
    """The same through the proxy that ``text`` names; without a scheme it is plain http to the proxy, as for curl.

    :raises Failure: ``proxy-not-valid``; the text is not quoted, as it may hold a password.
    """
    scheme = _PROXY_SCHEME.match(text)
    kind = scheme["scheme"].lower() if scheme else "http"
    place = text[scheme.end() :] if scheme else text
    if kind not in ("http", "https") or not _PROXY_PLACE.fullmatch(place):
        raise failure("proxy-not-valid")
    return replace(network, proxy=f"{kind}://{place}")


def _with_ca(network: Network, path: str) -> Network:
    """The same with the certificate authorities of a file.

    :raises Failure: ``ca-path-not-valid``.
    """
    full = Path(path).expanduser()
    if not full.is_file() or not os.access(full, os.R_OK):
        raise failure("ca-path-not-valid", path=path)
    return replace(network, ca_path=str(full))


def _with_proxy_certificate(network: Network, certificate: str | None, key: str | None) -> Network:
    """The network with our own certificate for the proxy, if there is one."""
    if certificate is None:
        if key is not None:
            raise failure("proxy-key-alone")
        return network
    if not (network.proxy or "").startswith("https://"):
        raise failure("proxy-certificate-alone", proxy="it starts with http://" if network.proxy else "there is none")
    with_certificate = replace(
        network,
        proxy_certificate=str(Path(certificate).expanduser()),
        proxy_key=str(Path(key).expanduser()) if key else None,
    )
    with_certificate.proxy_context()
    return with_certificate
