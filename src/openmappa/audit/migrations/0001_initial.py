import django.contrib.postgres.functions
import django.db.models.functions.datetime
from django.db import migrations, models

import openmappa.audit.history


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Operation",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("actor", models.TextField()),
                ("purpose", models.TextField()),
                ("reason", models.TextField(default="")),
                ("compartment", models.TextField(db_default="")),
                (
                    "xid",
                    models.BigIntegerField(db_default=openmappa.audit.history.CurrentTransaction()),
                ),
            ],
            options={
                "db_table": "audit_operation",
            },
        ),
        migrations.CreateModel(
            name="Access",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("operation", models.UUIDField(null=True)),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow()
                    ),
                ),
                ("actor", models.TextField()),
                ("action", models.TextField()),
                ("nominal_id", models.BigIntegerField(null=True)),
                ("area", models.TextField(default="")),
                ("what", models.TextField()),
                ("refused", models.BooleanField(default=False)),
                ("compartment", models.TextField(db_default="")),
            ],
            options={
                "db_table": "audit_access",
                "indexes": [models.Index(fields=["nominal_id", "at"], name="audit_access_nominal")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("action__in", ["read", "search", "export", "print", "list", "count"])
                        ),
                        name="audit_access_action_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DomainEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("operation", models.UUIDField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("verb", models.TextField()),
                ("nominal_id", models.BigIntegerField(null=True)),
                ("reference", models.TextField(default="")),
                ("area", models.TextField(default="")),
                ("sentence", models.TextField()),
            ],
            options={
                "db_table": "audit_event",
                "indexes": [models.Index(fields=["nominal_id", "at"], name="audit_event_nominal")],
            },
        ),
    ]
