#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Aliases and numbers of employees are text of digits, often with noughts in front: 0042, 0089. PyYAML writes them, and
# so does Ansible's to_nice_yaml; tools for YAML 1.2 read them.
#
# Guess: PyYAML puts all text of digits in quotes; only what is a number in YAML 1.2 alone, as 1e5 and 0o17, is read as
# a number.
#
# Seen: PyYAML 6.0.4 quotes 0042, which is octal in YAML 1.1, and leaves 0089, which is not: ruamel.yaml 0.19.1 and
# py-yaml12 0.2.0 read 89.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with PyYAML==6.0.4 ruamel.yaml==0.19.1 py-yaml12==0.2.0 <<'PROGRAM'
import importlib.metadata

import ruamel.yaml
import yaml
import yaml12

for package in ("PyYAML", "ruamel.yaml", "py-yaml12"):
    print(package, importlib.metadata.version(package))
for alias in ("0042", "0089", "08", "1e5"):
    text = yaml.safe_dump({"Alias": alias})
    one, other = ruamel.yaml.YAML(typ="safe").load(text), yaml12.parse_yaml(text)
    print(text.strip(), "|", repr(yaml.safe_load(text)["Alias"]), repr(one["Alias"]), repr(other["Alias"]))
PROGRAM

expect <<'SEEN'
PyYAML 6.0.4
ruamel.yaml 0.19.1
py-yaml12 0.2.0
Alias: '0042' | '0042' '0042' '0042'
Alias: 0089 | '0089' 89 89
Alias: 08 | '08' 8 8
Alias: 1e5 | '1e5' 100000.0 100000.0
SEEN
