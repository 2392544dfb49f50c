#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# pypsrp reads the CLIXML in which PowerShell sends objects. An Exchange size arrives as an object that has a text
# only, a span as <TS>.
#
# Guess: The span becomes a timedelta, a <D> a Decimal, and the size its text '50 GB (53,687,091,200 bytes)'.
#
# Seen: pypsrp 0.9.1 leaves span, date and decimal as text, and gives the size as the raw XML of its element; psrpcore
# 0.3.1 of the same author has types for all.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with pypsrp==0.9.1 psrpcore==0.3.1 <<'PROGRAM'
import importlib.metadata
from xml.etree import ElementTree

from psrpcore.types import deserialize_clixml
from pypsrp.serializer import Serializer

SIZE = (
    '<Obj RefId="0"><TN RefId="0"><T>Deserialized.Microsoft.Exchange.Data.ByteQuantifiedSize</T></TN>'
    "<ToString>50 GB (53,687,091,200 bytes)</ToString></Obj>"
)
for package in ("pypsrp", "psrpcore"):
    print(package, importlib.metadata.version(package))
for element in ("<TS>P14D</TS>", "<D>49.50</D>", SIZE):
    whole = f'<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">{element}</Objs>'
    [other] = deserialize_clixml(whole, None)
    print(repr(Serializer().deserialize(ElementTree.fromstring(element))), "|", type(other).__name__, other)
PROGRAM

expect <<'SEEN'
pypsrp 0.9.1
psrpcore 0.3.1
'P14D' | PSDuration 14 days, 0:00:00
'49.50' | PSDecimal 49.50
'<Obj RefId="0"><TN RefId="0"><T>Deserialized.Microsoft.Exchange.Data.ByteQuantifiedSize</T></TN><ToString>50 GB (53,687,091,200 bytes)</ToString></Obj>' | PSObject 50 GB (53,687,091,200 bytes)
SEEN
