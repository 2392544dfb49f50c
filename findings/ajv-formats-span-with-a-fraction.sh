#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# JSON Schema's format 'duration' (RFC 3339, appendix A) for a span of Exchange Online with a fraction of a second.
#
# Guess: ajv-formats and Python's jsonschema judge PT5.4775807S alike.
#
# Seen: ajv-formats 3.0.1 refuses every fraction and every sign; jsonschema 4.26.0 takes both. One schema, two
# answers.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with jsonschema[format]==4.26.0 <<'PROGRAM'
import importlib.metadata
import subprocess

from jsonschema import Draft202012Validator

TEXTS = ("P14D", "PT15M", "PT5.4775807S", "-P1D")
validator = Draft202012Validator({"format": "duration"}, format_checker=Draft202012Validator.FORMAT_CHECKER)
print("jsonschema", importlib.metadata.version("jsonschema"), [validator.is_valid(text) for text in TEXTS])
subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "ajv@8.20.0", "ajv-formats@3.0.1"], check=True)
SCRIPT = """
const Ajv = require('ajv'), ajv = new Ajv();
require('ajv-formats')(ajv);
const is = ajv.compile({type: 'string', format: 'duration'});
console.log('ajv-formats 3.0.1', JSON.stringify(process.argv.slice(1).map(text => is(text))));
"""
print(subprocess.run(["node", "-e", SCRIPT, "--", *TEXTS], check=True, capture_output=True, text=True).stdout.strip())
PROGRAM

expect <<'SEEN'
jsonschema 4.26.0 [True, True, True, True]
ajv-formats 3.0.1 [true,true,false,false]
SEEN
