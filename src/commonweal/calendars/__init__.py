"""Calendars that the NHS in England counts by: financial years, working days and bank holidays."""

from commonweal.calendars.financial_years import FinancialYear
from commonweal.calendars.working_days import (
    add_working_days,
    bank_holidays,
    is_working_day,
    next_working_day,
    working_days_between,
)

__all__ = [
    "FinancialYear",
    "add_working_days",
    "bank_holidays",
    "is_working_day",
    "next_working_day",
    "working_days_between",
]
