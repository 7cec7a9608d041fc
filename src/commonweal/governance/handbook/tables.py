"""Every table of a handbook, in the order of the sheets."""

from __future__ import annotations

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
from commonweal.governance.handbook.row import Row

ROWS: tuple[type[Row], ...] = (
    *(Body, Partner, Succession, Transfer, Segment, ResponsibilityGroup),
    *(Document, Clause, Term, Publication, Citation, Review),
    *(Person, Seat, Appointment, Deputy, Role, Employment, Skill, FitAndProperTest, Eligibility),
    *(Ballot, Nomination, BallotVote),
    *(Function, Grant, Direction, PoolContribution, Reconfiguration),
    *(Interest, Gift, Breach, Procurement, Evaluator),
    *(Meeting, AgendaItem, Attendance, Declaration, Vote, Decision, Consideration, PublicQuestion),
    NilReturn,
)

TABLES: dict[str, type[Row]] = {row.TABLE: row for row in ROWS}
"""Each table's name and what its rows are."""
