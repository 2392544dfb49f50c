#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A baseline in YAML writes what its rules share once, and takes it in by '<<', as Ansible reads it with PyYAML.
#
# Guess: js-yaml merges it in, as its version 4 does.
#
# Seen: js-yaml 5.5.0 leaves '<<' as a key that has the shared mapping as its value, without an error, until it is
# given YAML11_SCHEMA; 4.1.0 merges.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with js-yaml@5.5.0 js-yaml-four@npm:js-yaml@4.1.0 <<'PROGRAM'
import { readFileSync } from "node:fs";
import * as newest from "js-yaml";
import * as four from "js-yaml-four";

const text = `
shared: &shared { Enabled: true, Priority: 1 }
rule: { <<: *shared, Name: Banner }
`;
for (const [name, { load }] of [["js-yaml", newest], ["js-yaml-four", four]]) {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  console.log("js-yaml", version, JSON.stringify(load(text).rule));
}
console.log("YAML11_SCHEMA", JSON.stringify(newest.load(text, { schema: newest.YAML11_SCHEMA }).rule));
PROGRAM

expect <<'SEEN'
js-yaml 5.5.0 {"<<":{"Enabled":true,"Priority":1},"Name":"Banner"}
js-yaml 4.1.0 {"Enabled":true,"Priority":1,"Name":"Banner"}
YAML11_SCHEMA {"Enabled":true,"Priority":1,"Name":"Banner"}
SEEN
