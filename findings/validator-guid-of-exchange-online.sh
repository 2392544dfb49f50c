#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Exchange Online is the application 00000002-0000-0ff1-ce00-000000000000 in every tenant. For .NET that is a GUID like
# any other; RFC 9562 has no version 0 and no variant c.
#
# Guess: uuid and zod, which follow the RFC to the letter, refuse it; the validators of yup, validator and arktype take
# it, as joi, valibot and ajv-formats do.
#
# Seen: yup 1.7.1, validator 13.15.35 and arktype 2.2.10 refuse it as well; validator takes it with 'loose', zod with
# guid().
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with uuid@14.0.3 zod@4.6.7 yup@1.7.1 validator@13.15.35 arktype@2.2.10 joi@18.3.2 valibot@1.5.0 <<'PROGRAM'
import { readFileSync } from 'fs';
import { type } from 'arktype';
import joi from 'joi';
import { validate } from 'uuid';
import * as valibot from 'valibot';
import validator from 'validator';
import * as yup from 'yup';
import { z } from 'zod';

const ID = '00000002-0000-0ff1-ce00-000000000000';
const ANSWERS = {
  uuid: validate(ID),
  zod: z.uuid().safeParse(ID).success,
  yup: yup.string().uuid().isValidSync(ID),
  validator: validator.isUUID(ID),
  arktype: !(type('string.uuid')(ID) instanceof type.errors),
  joi: !joi.string().guid().validate(ID).error,
  valibot: valibot.safeParse(valibot.pipe(valibot.string(), valibot.uuid()), ID).success,
};
for (const [name, answer] of Object.entries(ANSWERS))
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version, '|', answer ? 'taken' : 'refused');
console.log('validator, loose |', validator.isUUID(ID, 'loose') ? 'taken' : 'refused');
console.log('zod, guid() |', z.guid().safeParse(ID).success ? 'taken' : 'refused');
PROGRAM

expect <<'SEEN'
uuid 14.0.3 | refused
zod 4.6.7 | refused
yup 1.7.1 | refused
validator 13.15.35 | refused
arktype 2.2.10 | refused
joi 18.3.2 | taken
valibot 1.5.0 | taken
validator, loose | taken
zod, guid() | taken
SEEN
