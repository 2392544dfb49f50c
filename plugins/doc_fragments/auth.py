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
      - Where a user signs in, the default is the user's own organization. A customer of the user's is
        O(delegated_organization).
      - Sets C(-Organization) of C(Connect-ExchangeOnline).
      - Reads the environment variable E(EXO_ORGANIZATION) where the task gives nothing.
    type: str
    aliases: [tenant]
  app_id:
    description:
      - The application (client) id of the registered application, a GUID.
      - Where a user signs in, the default is the public client of Microsoft's own module.
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
  certificate_thumbprint:
    description:
      - The SHA-1 thumbprint of the certificate that is registered with the application.
      - There is no certificate store to look it up in, so the private key has to be given with O(certificate_path) or
        O(certificate). With a key alone it names the certificate, otherwise it is compared.
      - Sets C(-CertificateThumbprint).
      - Reads E(EXO_CERTIFICATE_THUMBPRINT).
    type: str
  federated_token:
    description:
      - A token of another identity provider (OpenID Connect) that the application has a federated credential for.
      - Such tokens end soon. Give O(federated_token_file) where the work takes longer.
      - Reads E(EXO_FEDERATED_TOKEN).
    type: str
  federated_token_file:
    description:
      - A file with such a token. It is read anew each time that an access token is fetched.
      - Where no other way to sign in is named, the variables of Microsoft Entra Workload ID are understood as well
        (E(AZURE_FEDERATED_TOKEN_FILE), E(AZURE_CLIENT_ID), E(AZURE_TENANT_ID) and E(AZURE_AUTHORITY_HOST)).
      - Reads E(EXO_FEDERATED_TOKEN_FILE).
    type: path
  managed_identity:
    description:
      - Sign in with the identity that Azure gave to the machine that runs the task.
      - Sets C(-ManagedIdentity).
      - Reads E(EXO_MANAGED_IDENTITY).
    type: bool
    default: false
  managed_identity_account_id:
    description:
      - The client id of a user-assigned managed identity. Without it the machine's own is used.
      - Sets C(-ManagedIdentityAccountId).
      - Reads E(EXO_MANAGED_IDENTITY_ACCOUNT_ID).
    type: str
  device_code:
    description:
      - Show a code, and wait until somebody has signed in with it in a browser.
      - A module cannot show anything while it runs, so this works only where the task runs on the controller itself,
        that is with connection local and without C(become) and C(async).
      - Sets C(-Device).
      - Reads E(EXO_DEVICE_CODE).
    type: bool
    default: false
  device_code_timeout:
    description:
      - How many seconds to wait for somebody to enter the code, V(1) to V(900).
      - Reads E(EXO_DEVICE_CODE_TIMEOUT).
    type: int
    default: 900
  refresh_token:
    description:
      - A refresh token of an earlier sign-in of a user.
      - It belongs to the application that it was issued to, given as O(app_id) with O(client_secret), a certificate or
        a federated token. Without O(app_id) it is that of Microsoft's own module.
      - Reads E(EXO_REFRESH_TOKEN).
    type: str
  access_token:
    description:
      - An access token for the service that somebody else fetched. It cannot be renewed.
      - Sets C(-AccessToken).
      - Reads E(EXO_ACCESS_TOKEN).
    type: str
  user_principal_name:
    description:
      - The user who signs in. Another user's sign-in is refused.
      - Alone it means O(device_code), as Microsoft's line for accounts with multi-factor authentication does.
      - Sets C(-UserPrincipalName).
      - Reads E(EXO_USER_PRINCIPAL_NAME).
    type: str
  password:
    description:
      - The password of O(user_principal_name). It works only without multi-factor authentication, Conditional Access
        and federation.
      - Microsoft is taking this way to sign in away, and a warning says so.
      - Sets C(-Credential), together with O(user_principal_name).
      - Reads E(EXO_PASSWORD).
    type: str
  azure_cli:
    description:
      - Sign in with the account that the Azure CLI C(az) is signed in with, where the task runs.
      - Reads E(EXO_AZURE_CLI).
    type: bool
    default: false
  auth_method:
    description:
      - The way to sign in. V(auto) takes the only one that the other options complete, and refuses two.
      - One of V(auto), V(certificate), V(client_secret), V(federated), V(managed_identity), V(device_code),
        V(refresh_token), V(access_token), V(password) and V(azure_cli).
      - With a name, the options of other ways are left aside.
      - Reads E(EXO_AUTH_METHOD).
    type: str
    default: auto
notes:
  - Give one way to sign in. What the task or C(module_defaults) gives beats what only the environment gives. An empty
    text counts as not given.
requirements:
  - python >= 3.10
  - msal >= 1.35.0
  - requests >= 2.32.4
  - jmespath >= 1.0.1
  - cryptography >= 42.0.0
"""
