# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What each module does, free of Ansible: options in, result out; private to this collection."""
