#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# KQL, the language of advanced hunting in Defender, over rows of mail kept elsewhere. Its reference: 'contains' and
# 'startswith' are without case (with _cs they have it), 'sort' and 'top' have the greatest first if nothing is said.
#
# Guess: adxpandas, KQL over pandas, and kqlbridge, KQL to SQL, do so, as duckdb-kql does.
#
# Seen: adxpandas 0.2.3 and kqlbridge 0.12.1 find with case and sort upwards, without an error, so 'sort by Timestamp'
# gives the oldest first: a hunt finds less, and the newest mail is not in it. duckdb-kql 1.1.2 is right.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with adxpandas==0.2.3 kqlbridge==0.12.1 duckdb-kql==1.1.2 duckdb==2.0.1 pandas==3.1.1 <<'PROGRAM'
import importlib.metadata

import adxpandas
import duckdb_kql
import kqlbridge
import pandas

for name in ("adxpandas", "kqlbridge", "duckdb-kql"):
    print(name, importlib.metadata.version(name))
mails = pandas.DataFrame(
    {
        "Subject": ["Invoice of May", "invoice of June", "Re: INVOICE", "Plan"],
        "Timestamp": pandas.to_datetime(["2026-11-28", "2026-11-30", "2026-11-29", "2026-11-27"]),
    }
)
database = duckdb_kql.connect()
database.register("mails", mails)
database.execute("create table EmailEvents as select * from mails")
client = adxpandas.AdxPandasClient({"EmailEvents": mails})
for query in (
    "EmailEvents | where Subject contains 'invoice' | project Subject",
    "EmailEvents | where Subject startswith 'INV' | project Subject",
    "EmailEvents | sort by Timestamp | project Subject",
):
    print(query)
    translated = kqlbridge.translate(query, target="duckdb")
    print("    duckdb-kql", duckdb_kql.df(database, query)["Subject"].to_list())
    print("    adxpandas", client.query(query)["Subject"].to_list())
    print("    kqlbridge", database.execute(translated).df()["Subject"].to_list())
query = "EmailEvents | top 1 by Timestamp"
print(query)
print("    duckdb-kql", duckdb_kql.df(database, query)["Subject"].to_list())
print("    adxpandas", client.query(query)["Subject"].to_list())
PROGRAM

expect <<'SEEN'
adxpandas 0.2.3
kqlbridge 0.12.1
duckdb-kql 1.1.2
EmailEvents | where Subject contains 'invoice' | project Subject
    duckdb-kql ['Invoice of May', 'invoice of June', 'Re: INVOICE']
    adxpandas ['invoice of June']
    kqlbridge ['invoice of June']
EmailEvents | where Subject startswith 'INV' | project Subject
    duckdb-kql ['Invoice of May', 'invoice of June']
    adxpandas []
    kqlbridge []
EmailEvents | sort by Timestamp | project Subject
    duckdb-kql ['invoice of June', 'Re: INVOICE', 'Invoice of May', 'Plan']
    adxpandas ['Plan', 'Invoice of May', 'Re: INVOICE', 'invoice of June']
    kqlbridge ['Plan', 'Invoice of May', 'Re: INVOICE', 'invoice of June']
EmailEvents | top 1 by Timestamp
    duckdb-kql ['invoice of June']
    adxpandas ['Plan']
SEEN
