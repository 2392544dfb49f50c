#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Working hours and dates in a tenant's file stand in quotes, so that they are text in YAML 1.1 and 1.2 alike.
#
# Guess: yaml-rs, a parser for YAML 1.2, leaves what stands in quotes as text.
#
# Seen: yaml-rs 0.1.6 makes times and dates of quoted text too, its own output among it; PyYAML 6.0.4 leaves them.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with yaml-rs==0.1.6 PyYAML==6.0.4 <<'PROGRAM'
import importlib.metadata

import yaml
import yaml_rs

for package in ("yaml-rs", "PyYAML"):
    print(package, importlib.metadata.version(package))
for text in ("WorkHoursStartTime: '08:00:00'", "Alias: '2026-11-30'", "MaxAge: '30.00:00:00'", "Priority: '0'"):
    [(name, other)] = yaml.safe_load(text).items()
    print(text, "| PyYAML", repr(other), "| yaml-rs", repr(yaml_rs.loads(text)[name]))
print("its own |", repr(yaml_rs.loads(yaml_rs.dumps({"WorkHoursStartTime": "08:00:00"}))["WorkHoursStartTime"]))
PROGRAM

expect <<'SEEN'
yaml-rs 0.1.6
PyYAML 6.0.4
WorkHoursStartTime: '08:00:00' | PyYAML '08:00:00' | yaml-rs datetime.time(8, 0)
Alias: '2026-11-30' | PyYAML '2026-11-30' | yaml-rs datetime.date(2026, 11, 30)
MaxAge: '30.00:00:00' | PyYAML '30.00:00:00' | yaml-rs '30.00:00:00'
Priority: '0' | PyYAML '0' | yaml-rs '0'
its own | datetime.time(8, 0)
SEEN
