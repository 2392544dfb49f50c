# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where to sign in and where to work, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """Where to sign in and where to work, documented once."""

    DOCUMENTATION = r"""
options:
  environment:
    description:
      - The cloud that the tenant lives in, by Microsoft's name or a plain one.
      - V(O365Default) (V(worldwide), V(gcc)), V(O365USGovGCCHigh) (V(gcc_high)), V(O365USGovDoD) (V(dod)) and
        V(O365China) (V(china)).
      - V(auto) asks the sign-in services, without signing in, which cloud the organization lives in. The result says
        what was found.
      - The default is V(O365Default), or what O(connection_uri) says.
      - Sets C(-ExchangeEnvironmentName).
      - Reads E(EXO_ENVIRONMENT).
    type: str
    aliases: [exchange_environment_name]
  delegated_organization:
    description:
      - A customer of the user who signs in, as its initial domain, another verified domain, or its tenant id. The user
        signs in in the customer's tenant, by a partner's relationship (GDAP) or as a guest, and works there.
      - Security & Compliance is routed by the initial domain, so give that for it.
      - Beside it, O(organization) is the partner's own, where nothing is done.
      - Delegation does not reach applications, so with an application's way to sign in it is refused. An application
        works in a customer's tenant by O(organization), after the customer's consent.
      - Sets C(-DelegatedOrganization).
      - Reads E(EXO_DELEGATED_ORGANIZATION). Where the task itself gives O(organization), that is where it works, and
        the variable is left aside.
    type: str
  service:
    description:
      - The service to work with. V(exchange) is Exchange Online, V(compliance) is Security & Compliance, which is also
        called Microsoft Purview, V(protection) is standalone Exchange Online Protection.
      - A session may reach several of them, each with a token of its own. A cmdlet goes to the first one that has it,
        by Microsoft's documentation.
      - Where O(service) is given with a cmdlet, the cmdlet goes there.
      - The default is what O(connection_uri) names, else V(exchange). A task that signs in for one cmdlet takes the
        service that has the cmdlet.
      - Sets what C(Connect-ExchangeOnline) and C(Connect-IPPSSession) stand for.
      - Reads E(EXO_SERVICE).
    type: list
    elements: str
    choices: [exchange, compliance, protection]
    aliases: [services]
  connection_uri:
    description:
      - The connection URI as Microsoft documents it, in any of its spellings, in place of O(environment).
      - It names a cloud; requests go to that cloud's address of today.
      - Sets C(-ConnectionUri).
      - Reads E(EXO_CONNECTION_URI).
    type: str
  azure_ad_authorization_endpoint_uri:
    description:
      - The sign-in service as Microsoft documents it, with or without C(/organizations) or C(/common).
      - It must belong to the same cloud as O(environment) and O(connection_uri).
      - Sets C(-AzureADAuthorizationEndpointUri).
      - Reads E(EXO_AZURE_AD_AUTHORIZATION_ENDPOINT_URI).
    type: str
    aliases: [authority]
  allowed_hosts:
    description:
      - Host names outside of Microsoft's documented ones that you trust with secrets and tokens.
      - A URL option alone never opens a host.
    type: list
    elements: str
    default: []
"""
