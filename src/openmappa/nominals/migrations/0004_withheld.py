import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from openmappa.audit.folding import folded

PROTECTION = """
-- Nobody reads or writes it but the compartment's own verbs.
alter table nominals_withheld enable row level security;

-- The rows of a table that the person of this transaction may not see, though the record may be.
create function nominals_withheld_from_me(of_table name) returns bigint[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select coalesce(array_agg(w.row_id), '{}') from nominals_withheld w
    where w.of_table = nominals_withheld_from_me.of_table
      -- Liaison knows of victims; former names are for those alone whom gender history names, there.
      and (w.compartment <> 'victims'
           or cardinality(agencies_areas_as(array['victim_liaison'])) = 0)
$$;
revoke execute on function nominals_withheld_from_me(name) from public;
grant execute on function nominals_withheld_from_me(name) to web;

-- Lets rows of a table, and their history, be withheld.
create procedure nominals_can_be_withheld(of_table regclass)
language plpgsql as $body$
begin
    execute format($sql$
        create policy not_withheld on %s as restrictive to web using (
            id <> all ((select nominals_withheld_from_me(%L))::bigint[]))
        $sql$, of_table, of_table::text);
    if to_regclass(of_table || '_history') is null then  -- added to only
        return;
    end if;
    execute format($sql$
        create policy not_withheld on %s as restrictive for select to web using (
            pgh_obj_id <> all ((select nominals_withheld_from_me(%L))::bigint[]))
        $sql$, of_table || '_history', of_table::text);
end $body$;
revoke execute on procedure nominals_can_be_withheld(regclass) from public;
"""


class Migration(migrations.Migration):
    dependencies = [("nominals", "0003_asked_decisions")]

    operations = folded(
        [
            migrations.CreateModel(
                name="Withheld",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("of_table", models.TextField()),
                    ("row_id", models.BigIntegerField()),
                    ("compartment", models.TextField(default="victims")),
                    (
                        "withheld_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("withheld_by", models.TextField()),
                    (
                        "nominal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_withheld",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("of_table", "row_id"), name="nominals_withheld_once"
                        )
                    ],
                },
            ),
            migrations.RunSQL(PROTECTION, migrations.RunSQL.noop),
        ]
    )
