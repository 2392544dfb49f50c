# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# shellcheck shell=bash
# What every finding needs: read by each script here, never run by itself.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# python_with PACKAGE==VERSION ...: run the Python program on standard input where these packages are installed.
python_with() {
    python3 -m venv venv
    venv/bin/pip install --quiet --disable-pip-version-check "$@" 2>/dev/null
    venv/bin/pip list --format=freeze 2>/dev/null >installed
    venv/bin/python -W ignore - >seen
}

# node_with PACKAGE@VERSION ...: the same for an ECMAScript module and npm.
node_with() {
    npm init --yes >/dev/null
    npm install --silent --no-audit --no-fund "$@" >/dev/null
    cat >finding.mjs
    node finding.mjs >seen
}

# expect: what the program printed, compared with standard input; both are shown where they differ.
expect() {
    cat seen
    diff --label expected --label seen --unified - seen || { echo "This is no longer so." >&2; exit 1; }
}
