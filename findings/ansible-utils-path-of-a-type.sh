#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A row of Exchange Online has names with an at sign: ForwardingAddress@odata.type. The filters to_paths and get_path of
# ansible.utils make paths of a value's parts, and look them up.
#
# Guess: get_path finds each path that to_paths gives.
#
# Seen: ansible.utils 6.0.0 writes a name at the top as it is, and get_path refuses it as no expression; one level below,
# to_paths puts it in brackets and quotes, and it is found.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with ansible==12.3.0 ansible-core==2.19.14 <<'PROGRAM'
import importlib.metadata

from ansible.errors import AnsibleError
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
from ansible.template import Templar, trust_as_template

init_plugin_loader([])
ROW = {"Name": "adele", "Forwarding@odata.type": "#String", "Quota": {"Send@odata.type": "#String"}}


def template(text, **variables):
    return Templar(DataLoader(), variables=variables).template(trust_as_template("{{ " + text + " }}"))


print("ansible", importlib.metadata.version("ansible"))
for path in template("row | ansible.utils.to_paths", row=ROW):
    try:
        print(path, "|", template("row | ansible.utils.get_path(path)", row=ROW, path=path))
    except AnsibleError as error:
        print(path, "|", str(error).splitlines()[0])
PROGRAM

expect <<'SEEN'
ansible 12.3.0
Name | adele
Forwarding@odata.type | The filter plugin 'ansible.utils.get_path' failed: unexpected char '@' at 13
Quota['Send@odata.type'] | #String
SEEN
