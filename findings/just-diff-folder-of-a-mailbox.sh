#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The permissions of a mailbox by folder, before and after: a folder's name begins with a slash. RFC 6902 writes a slash
# in a name as ~1.
#
# Guess: jsonPatchPathConverter of just-diff makes a JSON Patch with ~1, as rfc6902 and fast-json-patch do.
#
# Seen: just-diff 6.0.2 leaves the slash as it is: the patch points to another place, and fast-json-patch raises
# TypeError.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with just-diff@6.0.2 rfc6902@5.4.0 fast-json-patch@3.1.1 <<'PROGRAM'
import { readFileSync } from 'fs';
import fast from 'fast-json-patch';
import { diff, jsonPatchPathConverter } from 'just-diff';
import { createPatch } from 'rfc6902';

const BEFORE = { '/Calendar': 'Reviewer' }, AFTER = { '/Calendar': 'Editor' };
const version = name => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
const PATCHES = {
  rfc6902: createPatch(BEFORE, AFTER),
  'fast-json-patch': fast.compare(BEFORE, AFTER),
  'just-diff': diff(BEFORE, AFTER, jsonPatchPathConverter),
};
for (const [name, patch] of Object.entries(PATCHES)) {
  let after;
  try { after = JSON.stringify(fast.applyPatch(structuredClone(BEFORE), patch).newDocument); }
  catch (error) { after = error.name; }
  console.log(name, version(name), '|', patch.map(step => step.path).join(), '|', after);
}
PROGRAM

expect <<'SEEN'
rfc6902 5.4.0 | /~1Calendar | {"/Calendar":"Editor"}
fast-json-patch 3.1.1 | /~1Calendar | {"/Calendar":"Editor"}
just-diff 6.0.2 | //Calendar | TypeError
SEEN
