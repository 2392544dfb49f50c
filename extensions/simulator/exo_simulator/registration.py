# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates of the applications: made or loaded at start, registered, written where people can use them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import rsa

from .certificates import AppCertificate, load_certificate, new_key, self_signed, write_key_pair
from .reading import BadTenants
from .tenants import Application, CertificatePlan, Directory, Tenant

PFX_PASSWORD = "simulator"  # noqa: S105 - of keys that live as long as this process; printed with the rest


# An application by its id, and the number of its certificate.
_Made = tuple[str, int]


def _made(application: Application, plan: CertificatePlan) -> _Made:
    return application.app_id, next(number for number, one in enumerate(application.plans) if one is plan)


class Registration:
    """Makes keys in the background from the moment it exists, and registers certificates when asked."""

    def __init__(self, tenants: Directory, executor: Executor) -> None:
        self._tenants = tenants
        self._pairs: dict[_Made, AppCertificate] = {}
        # An application that several tenants have is one application, with one key.
        made = {_made(application, plan) for _tenant, application, plan in self._plans() if plan.path is None}
        self._keys: dict[_Made, Future[rsa.RSAPrivateKey]] = {one: executor.submit(new_key) for one in made}

    def complete(self, folder: str, now: datetime) -> None:
        """Register every certificate; write the made ones to the folder (`<tenant>-<application>.pem`, `.pfx`)."""
        for tenant, application, plan in self._plans():
            if plan.path is not None:
                application.certificates.append(_registered(plan.path))
                continue
            made = _made(application, plan)
            key = self._keys[made].result()
            pair = self._pairs.setdefault(made, self_signed(key, application.name, now, plan.expired))
            application.certificates.append(pair)
            stem = os.path.join(folder, _stem(tenant, application, len(application.certificates)))
            pem, pfx = write_key_pair(key, pair.certificate, stem, PFX_PASSWORD)
            application.files.setdefault("certificate_path", pem)
            application.files.setdefault("pfx_path", pfx)
            application.files.setdefault("thumbprint", pair.thumbprint)

    def _plans(self) -> Iterator[tuple[Tenant, Application, CertificatePlan]]:
        for tenant in self._tenants.tenants:
            for application in tenant.applications.values():
                for plan in application.plans:
                    yield tenant, application, plan


def _registered(path: str) -> AppCertificate:
    try:
        return load_certificate(path)
    except (OSError, ValueError) as error:
        raise BadTenants(f"certificate {path}: {error}") from None


def _stem(tenant: Tenant, application: Application, number: int) -> str:
    words = "".join(letter if letter.isalnum() else "-" for letter in application.name.lower())
    name = f"{tenant.initial_domain.partition('.')[0]}-{words.strip('-')}"
    return name if number == 1 else f"{name}-{number}"
