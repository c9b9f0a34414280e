"""What a record was before two were merged: as known on a day, and since one last looked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from openmappa.agencies.pages import WEB
from openmappa.agencies.permissions import Part
from openmappa.cases import queries
from openmappa.cases.glance import since_last_look
from openmappa.config.postgres import Server
from tests.nominals.given_merges import merged
from tests.web.given_access import looking, officer
from tests.world import administrator, for_life, given_extract, nominal, query, take_in


@pytest.mark.parametrize("kept_began", ["2020-03-01", "2020-05-01"])
def test_before_a_merge_both_numbers_are_told(
    database: Server, tmp_path: Path, kept_began: str
) -> None:
    """As known on a day before it, and since one last looked, of what was under either number."""
    take_in(
        given_extract(
            tmp_path / "extract",
            people=[
                "V1,police,Marlow,Dean,1980-02-21,M,W1,,,,,",
                "V2,police,Marlowe,Deane,1980-02-21,M,W1,,,,,",
            ],
            disposals=[for_life("V1"), for_life("V2")],
            levels=["V2,Cambridgeshire,3,2014-03-01,"],
        )
    )
    kept, gone = nominal("V1"), nominal("V2")
    viewer = officer("police")
    with administrator(database) as past_every_check:
        past_every_check.execute("set session_replication_role = replica")
        for (table,) in query(
            database, "select relname from pg_class where relkind = 'r' and relname ~ '_history$'"
        ):
            past_every_check.execute(
                f"update {table} set pgh_created_at = '2020-03-01 12:00+00'".encode()
            )
        past_every_check.execute(
            "update nominals_nominal_history set pgh_created_at = %s where id = %s",
            [kept_began, kept.pk],
        )
        for number, at in ((kept.pk, "2020-03-05"), (gone.pk, "2020-04-05")):
            past_every_check.execute(
                "insert into audit_access (at, user_id, actor, action, what, refused, nominal_id,"
                " area, parts, compartment) values (%s, %s, 'x', 'read', 'x', false, %s, '', '{}',"
                " '')",
                [at, viewer.pk, number],
            )
        past_every_check.execute(
            "update nominals_record_history set pgh_created_at = '2020-04-01'"
            " where nominal_id = %s",
            [gone.pk],
        )
    known = datetime(2020, 4, 20, tzinfo=UTC)
    on = date(2015, 1, 1)
    with looking(viewer):
        alone = queries.position(gone, on, WEB, known)
        assert alone.level == 3
    merged(kept, gone)
    with looking(viewer):
        then = queries.position(kept, on, WEB, known)
        assert then.level == 3
        assert len(then.running) == 2 * len(alone.running)
        assert queries.first_recorded(kept, WEB).date() == date(2020, 3, 1)
        told = since_last_look(kept, frozenset(Part))
    assert told.looked == "5 March 2020"
    assert "an agency's record added" in [what for day in told.changes for what in day.what]
