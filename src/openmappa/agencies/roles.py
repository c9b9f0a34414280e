"""The roles that a person may hold in an area: what each may do, and who may hold it.

A posting names a role by its `key`. How much of whose record a role sees is in
`cases.visibility`; here stands only what it may do at all.
"""

from __future__ import annotations

from typing import ClassVar

from openmappa.agencies.permissions import Permission


class Role:
    """What one role may do."""

    key: ClassVar[str]
    label: ClassVar[str]
    may_be_held_by: ClassVar[str]
    permissions: ClassVar[frozenset[Permission]]


_PRACTITIONER = frozenset(
    {
        Permission.PERSON_LIST,
        Permission.PERSON_VIEW,
        Permission.HISTORY_VIEW,
        Permission.FINDING_VIEW,
        Permission.LIST_RECONCILE,
        Permission.FIGURES_VIEW,
        Permission.LAW_CALCULATE,
        Permission.DUTIES_PRINT,
    }
)


class Coordinator(Role):
    """Runs the arrangements of the area on behalf of the strategic management board."""

    key = "coordinator"
    label = "MAPPA co-ordinator"
    may_be_held_by = (
        "The co-ordinator appointed by the strategic management board, and the deputy; employed"
        " by police or probation for the responsible authority as a whole."
    )
    permissions = _PRACTITIONER | {
        Permission.FIGURES_OPEN,
        Permission.FIGURES_LOCK,
        Permission.REPORT_VIEW,
        Permission.REPORT_EDIT,
    }


class Police(Role):
    """Manages people in the community, those with notification requirements above all."""

    key = "police"
    label = "police offender manager"
    may_be_held_by = "An officer or member of staff of the force's public protection unit."
    permissions = _PRACTITIONER


class Probation(Role):
    """Supervises people on licence and under sentence in the community."""

    key = "probation"
    label = "probation practitioner"
    may_be_held_by = "A probation officer or senior probation officer of the area."
    permissions = _PRACTITIONER


class Prison(Role):
    """Prepares the release of people in custody."""

    key = "prison"
    label = "prison offender manager"
    may_be_held_by = "A member of an offender management unit in prison, named to the area."
    permissions = _PRACTITIONER


class Statistician(Role):
    """Answers for the figures, not for people.

    Opens what is behind a figure, as a figure that cannot be opened cannot be checked; without
    PERSON_VIEW the list shows references and reasons, and no names.
    """

    key = "statistician"
    label = "statistician"
    may_be_held_by = "An analyst who prepares the annual figures of the area."
    permissions = frozenset(
        {
            Permission.FIGURES_VIEW,
            Permission.FIGURES_OPEN,
            Permission.FIGURES_LOCK,
            Permission.REPORT_VIEW,
            Permission.REPORT_EDIT,
        }
    )


class LayAdviser(Role):
    """A member of the public on the strategic management board: figures and report, no cases."""

    key = "lay_adviser"
    label = "lay adviser"
    may_be_held_by = (
        "A lay adviser appointed to the area by the Secretary of State under section 326(3) of"
        " the Criminal Justice Act 2003."
    )
    permissions = frozenset({Permission.FIGURES_VIEW, Permission.REPORT_VIEW})


class AreaAdministrator(Role):
    """Keeps the area's record in order: imports, possible matches, who may sign in."""

    key = "administrator"
    label = "area administrator"
    may_be_held_by = "A member of the co-ordinator's office who is trained in data quality."
    permissions = frozenset(
        {
            Permission.EXTRACT_IMPORT,
            Permission.FINDING_VIEW,
            Permission.MATCH_DECIDE,
            Permission.USER_ADMINISTER,
        }
    )


ROLES: dict[str, type[Role]] = {
    role.key: role
    for role in (
        Coordinator,
        Police,
        Probation,
        Prison,
        Statistician,
        LayAdviser,
        AreaAdministrator,
    )
}
