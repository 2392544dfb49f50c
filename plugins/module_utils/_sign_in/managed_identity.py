# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign-in with the identity that Azure gave to the machine: virtual machine, App Service, Automation, Azure Arc.

msal knows the several kinds by their variables; the token comes from a service on the machine, and no secret is
involved.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from .._endpoints.name_and_url_syntax import app_id
from .._errors._advice.network import NETWORK
from .._errors._advice.ways_to_sign_in import WAYS_TO_SIGN_IN
from .._errors.failure import Failures
from .._redaction.secret_rules import clean
from .._specs.connection import SignInOptions
from .._transport.instance_metadata import MetadataTransport
from .._transport.retry_policy_and_backoff import Backoff, RetryPolicy
from .._transport.transport import Answer
from .._transport.transport_error import TransportError
from .credential_and_claims import Credential, Method, TokenAnswer, TokenRequest
from .msal_client import MsalReply, SignInHttp, map_in

failure = Failures(NETWORK, WAYS_TO_SIGN_IN)

# Microsoft Learn: the address of a virtual machine's metadata service, and of the Azure Arc agent's.
_METADATA_ORIGIN = "http://169.254.169.254"
_ARC_ORIGIN = "http://localhost:40342"
_ARC_AGENT = "/opt/azcmagent/bin/himds"
_METADATA_RETRIES = RetryPolicy(retries=3)
_LONGEST_WAIT = 10.0  # so that a wait for each fits into the policy's budget
# Microsoft Learn's advice on errors of the metadata service: these pass.
_PASSING_STATUSES = frozenset({404, 410, 429})
_LONGEST_AZURE_ERROR = 300


def metadata_origin(environ: Mapping[str, str]) -> str:
    """Where this machine's metadata service is, by the variables that Azure sets; as msal chooses among them."""
    if "IDENTITY_ENDPOINT" in environ and ("IDENTITY_HEADER" in environ or "IMDS_ENDPOINT" in environ):
        return environ["IDENTITY_ENDPOINT"]
    if "MSI_ENDPOINT" in environ and "MSI_SECRET" in environ:
        return environ["MSI_ENDPOINT"]
    # The agent runs as a service; nothing but its program tells that it is there.
    if os.path.exists(_ARC_AGENT):
        return _ARC_ORIGIN
    return environ.get("AZURE_POD_IDENTITY_AUTHORITY_HOST") or _METADATA_ORIGIN


class _MetadataHttp:
    """The ``http_client`` that msal wants, with the retries that Microsoft recommends."""

    def __init__(self, environ: Mapping[str, str], http: SignInHttp) -> None:
        self._transport = MetadataTransport(metadata_origin(environ))
        self._clock = http.clock

    def get(
        self, url: str, params: Mapping[str, object] | None = None, headers: Mapping[str, str] | None = None
    ) -> MsalReply:
        """As msal calls it."""
        backoff = Backoff(_METADATA_RETRIES, self._clock, longest=_LONGEST_WAIT)
        while True:
            answer = self._transport.get(url, params, headers or {})
            if not _is_passing_status(answer) or not backoff.again(answer.headers):
                return MsalReply(_answer_of_azure(answer, url))

    def post(self, url: str, **_more: object) -> MsalReply:
        """msal posts in Azure Cloud Shell only, which is a person's."""
        del url
        raise failure("managed-identity-refused", text="the Azure Cloud Shell has none")

    def close(self) -> None:
        """Nothing stays open."""


def _answer_of_azure(answer: Answer, url: str) -> Answer:
    """The answer, if a metadata service of Azure may have given it: a map, or Azure Arc's challenge.

    :raises Failure: ``managed-identity-not-azure``.
    """
    if answer.status == 401 or map_in(answer.text):
        return answer
    raise failure("managed-identity-not-azure", host=urlsplit(url).netloc, status=answer.status)


def _is_passing_status(answer: Answer) -> bool:
    return answer.status in _PASSING_STATUSES or answer.status >= 500


def _prepare_managed_identity(options: SignInOptions, _now: float) -> Credential:
    account = options.managed_identity_account_id
    return Credential(account_id=app_id(account, "managed_identity_account_id") if account else None)


def _acquire_managed_identity(request: TokenRequest, http: SignInHttp) -> TokenAnswer:
    import msal  # noqa: PLC0415 - as in msal_client.py

    account = request.credential.account_id
    identity = msal.UserAssignedManagedIdentity(client_id=account) if account else msal.SystemAssignedManagedIdentity()
    try:
        with _variables_for_msal(request.environ):
            client = msal.ManagedIdentityClient(identity, http_client=_MetadataHttp(request.environ, http))
            answer: TokenAnswer = client.acquire_token_for_client(
                resource=request.resource, claims_challenge=request.claims
            )
    except TransportError as error:
        if error.kind == "host-refused":
            raise
        raise failure("managed-identity-missing", host=error.host) from error
    except OSError as error:
        # Azure Arc: its key file is readable for members of the group himds only.
        raise failure("managed-identity-refused", text=(error.strerror or "a file cannot be read").lower()) from error
    except ValueError as error:
        raise failure("managed-identity-refused", text=clean(str(error))[:_LONGEST_AZURE_ERROR]) from error
    if "access_token" not in answer:
        words = answer.get("error_description") or answer.get("error") or "no reason given"
        raise failure("managed-identity-refused", text=clean(str(words))[:_LONGEST_AZURE_ERROR])
    return answer


@contextmanager
def _variables_for_msal(environ: Mapping[str, str]) -> Iterator[None]:
    """msal reads the variables of the process; those of the task are the same, but for tests of this file."""
    before = dict(os.environ)
    if environ is not os.environ:
        os.environ.clear()
        os.environ.update(environ)
    try:
        yield
    finally:
        if environ is not os.environ:
            os.environ.clear()
            os.environ.update(before)


MANAGED_IDENTITY = Method(
    "managed_identity",
    ("managed_identity", "managed_identity_account_id"),
    ("organization",),
    _prepare_managed_identity,
    _acquire_managed_identity,
    switch=True,
)
