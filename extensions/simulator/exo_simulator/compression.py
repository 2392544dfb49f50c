# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gzip, where the client takes it."""

from __future__ import annotations

import gzip

from .settings import Settings
from .wire import Answer, Request

COMPRESS_FROM = 2048
COMPRESS_LEVEL = 1


def compressed(answer: Answer, request: Request, settings: Settings) -> Answer:
    """The answer in gzip, unless the client does not take it or somebody has chosen an encoding already."""
    wanted = "gzip" in request.headers.get("accept-encoding", "").lower()
    if not (wanted and settings.compression and len(answer.body) >= COMPRESS_FROM):
        return answer
    if answer.header("content-encoding") is not None:
        return answer
    body = gzip.compress(answer.body, COMPRESS_LEVEL, mtime=0)
    shrunk = answer.with_headers(("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"))
    return shrunk.with_body(body)
