#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A page of a list of Graph may be empty and still have a link to the next one (@odata.nextLink): so it is where a filter
# leaves nothing of a page.
#
# Guess: PageIterator of Microsoft's msgraph-core, and Pagination of O365, go on to the next page.
#
# Seen: msgraph-core 1.5.2 and O365 2.1.10 end at the empty page without an error: 'lee' is never read. get_all() of
# office365-rest-python-client 3.3.0 and the iterator of @microsoft/microsoft-graph-client 3.0.7 go on.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with msgraph-core==1.5.2 O365==2.1.10 <<'PROGRAM'
import asyncio
import importlib.metadata

from msgraph_core import PageIterator
from msgraph_core.models.page_result import PageResult
from O365 import Account
from O365.utils import Pagination

ONE, TWO, THREE = (f"https://graph.microsoft.com/v1.0/users?page={number}" for number in (1, 2, 3))
PAGES = {ONE: (["adele"], TWO), TWO: ([], THREE), THREE: (["lee"], None)}


class Adapter:
    async def send_async(self, request, *_):
        names, following = PAGES[request.url]
        return PageResult(following, names)


class Reply:
    def __init__(self, url):
        self.names, self.following = PAGES[url]

    def json(self):
        return {"value": self.names, "@odata.nextLink": self.following}


async def read(names, following):
    seen = []
    await PageIterator(PageResult(following, names), Adapter()).iterate(lambda name: seen.append(name) or True)
    return seen


print("msgraph-core", importlib.metadata.version("msgraph-core"), "|", asyncio.run(read(*PAGES[ONE])))
mailbox = Account(("id", "none")).mailbox("adele@contoso.com")
mailbox.con.get = Reply
print("O365", importlib.metadata.version("O365"), "|", list(Pagination(parent=mailbox, data=["adele"], next_link=TWO)))
PROGRAM

expect <<'SEEN'
msgraph-core 1.5.2 | ['adele']
O365 2.1.10 | ['adele']
SEEN
