"""The handbook as data: bodies, instruments, seats, nominations, authority, interests and meetings."""

from commonweal.governance.handbook.authority import Direction, Function, Grant, PoolContribution, Reconfiguration
from commonweal.governance.handbook.ballots import Ballot, BallotVote, Nomination
from commonweal.governance.handbook.board import (
    Appointment,
    Deputy,
    Eligibility,
    Employment,
    FitAndProperTest,
    Person,
    Role,
    Seat,
    Skill,
)
from commonweal.governance.handbook.bodies import Body, Partner, ResponsibilityGroup, Segment, Succession, Transfer
from commonweal.governance.handbook.columns import Column, columns_of
from commonweal.governance.handbook.facts import HandbookFacts, Records
from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.instruments import Citation, Clause, Document, Publication, Review, Term
from commonweal.governance.handbook.interests import Breach, Evaluator, Gift, Interest
from commonweal.governance.handbook.meetings import (
    AgendaItem,
    Attendance,
    Consideration,
    Decision,
    Declaration,
    Meeting,
    PublicQuestion,
    Vote,
)
from commonweal.governance.handbook.nil_returns import NilReturn
from commonweal.governance.handbook.procurements import Procurement
from commonweal.governance.handbook.row import Dated, Row
from commonweal.governance.handbook.tables import TABLES

__all__ = [
    "TABLES",
    "AgendaItem",
    "Appointment",
    "Attendance",
    "Ballot",
    "BallotVote",
    "Body",
    "Breach",
    "Citation",
    "Clause",
    "Column",
    "Consideration",
    "Dated",
    "Decision",
    "Declaration",
    "Deputy",
    "Direction",
    "Document",
    "Eligibility",
    "Employment",
    "Evaluator",
    "FitAndProperTest",
    "Function",
    "Gift",
    "Grant",
    "Handbook",
    "HandbookFacts",
    "Interest",
    "Meeting",
    "NilReturn",
    "Nomination",
    "Partner",
    "Person",
    "PoolContribution",
    "Procurement",
    "PublicQuestion",
    "Publication",
    "Reconfiguration",
    "Records",
    "ResponsibilityGroup",
    "Review",
    "Role",
    "Row",
    "Seat",
    "Segment",
    "Skill",
    "Succession",
    "Term",
    "Transfer",
    "Vote",
    "columns_of",
]
