# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sessions: one encrypted file each, opened by a handle that only the playbook holds.

Private to this collection: it may change in any release.

============ =====================================================================
handle       the string that a playbook carries: id and key
places       where records may lie, and which of these folders can be trusted
folder       reading, writing and removing files relative to one open folder
owner        the machine we run on, and whether a run of ansible-playbook still lives
header       what a record tells without its key
record       header and ciphertext as bytes
lock         one process at a time, freed by the kernel
listing      what is open, what is over
sweep        removing what is over
store        all of it together: create, read, renew, close
pacing       not more requests than a tenant bears, across processes
============ =====================================================================
"""
