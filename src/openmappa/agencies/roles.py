"""The roles that a person may hold in an area: what each may do and see, and who may hold it.

A posting names a role by its `key`. Whose record a role sees is in `cases.visibility`; here stands
what it may do at all (`permissions`), and of a record seen in full, which parts it sees and in
which of them it writes.
"""

from __future__ import annotations

from typing import ClassVar

from openmappa.agencies.models import VETTING
from openmappa.agencies.permissions import Part, Permission

NO_PARTS: frozenset[Part] = frozenset()

# Levels of vetting that clear for records: of the police their own, of others NPPV 3 or national
# security vetting of the same depth. For figures behind which are references only, any level does.
CLEARED_FOR_RECORDS = frozenset({"recruitment", "management", "nppv3", "sc", "dv"})
CLEARED_AT_ALL = frozenset(VETTING)
NOT_VETTED: frozenset[str] = frozenset()


class Role:
    """What one role may do. `agencies`: whose people may hold it.

    `vetting`: the levels of which one is needed (none where it is empty); `training`: whether a
    certificate is; `given_by`: the roles whose holders may give it, in their own area;
    `two_people`: whether a second of them must approve. The table `agencies_role` says the same.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    may_be_held_by: ClassVar[str]
    agencies: ClassVar[frozenset[str]]
    permissions: ClassVar[frozenset[Permission]]
    sees: ClassVar[frozenset[Part]] = NO_PARTS
    writes: ClassVar[frozenset[Part]] = NO_PARTS
    vetting: ClassVar[frozenset[str]] = CLEARED_FOR_RECORDS
    training: ClassVar[bool] = True
    given_by: ClassVar[frozenset[str]] = frozenset({"administrator"})
    two_people: ClassVar[bool] = False


POLICE_FORCE = frozenset({"police"})
PROBATION_SERVICE = frozenset({"probation"})
PRISON_SERVICE = frozenset({"prison"})
ANY_AUTHORITY = frozenset({"police", "probation", "prison", "responsible_authority"})
COOPERATING = frozenset({"duty_to_cooperate"})

_READER = frozenset(
    {
        Permission.PERSON_LIST,
        Permission.PERSON_VIEW,
        Permission.MESSAGE_SEND,
        Permission.LAW_CALCULATE,
    }
)
# Who answers for records is told who looked at them; chairs and agencies that co-operate are not.
_PRACTITIONER = _READER | {
    Permission.HISTORY_VIEW,
    Permission.RECORD_WRITE,
    Permission.FINDING_VIEW,
    Permission.ADDRESS_CHECK,
    Permission.CASELOAD_HOLD,
    Permission.GLASS_BREAK,
    Permission.LIST_RECONCILE,
    Permission.FIGURES_VIEW,
    Permission.DUTIES_PRINT,
}
_SUPERVISOR = _PRACTITIONER | {
    Permission.CASELOAD_ASSIGN,
    Permission.TRANSFER_VIEW,
    Permission.WORK_SIGN_OFF,
    Permission.RECORD_ARCHIVE,
    Permission.MERGE_PROPOSE,
    Permission.QUALITY_VIEW,
}
_CASE = frozenset(
    {
        Part.IDENTITY,
        Part.CONTACT,
        Part.LIFE,
        Part.OFFENDING,
        Part.MARKERS,
        Part.DISCLOSURES,
        Part.LOG,
        Part.DOCUMENTS,
        Part.SANITISED,
    }
)
_POLICE_CASE = _CASE | {Part.FINANCE, Part.INTELLIGENCE}
_WRITTEN_BY_PROBATION = _CASE - {Part.SANITISED}


class Coordinator(Role):
    """Runs the arrangements of the area on behalf of the strategic management board."""

    key = "coordinator"
    label = "MAPPA co-ordinator"
    may_be_held_by = (
        "The co-ordinator appointed by the strategic management board; employed by police or"
        " probation for the responsible authority as a whole."
    )
    agencies = ANY_AUTHORITY
    permissions = (_PRACTITIONER - {Permission.CASELOAD_HOLD}) | {
        Permission.CASELOAD_ASSIGN,
        Permission.TRANSFER_VIEW,
        Permission.WORK_SIGN_OFF,
        Permission.ROTA_KEEP,
        Permission.RECORD_OPEN,
        Permission.RECORD_ARCHIVE,
        Permission.RECORD_RESTRICT,
        Permission.MERGE_PROPOSE,
        Permission.MERGE_APPROVE,
        Permission.QUALITY_VIEW,
        Permission.RETENTION_REVIEW,
        Permission.FIGURES_OPEN,
        Permission.FIGURES_LOCK,
        Permission.FAIRNESS_VIEW,
        Permission.REPORT_VIEW,
        Permission.REPORT_EDIT,
    }
    sees = _CASE
    writes = frozenset({Part.MARKERS, Part.LOG, Part.DOCUMENTS})


class DeputyCoordinator(Coordinator):
    """Stands in for the co-ordinator, by delegation."""

    key = "deputy_coordinator"
    label = "deputy MAPPA co-ordinator"
    may_be_held_by = "The deputy whom the co-ordinator's employer names, of management grade."


class MappaAdministrator(Role):
    """Books, invites, takes minutes and keeps the data of the area's cases accurate."""

    key = "mappa_administrator"
    label = "MAPPA administrator"
    may_be_held_by = "A member of the co-ordinator's office."
    agencies = ANY_AUTHORITY
    permissions = _READER | {
        Permission.HISTORY_VIEW,
        Permission.RECORD_WRITE,
        Permission.FINDING_VIEW,
        Permission.FIGURES_VIEW,
        Permission.QUALITY_VIEW,
    }
    sees = _CASE
    writes = frozenset({Part.LOG, Part.DOCUMENTS})


class Chair(Role):
    """Chairs meetings at Level 2 or 3 and answers for their decisions."""

    key = "chair"
    label = "chair of MAPPA meetings"
    may_be_held_by = (
        "A manager of police, probation or prison who was trained to chair; for Level 3 one who"
        " can commit resources."
    )
    agencies = ANY_AUTHORITY
    permissions = _READER | {
        Permission.RECORD_WRITE,
        Permission.TRANSFER_VIEW,
        Permission.WORK_SIGN_OFF,
        Permission.FIGURES_VIEW,
    }
    sees = _CASE
    writes = frozenset({Part.DISCLOSURES, Part.LOG})


class Police(Role):
    """Manages people in the community, those with notification requirements above all."""

    key = "police"
    label = "police offender manager"
    may_be_held_by = "An officer or member of staff of the force's public protection unit."
    agencies = POLICE_FORCE
    permissions = _PRACTITIONER
    sees = _POLICE_CASE
    writes = _POLICE_CASE


class PoliceSupervisor(Role):
    """Answers for a team of offender managers: signs off, reassigns, reviews."""

    key = "police_supervisor"
    label = "police offender management supervisor"
    may_be_held_by = "A sergeant or inspector of the force's public protection unit."
    agencies = POLICE_FORCE
    permissions = _SUPERVISOR | {Permission.RECORD_RESTRICT}
    sees = _POLICE_CASE
    writes = _POLICE_CASE


class CentralPoint(Role):
    """The small unit of a force, probation area or prison that keeps its records in order."""

    key = "central_point"
    label = "central point of contact"
    may_be_held_by = "A member of the unit that an agency names as its central point of contact."
    agencies = POLICE_FORCE | PROBATION_SERVICE | PRISON_SERVICE
    permissions = _SUPERVISOR - {Permission.WORK_SIGN_OFF} | {
        Permission.RECORD_OPEN,
        Permission.MERGE_APPROVE,
    }
    sees = _CASE
    writes = _WRITTEN_BY_PROBATION


class Probation(Role):
    """Supervises people on licence and under sentence in the community."""

    key = "probation"
    label = "probation practitioner"
    may_be_held_by = "A probation officer or senior probation officer of the area."
    agencies = PROBATION_SERVICE
    permissions = _PRACTITIONER
    sees = _CASE
    writes = _WRITTEN_BY_PROBATION


class ProbationSupervisor(Role):
    """Countersigns the work of probation practitioners."""

    key = "probation_supervisor"
    label = "senior probation officer"
    may_be_held_by = "A senior probation officer who countersigns assessments and levels."
    agencies = PROBATION_SERVICE
    permissions = _SUPERVISOR | {Permission.RECORD_RESTRICT}
    sees = _CASE
    writes = _WRITTEN_BY_PROBATION


class CommunityRehabilitation(Role):
    """Supervises low and medium risk in the years 2014 to 2021; sees those given to them only."""

    key = "community_rehabilitation"
    label = "community rehabilitation practitioner"
    may_be_held_by = "A practitioner of the area's community rehabilitation company."
    agencies = PROBATION_SERVICE
    permissions = _READER | {
        Permission.HISTORY_VIEW,
        Permission.RECORD_WRITE,
        Permission.CASELOAD_HOLD,
    }
    sees = _CASE - {Part.SANITISED, Part.DOCUMENTS}
    writes = frozenset({Part.LOG})


class Prison(Role):
    """Prepares the release of people in custody."""

    key = "prison"
    label = "prison offender manager"
    may_be_held_by = "A member of an offender management unit in prison, named to the area."
    agencies = PRISON_SERVICE
    permissions = _PRACTITIONER
    sees = _CASE
    writes = frozenset({Part.LIFE, Part.MARKERS, Part.LOG, Part.DOCUMENTS})


class YouthJustice(Role):
    """Leads on children: notifies, supervises, invites children's services."""

    key = "youth_justice"
    label = "youth justice practitioner"
    may_be_held_by = "A manager or practitioner of a youth offending team of the area."
    agencies = COOPERATING
    permissions = _READER | {Permission.RECORD_WRITE, Permission.CASELOAD_HOLD}
    sees = _CASE - {Part.SANITISED}
    writes = frozenset({Part.LIFE, Part.LOG, Part.DOCUMENTS})


class MentalHealth(Role):
    """Notifies and reports on patients under hospital or guardianship orders."""

    key = "mental_health"
    label = "mental health lead"
    may_be_held_by = "The public protection lead of a mental health trust of the area."
    agencies = COOPERATING
    permissions = _READER | {Permission.RECORD_WRITE, Permission.CASELOAD_HOLD}
    sees = frozenset({Part.IDENTITY, Part.OFFENDING, Part.MARKERS, Part.LOG})
    writes = frozenset({Part.LOG})


class Representative(Role):
    """Speaks for an agency with the duty to co-operate; sees the meetings they are asked to."""

    key = "representative"
    label = "duty to co-operate representative"
    may_be_held_by = "The single point of contact that an agency under section 325(6) names."
    agencies = COOPERATING
    permissions = frozenset()
    vetting = NOT_VETTED
    training = False


class VictimLiaison(Role):
    """Keeps in touch with victims and speaks for them; sees of the person what that needs."""

    key = "victim_liaison"
    label = "victim liaison officer"
    may_be_held_by = "A member of the probation service's victim liaison unit."
    agencies = PROBATION_SERVICE
    permissions = frozenset(
        {
            Permission.PERSON_LIST,
            Permission.PERSON_VIEW,
            Permission.MESSAGE_SEND,
            Permission.VICTIM_VIEW,
            Permission.VICTIM_WRITE,
        }
    )
    sees = frozenset({Part.OFFENDING, Part.DISCLOSURES, Part.VICTIMS})
    writes = frozenset({Part.VICTIMS})


class Psychologist(Role):
    """Advises on people with personality difficulties; sees those they are consulted on."""

    key = "psychologist"
    label = "personality disorder pathway lead"
    may_be_held_by = "A psychologist of the offender personality disorder pathway."
    agencies = COOPERATING | PROBATION_SERVICE
    permissions = _READER | {Permission.RECORD_WRITE, Permission.CASELOAD_HOLD}
    sees = frozenset({Part.IDENTITY, Part.LIFE, Part.OFFENDING, Part.MARKERS, Part.LOG})
    writes = frozenset({Part.LOG})


class PolygraphExaminer(Role):
    """Tests people whose licence says so; sees those they test."""

    key = "polygraph_examiner"
    label = "polygraph examiner"
    may_be_held_by = "An accredited examiner whom the probation service employs."
    agencies = PROBATION_SERVICE
    permissions = _READER | {Permission.RECORD_WRITE, Permission.CASELOAD_HOLD}
    sees = frozenset({Part.IDENTITY, Part.OFFENDING, Part.MARKERS, Part.LOG})
    writes = frozenset({Part.LOG})


class ApprovedPremises(Role):
    """Runs a hostel for people on licence; sees its residents."""

    key = "approved_premises"
    label = "approved premises manager"
    may_be_held_by = "A manager of approved premises in the area."
    agencies = PROBATION_SERVICE
    permissions = _READER | {Permission.RECORD_WRITE, Permission.CASELOAD_HOLD}
    sees = frozenset({Part.IDENTITY, Part.CONTACT, Part.OFFENDING, Part.MARKERS, Part.LOG})
    writes = frozenset({Part.LOG})


class DutyOfficer(Role):
    """Meets people at night without warning: one card, own area, no record."""

    key = "duty_officer"
    label = "duty officer"
    may_be_held_by = (
        "Control room, response inspector, probation on call, night staff of approved premises,"
        " children's services out of hours."
    )
    agencies = ANY_AUTHORITY | COOPERATING
    permissions = frozenset({Permission.DUTY_CARD_VIEW, Permission.MESSAGE_SEND})
    training = False


class BoardMember(Role):
    """A member of the strategic management board: figures, no cases."""

    key = "board_member"
    label = "member of the strategic management board"
    may_be_held_by = "A senior member of an agency of the area, named to the board."
    agencies = ANY_AUTHORITY | COOPERATING
    permissions = frozenset(
        {Permission.FIGURES_VIEW, Permission.FAIRNESS_VIEW, Permission.REPORT_VIEW}
    )
    vetting = NOT_VETTED
    training = False


class AuthorityLead(Role):
    """One of the three who answer for the area and sign its report; the second for an erasure."""

    key = "authority_lead"
    label = "lead of the responsible authority"
    may_be_held_by = "Chief officer of police, head of probation, or director of custody."
    agencies = ANY_AUTHORITY
    permissions = BoardMember.permissions | {Permission.ERASURE_APPROVE}
    vetting = NOT_VETTED
    training = False


class LayAdviser(Role):
    """A member of the public on the strategic management board: figures and report, no cases."""

    key = "lay_adviser"
    label = "lay adviser"
    may_be_held_by = (
        "A lay adviser appointed to the area by the Secretary of State under section 326(3) of"
        " the Criminal Justice Act 2003."
    )
    agencies = frozenset({"lay"})
    permissions = frozenset(
        {Permission.FIGURES_VIEW, Permission.FAIRNESS_VIEW, Permission.REPORT_VIEW}
    )
    vetting = NOT_VETTED
    training = False


class Statistician(Role):
    """Answers for the figures, not for people.

    Opens what is behind a figure, as a figure that cannot be opened cannot be checked; without
    PERSON_VIEW the list shows references and reasons, and no names.
    """

    key = "statistician"
    label = "statistician"
    may_be_held_by = "An analyst who prepares the annual figures of the area."
    agencies = ANY_AUTHORITY
    permissions = frozenset(
        {
            Permission.FIGURES_VIEW,
            Permission.FIGURES_OPEN,
            Permission.FIGURES_LOCK,
            Permission.FAIRNESS_VIEW,
            Permission.REPORT_VIEW,
            Permission.REPORT_EDIT,
        }
    )
    vetting = CLEARED_AT_ALL
    training = False


class NationalLead(Role):
    """Sees the figures of every area in which they are posted, and no case."""

    key = "national_lead"
    label = "national lead"
    may_be_held_by = "A member of the national public protection team, posted to each area."
    agencies = ANY_AUTHORITY
    permissions = frozenset(
        {Permission.FIGURES_VIEW, Permission.FAIRNESS_VIEW, Permission.REPORT_VIEW}
    )
    vetting = NOT_VETTED
    training = False


class Inspector(Role):
    """Reads a sample of records for a time; changes nothing."""

    key = "inspector"
    label = "inspector"
    may_be_held_by = "An inspector of probation, constabulary or prisons, for the inspection."
    agencies = frozenset({"inspectorate"})
    permissions = frozenset(
        {
            Permission.PERSON_LIST,
            Permission.PERSON_VIEW,
            Permission.HISTORY_VIEW,
            Permission.FIGURES_VIEW,
            Permission.CASELOAD_HOLD,
        }
    )
    sees = _CASE
    training = False


class AreaAdministrator(Role):
    """Keeps the area's record in order: imports, possible matches, who may sign in."""

    key = "administrator"
    label = "area administrator"
    may_be_held_by = "A member of the co-ordinator's office who is trained in data quality."
    agencies = ANY_AUTHORITY
    permissions = frozenset(
        {
            Permission.EXTRACT_IMPORT,
            Permission.FINDING_VIEW,
            Permission.QUALITY_VIEW,
            Permission.MATCH_DECIDE,
            Permission.ROTA_KEEP,
            Permission.USER_ADMINISTER,
        }
    )
    two_people = True


class SecurityOfficer(Role):
    """Watches over reading: no content of a case, but who looked at what."""

    key = "security_officer"
    label = "security officer"
    may_be_held_by = "The information security officer of the area or of an agency in it."
    agencies = ANY_AUTHORITY
    permissions = frozenset({Permission.AUDIT_REVIEW, Permission.AUDIT_EXPORT})
    training = False
    two_people = True


class DataProtectionOfficer(Role):
    """Answers requests of the people on the record, and has erased what the law says must go."""

    key = "data_protection_officer"
    label = "data protection officer"
    may_be_held_by = "The data protection officer of the area or of an agency in it."
    agencies = ANY_AUTHORITY
    permissions = frozenset(
        {
            Permission.AUDIT_EXPORT,
            Permission.ACCESS_ANSWER,
            Permission.RECORD_ERASE,
            Permission.ERASURE_APPROVE,
            Permission.RETENTION_REVIEW,
        }
    )
    training = False
    two_people = True


ROLES: dict[str, type[Role]] = {
    role.key: role
    for role in (
        Coordinator,
        DeputyCoordinator,
        MappaAdministrator,
        Chair,
        Police,
        PoliceSupervisor,
        CentralPoint,
        Probation,
        ProbationSupervisor,
        CommunityRehabilitation,
        Prison,
        YouthJustice,
        MentalHealth,
        Representative,
        VictimLiaison,
        Psychologist,
        PolygraphExaminer,
        ApprovedPremises,
        DutyOfficer,
        BoardMember,
        AuthorityLead,
        LayAdviser,
        Statistician,
        NationalLead,
        Inspector,
        AreaAdministrator,
        SecurityOfficer,
        DataProtectionOfficer,
    )
}
