"""Passwords hashed with little work: the honest number of rounds takes a quarter of a second."""

from __future__ import annotations

from django.contrib.auth.hashers import ScryptPasswordHasher


class QuickHasher(ScryptPasswordHasher):
    """The hash of the site with the fewest rounds, which the site checks and then replaces."""

    work_factor = 2**4
