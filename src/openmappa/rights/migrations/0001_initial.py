import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from openmappa.audit.folding import folded


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0002_areas_and_scope"),
        ("nominals", "0003_asked_decisions"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="AccessRequest",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("kind", models.TextField()),
                    ("received_on", models.DateField()),
                    ("asked", models.TextField(default="")),
                    ("identity_shown_on", models.DateField(null=True)),
                    ("identity_how", models.TextField(default="")),
                    ("identity_checked_by", models.TextField(default="")),
                    ("extended_because", models.TextField(default="")),
                    ("state", models.TextField(default="open")),
                    ("answer", models.TextField(default="")),
                    ("folder", models.TextField(default="")),
                    ("gathered_at", models.DateTimeField(null=True)),
                    ("ended_at", models.DateTimeField(null=True)),
                    ("ended_by", models.TextField(default="")),
                    ("entered_by", models.TextField()),
                    ("entered_by_id", models.BigIntegerField()),
                    (
                        "entered_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    (
                        "area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "rights_access_request",
                },
            ),
            migrations.CreateModel(
                name="AuditExport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("of_user_id", models.BigIntegerField(null=True)),
                    ("subject", models.TextField()),
                    ("first", models.DateField()),
                    ("last", models.DateField()),
                    ("format", models.TextField()),
                    ("reason", models.TextField()),
                    ("asked_by", models.TextField()),
                    ("asked_by_id", models.BigIntegerField()),
                    (
                        "asked_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("state", models.TextField(default="waiting")),
                    ("lines", models.IntegerField(default=0)),
                    ("file", models.TextField(default="")),
                    ("done_at", models.DateTimeField(null=True)),
                    ("expires_at", models.DateTimeField(null=True)),
                    (
                        "area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "rights_audit_export",
                },
            ),
            migrations.CreateModel(
                name="Erasure",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("nominal_id", models.BigIntegerField()),
                    ("basis", models.TextField()),
                    ("reason", models.TextField()),
                    ("whole", models.BooleanField()),
                    ("rows", models.JSONField(default=list)),
                    ("asked_by", models.TextField()),
                    ("asked_by_id", models.BigIntegerField()),
                    (
                        "asked_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("state", models.TextField(default="asked")),
                    ("decided_by", models.TextField(default="")),
                    ("decided_by_id", models.BigIntegerField(null=True)),
                    ("decided_at", models.DateTimeField(null=True)),
                    ("done_at", models.DateTimeField(null=True)),
                    ("removed", models.JSONField(default=dict)),
                    ("remains", models.JSONField(default=dict)),
                    (
                        "files",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), default=list, size=None
                        ),
                    ),
                    ("fault", models.TextField(default="")),
                    (
                        "area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
                        ),
                    ),
                ],
                options={
                    "db_table": "rights_erasure",
                },
            ),
            migrations.CreateModel(
                name="ReadingReview",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("user_id", models.BigIntegerField()),
                    ("reader", models.TextField()),
                    ("measure", models.TextField()),
                    ("first", models.DateField()),
                    ("last", models.DateField()),
                    ("number", models.IntegerField()),
                    ("outcome", models.TextField()),
                    ("reason", models.TextField()),
                    ("reviewed_by", models.TextField()),
                    ("reviewed_by_id", models.BigIntegerField()),
                    (
                        "reviewed_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("contested", models.TextField(default="")),
                    ("contested_at", models.DateTimeField(null=True)),
                    ("answer", models.TextField(default="")),
                    ("answer_because", models.TextField(default="")),
                    ("answered_by", models.TextField(default="")),
                    ("answered_by_id", models.BigIntegerField(null=True)),
                    ("answered_at", models.DateTimeField(null=True)),
                    (
                        "area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
                        ),
                    ),
                ],
                options={
                    "db_table": "rights_reading_review",
                },
            ),
            migrations.CreateModel(
                name="RetentionReview",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("decided_on", models.DateField()),
                    ("decision", models.TextField()),
                    ("reason", models.TextField()),
                    ("decided_by", models.TextField()),
                    ("decided_by_id", models.BigIntegerField()),
                    (
                        "decided_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    (
                        "area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
                        ),
                    ),
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
                    "db_table": "rights_retention_review",
                },
            ),
            migrations.CreateModel(
                name="Withholding",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("source", models.TextField()),
                    ("row", models.BigIntegerField(default=0)),
                    ("given", models.BooleanField()),
                    ("exemption", models.TextField(default="")),
                    ("reason", models.TextField(default="")),
                    ("decided_by", models.TextField()),
                    ("decided_by_id", models.BigIntegerField()),
                    (
                        "decided_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    (
                        "request",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="withheld",
                            to="rights.accessrequest",
                        ),
                    ),
                ],
                options={
                    "db_table": "rights_withholding",
                },
            ),
            migrations.AddConstraint(
                model_name="accessrequest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "subject_access"), ("nominal__isnull", False)),
                        models.Q(("kind", "information"), ("nominal__isnull", True)),
                        _connector="OR",
                    ),
                    name="rights_access_request_kind_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="accessrequest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "state__in",
                            [
                                "open",
                                "gathering",
                                "gathered",
                                "releasing",
                                "released",
                                "refused",
                                "failed",
                            ],
                        )
                    ),
                    name="rights_access_request_state_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="accessrequest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("kind", "subject_access"),
                            ("state__in", ["releasing", "released"]),
                            _negated=True,
                        ),
                        models.Q(
                            ("gathered_at__isnull", False), ("identity_shown_on__isnull", False)
                        ),
                        _connector="OR",
                    ),
                    name="rights_access_request_released_to_who_was_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="accessrequest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("identity_checked_by", ""),
                            ("identity_how", ""),
                            ("identity_shown_on", None),
                        ),
                        models.Q(
                            ("identity_shown_on__isnull", False),
                            models.Q(("identity_how", ""), _negated=True),
                            models.Q(("identity_checked_by", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="rights_access_request_identity_how_and_by",
                ),
            ),
            migrations.AddConstraint(
                model_name="accessrequest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("ended_at", None),
                        models.Q(("ended_by", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="rights_access_request_ended_by_somebody",
                ),
            ),
            migrations.AddConstraint(
                model_name="auditexport",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("nominal__isnull", True), ("of_user_id__isnull", False)),
                        models.Q(("nominal__isnull", False), ("of_user_id__isnull", True)),
                        _connector="OR",
                    ),
                    name="rights_audit_export_of_one_thing",
                ),
            ),
            migrations.AddConstraint(
                model_name="auditexport",
                constraint=models.CheckConstraint(
                    condition=models.Q(("format__in", ["csv", "ods"])),
                    name="rights_audit_export_format_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="auditexport",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ["waiting", "done", "failed", "expired"]),
                        ("last__gte", models.F("first")),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    name="rights_audit_export_sound",
                ),
            ),
            migrations.AddConstraint(
                model_name="erasure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ["asked", "approved", "declined", "done", "failed"])
                    ),
                    name="rights_erasure_state_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="erasure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "basis__in",
                            [
                                "mistaken_identity",
                                "disregarded",
                                "court_order",
                                "section_47",
                                "retention",
                            ],
                        )
                    ),
                    name="rights_erasure_basis_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="erasure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("decided_by_id", None),
                        models.Q(("decided_by_id", models.F("asked_by_id")), _negated=True),
                        _connector="OR",
                    ),
                    name="rights_erasure_by_two_people",
                ),
            ),
            migrations.AddConstraint(
                model_name="erasure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("decided_at", None),
                            ("decided_by", ""),
                            ("decided_by_id", None),
                            ("state", "asked"),
                        ),
                        models.Q(
                            models.Q(("state", "asked"), _negated=True),
                            ("decided_at__isnull", False),
                            ("decided_by_id__isnull", False),
                            models.Q(("decided_by", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="rights_erasure_decided_by_somebody",
                ),
            ),
            migrations.AddConstraint(
                model_name="erasure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("rows", []), ("whole", True)), ("whole", False), _connector="OR"
                    ),
                    name="rights_erasure_whole_or_rows",
                ),
            ),
            migrations.AddConstraint(
                model_name="erasure",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state__in", ["asked", "approved"]), ("whole", True)),
                    fields=("nominal_id",),
                    name="rights_erasure_one_open",
                ),
            ),
            migrations.AddConstraint(
                model_name="readingreview",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "measure__in",
                            (
                                "volume",
                                "own_surname",
                                "out_of_hours",
                                "out_of_area",
                                "not_theirs",
                                "refusals",
                                "addresses",
                                "taken_out",
                            ),
                        )
                    ),
                    name="rights_reading_review_measure_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="readingreview",
                constraint=models.CheckConstraint(
                    condition=models.Q(("outcome__in", ["explained", "advice", "referred"])),
                    name="rights_reading_review_outcome_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="readingreview",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("reviewed_by_id", models.F("user_id")), _negated=True),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    name="rights_reading_review_not_of_oneself_and_why",
                ),
            ),
            migrations.AddConstraint(
                model_name="readingreview",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("answer", ""),
                            ("answer_because", ""),
                            ("answered_at", None),
                            ("answered_by", ""),
                            ("answered_by_id", None),
                        ),
                        models.Q(
                            ("answer__in", ["upheld", "partly_upheld", "not_upheld"]),
                            ("answered_at__isnull", False),
                            ("answered_by_id__isnull", False),
                            models.Q(("contested", ""), _negated=True),
                            models.Q(("answer_because", ""), _negated=True),
                            models.Q(("answered_by", ""), _negated=True),
                            models.Q(("answered_by_id", models.F("user_id")), _negated=True),
                            models.Q(("answered_by_id", models.F("reviewed_by_id")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="rights_reading_review_answered_by_another",
                ),
            ),
            migrations.AddConstraint(
                model_name="retentionreview",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("decision__in", ["keep", "hold", "lift", "erase"]),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    name="rights_retention_review_decided_and_why",
                ),
            ),
            migrations.AddConstraint(
                model_name="withholding",
                constraint=models.UniqueConstraint(
                    fields=("request", "source", "row"), name="rights_withholding_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="withholding",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("exemption", ""), ("given", True)),
                        models.Q(("given", False), models.Q(("exemption", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="rights_withholding_under_which_exemption",
                ),
            ),
        ]
    )
