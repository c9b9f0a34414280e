"""`openmappa worker`."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from openmappa.exchange.uploads import close_interrupted, import_waiting
from openmappa.nominals.deciding import apply_waiting


class Command(BaseCommand):
    """Do what people asked for at their screens and what takes longer than a page may."""

    help = "Import uploaded extracts and apply decisions, one after the other, until interrupted."

    def handle(self, **_: Any) -> None:
        """Take jobs as the login `worker`; each names the login that its writing needs."""
        close_interrupted()
        import_waiting()
        apply_waiting()
        with app.replace_connector(PsycopgConnector(kwargs=connector_params("worker"))):
            app.run_worker(concurrency=1, delete_jobs="successful", listen_notify=True)
