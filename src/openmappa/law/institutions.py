"""Who must act together, what they may share, and what the data law asks of the record."""

from __future__ import annotations

from datetime import date, timedelta

from openmappa.law.dates import ONE_DAY, after
from openmappa.law.rules import Status, rule

MAPPA = date(2004, 4, 5)
PCSC = date(2022, 6, 28)
DPA_2018 = date(2018, 5, 25)
DUAA_LOGS = date(2025, 8, 20)


@rule("CJA 2003 s.325(1)", since=MAPPA, source="CJA")
def s325_1(on: date) -> tuple[str, ...]:
    """The Responsible Authority: chief officer of police, probation and prisons, acting together.

    Probation is the National Probation Service from 1 June 2014 on, a local body before.
    """
    national = on >= date(2014, 6, 1)
    probation = "the National Probation Service" if national else "the local probation body"
    return ("the chief officer of police", probation, "the Minister responsible for prisons")


@rule("CJA 2003 s.325(3)-(6)", since=MAPPA, source="CJA, CJA325-13", status=Status.PARTLY)
def s325_6(on: date) -> tuple[str, ...]:
    """Bodies that must co-operate, as far as their own functions allow, by a written memorandum.

    The health bodies of the list have changed several times. The answer is the list of that day.
    """
    if on < date(2013, 4, 1):
        health: tuple[str, ...] = (
            "Strategic Health Authorities",
            "Primary Care Trusts and Local Health Boards",
        )
    elif on < date(2022, 7, 1):
        health = ("NHS England", "clinical commissioning groups and Local Health Boards")
    else:
        health = ("NHS England", "integrated care boards and Local Health Boards")
    public_health = ("local authorities, for public health",) if on >= date(2013, 4, 1) else ()
    return (
        "youth offending teams",
        "the Ministers for social security, child support, war pensions, employment and training",
        "local authorities, for education and social services",
        *public_health,
        "local housing authorities",
        "registered providers of social housing that house offenders",
        *health,
        "NHS trusts",
        "providers of electronic monitoring",
        "the Home Office, for immigration",
    )


@rule("CJA 2003 s.325(2)", since=MAPPA, source="CJA", status=Status.PARTLY)
def s325_2(on: date) -> tuple[str, ...]:
    """Whose risks are managed: sexual and violent offenders, and others who may do serious harm.

    Since 28 June 2022 also terrorist offenders, and offenders who may be drawn into terrorism.
    """
    whose = (
        "relevant sexual or violent offenders",
        "others whose offences show that they may cause serious harm",
    )
    if on < PCSC:
        return whose
    return (
        *whose,
        "relevant terrorist offenders",
        "offenders at risk of involvement in terrorism-related activity",
    )


@rule("CJA 2003 s.325(3), (4)", since=MAPPA, until=PCSC - ONE_DAY, source="CJA, CJA325-13")
def s325_4_old(recipient: str) -> bool:
    """Co-operation may include the exchange of information, under common law and data protection.

    Among the Authority and the bodies that must co-operate only.
    """
    return recipient in {"responsible authority", "duty to co-operate body"}


@rule("CJA 2003 s.325(4)-(4G)", since=PCSC, source="CJA", status=Status.PARTLY)
def s325_4(recipient: str) -> bool:
    """These bodies, and whoever the Authority thinks can contribute, may disclose for its purpose.

    That breaks no confidence and no other restriction, but data protection law and the
    Investigatory Powers Act 2016 stay.
    """
    bodies = {"responsible authority", "duty to co-operate body", "person who can contribute"}
    return recipient in bodies


@rule("DPA 2018 s.62; DUAA 2025 s.82", since=DPA_2018, source="DUAA, memory", status=Status.PARTLY)
def dpa_s62(on: date) -> tuple[str, ...]:
    """Each look at and each disclosure of a record is logged: when, by whom, and to whom.

    Until 19 August 2025 also why; since then the reason is kept as good practice.
    """
    logged = ("date and time", "who looked or disclosed", "who received it")
    return (*logged, "justification") if on < DUAA_LOGS else logged


@rule("DPA 2018 ss.45, 54", since=DPA_2018, source="memory", status=Status.MEMORY)
def dpa_s45(asked_on: date, *, extended: bool = False) -> date:
    """Somebody who asks for their own data is answered within 1 month, or 3 if it is extended."""
    return after(asked_on, months=3 if extended else 1)


@rule("DPA 2018 s.67", since=DPA_2018, source="memory", status=Status.MEMORY)
def dpa_s67() -> timedelta:
    """The Information Commissioner is told of a breach of personal data within 72 hours."""
    return timedelta(hours=72)


@rule("DPA 2018 s.38(2), (3)", since=DPA_2018, source="memory", status=Status.MEMORY)
def dpa_s38() -> tuple[str, ...]:
    """Fact is kept apart from opinion, and the classes of person are told apart."""
    return ("suspect", "convicted", "victim", "witness or other")
