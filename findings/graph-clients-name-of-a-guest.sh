#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The name of a guest has number signs: adele_fabrikam.com#EXT#@contoso.onmicrosoft.com. In a URL they are %23; all
# that follows a bare one is a fragment, which is not sent.
#
# Guess: Clients for Graph write %23 where a user's name becomes a part of the URL.
#
# Seen: @microsoft/microsoft-graph-client 3.0.7, O365 2.1.10 and office365-rest-python-client 3.3.0 leave the sign:
# Graph is asked for adele_fabrikam.com, and what stood after the name (/messages) is lost.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with O365==2.1.10 office365-rest-python-client==3.3.0 <<'PROGRAM'
import importlib.metadata
import subprocess

import requests
from O365 import Account
from office365.graph_client import GraphClient

GUEST = "adele_fabrikam.com#EXT#@contoso.onmicrosoft.com"
URLS = {
    "O365": Account(("id", "none")).mailbox(GUEST).build_url("/messages"),
    "office365-rest-python-client": GraphClient(lambda: {}).users[GUEST].messages.resource_url,
}
for package, url in URLS.items():
    print(package, importlib.metadata.version(package), "|", requests.Request("GET", url).prepare().path_url)
PACKAGE = "@microsoft/microsoft-graph-client"
subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", f"{PACKAGE}@3.0.7"], check=True)
SCRIPT = """
const { Client } = require('@microsoft/microsoft-graph-client');
globalThis.fetch = async url => {
  console.log('@microsoft/microsoft-graph-client 3.0.7 |', new URL(url).pathname);
  return new Response('{}', { headers: { 'content-type': 'application/json' } });
};
Client.init({ authProvider: done => done(null, 'none') }).api(`/users/${process.argv[1]}/messages`).get();
"""
print(subprocess.run(["node", "-e", SCRIPT, "--", GUEST], check=True, capture_output=True, text=True).stdout.strip())
PROGRAM

expect <<'SEEN'
O365 2.1.10 | /v1.0/users/adele_fabrikam.com
office365-rest-python-client 3.3.0 | /v1.0/users/adele_fabrikam.com
@microsoft/microsoft-graph-client 3.0.7 | /v1.0/users/adele_fabrikam.com
SEEN
