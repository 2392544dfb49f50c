# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sign-in options, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """The sign-in options, documented once."""

    DOCUMENTATION = r"""
options:
  organization:
    description:
      - The tenant to work in, as its initial domain (V(contoso.onmicrosoft.com)), another verified domain, or its
        tenant id.
      - Microsoft asks applications to use the initial domain.
      - Sets C(-Organization) of C(Connect-ExchangeOnline).
      - Reads the environment variable E(EXO_ORGANIZATION) where the task gives nothing.
    type: str
    aliases: [tenant]
  app_id:
    description:
      - The application (client) id of the registered application, a GUID.
      - Sets C(-AppId).
      - Reads E(EXO_APP_ID).
    type: str
    aliases: [client_id, application_id]
  client_secret:
    description:
      - A client secret of the application. Give its value, not its id.
      - Microsoft's PowerShell module does not offer this, the service accepts it.
      - Reads E(EXO_CLIENT_SECRET).
    type: str
  certificate_path:
    description:
      - A file with the application's certificate and its private key, as PEM or PFX.
      - The file is read on the machine where the task runs.
      - Sets C(-CertificateFilePath).
      - Reads E(EXO_CERTIFICATE_PATH).
    type: path
    aliases: [certificate_file_path]
  certificate:
    description:
      - The same as text, as PEM or as a PFX file in base64.
      - Mutually exclusive with O(certificate_path).
      - Reads E(EXO_CERTIFICATE).
    type: str
  certificate_password:
    description:
      - The password of the PFX file or of the encrypted private key.
      - Sets C(-CertificatePassword).
      - Reads E(EXO_CERTIFICATE_PASSWORD).
    type: str
notes:
  - Give one way to sign in, either O(client_secret) or a certificate. What the task or C(module_defaults) gives beats
    what
    only the environment gives. An empty text counts as not given.
requirements:
  - python >= 3.10
  - msal >= 1.35.0
  - requests >= 2.32.4
  - jmespath >= 1.0.0
  - cryptography >= 42.0.0
"""
