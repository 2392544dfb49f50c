#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# nunjucks is Jinja for JavaScript; a template counts the mailboxes of one type, as a template of Ansible does.
#
# Guess: selectattr and rejectattr take a test and its value, or say that they do not.
#
# Seen: nunjucks 3.2.4 drops both arguments without an error, and counts each row that has the property.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with nunjucks@3.2.4 <<'PROGRAM'
import { readFileSync } from "node:fs";
import nunjucks from "nunjucks";

console.log("nunjucks", JSON.parse(readFileSync("node_modules/nunjucks/package.json", "utf8")).version);
const rows = ["UserMailbox", "SharedMailbox", "SharedMailbox"].map((type) => ({ RecipientTypeDetails: type }));
for (const filter of ["selectattr", "rejectattr"]) {
  const call = `${filter}("RecipientTypeDetails", "equalto", "UserMailbox")`;
  console.log(call, "|", nunjucks.renderString(`{{ rows | ${call} | length }} of {{ rows | length }}`, { rows }));
}
PROGRAM

expect <<'SEEN'
nunjucks 3.2.4
selectattr("RecipientTypeDetails", "equalto", "UserMailbox") | 3 of 3
rejectattr("RecipientTypeDetails", "equalto", "UserMailbox") | 0 of 3
SEEN
