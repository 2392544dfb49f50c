# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to the network, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """The way to the network, documented once."""

    DOCUMENTATION = r"""
options:
  proxy:
    description:
      - The proxy for every request, sign-in and Exchange alike, such as V(http://proxy.example.com:8080), with
        V(user:password@) in front of the host where it wants them.
      - V(https://) in front speaks TLS with the proxy itself.
      - Without it the variables E(HTTPS_PROXY) and E(ALL_PROXY) count, as for other programs.
      - A session keeps it, encrypted, for the tasks that use it.
      - Reads E(EXO_PROXY).
    type: str
  no_proxy:
    description:
      - Hosts that are reached without the proxy. A domain stands for all hosts below it, V(*) for every host.
      - Without it E(NO_PROXY) counts.
      - Reads E(EXO_NO_PROXY), a list with commas.
    type: list
    elements: str
  ca_path:
    description:
      - A PEM file with the certificate authorities to trust, in place of those that the Python package C(requests)
        brings.
      - Give it where a proxy inspects TLS.
      - Without it the variables E(REQUESTS_CA_BUNDLE), E(CURL_CA_BUNDLE) and E(SSL_CERT_FILE) count.
      - Reads E(EXO_CA_PATH).
    type: path
    aliases: [ca_cert]
  validate_certs:
    description:
      - Only V(true) is possible. V(false) fails, and O(ca_path) is what to use instead.
    type: bool
    default: true
  proxy_client_certificate:
    description:
      - A PEM file with the certificate that is shown to a proxy that wants one. The address of O(proxy) must start with
        C(https).
      - Reads E(EXO_PROXY_CLIENT_CERTIFICATE).
    type: path
  proxy_client_key:
    description:
      - The key of O(proxy_client_certificate), a PEM file without a password, if it is not in the same file.
      - Reads E(EXO_PROXY_CLIENT_KEY).
    type: path
  connect_timeout:
    description:
      - How many seconds opening a connection may take, V(1) to V(300).
      - The default is V(10).
      - Reads E(EXO_CONNECT_TIMEOUT).
    type: int
  timeout:
    description:
      - How many seconds the service may stay silent while it works on one request, V(1) to V(7200).
      - Without it, a sign-in has 60 seconds, and a cmdlet what the service itself gives it, 16 minutes as a rule. More
        than that is never waited.
      - A write that has no answer in time may have run all the same, and its outcome is V(unknown).
      - Reads E(EXO_TIMEOUT).
    type: int
notes:
  - The network options of a session are used by all tasks that use the session. What a task says itself beats them,
    what only variables of the environment say does not.
"""
