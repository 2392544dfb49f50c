#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each tenant has a domain below onmicrosoft.com. The Public Suffix List has a private part for domains below which
# each name is another owner's; RFC 7489 takes a domain's policy (DMARC) from the name right below a suffix.
#
# Guess: onmicrosoft.com is in the private part, and mail.contoso.onmicrosoft.com belongs to contoso.onmicrosoft.com.
#
# Seen: It is not: tldextract 5.4.0 with private domains and publicsuffixlist of October 2026 give onmicrosoft.com, one
# owner for all tenants, and so for onmicrosoft.us; azurewebsites.net is in the list.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with tldextract==5.4.0 publicsuffixlist==1.1.2.20261023 <<'PROGRAM'
import importlib.metadata

import tldextract
from publicsuffixlist import PublicSuffixList

for package in ("tldextract", "publicsuffixlist"):
    print(package, importlib.metadata.version(package))
extract = tldextract.TLDExtract(suffix_list_urls=(), include_psl_private_domains=True, cache_dir=None)
for name in ("mail.contoso.onmicrosoft.com", "mail.contoso.onmicrosoft.us", "www.contoso.azurewebsites.net"):
    print(name, "|", extract(name).top_domain_under_public_suffix, "|", PublicSuffixList().privatesuffix(name))
PROGRAM

expect <<'SEEN'
tldextract 5.4.0
publicsuffixlist 1.1.2.20261023
mail.contoso.onmicrosoft.com | onmicrosoft.com | onmicrosoft.com
mail.contoso.onmicrosoft.us | onmicrosoft.us | onmicrosoft.us
www.contoso.azurewebsites.net | contoso.azurewebsites.net | contoso.azurewebsites.net
SEEN
