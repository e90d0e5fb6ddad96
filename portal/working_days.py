"""Working days in England: Monday to Friday, except bank holidays."""

from __future__ import annotations

from datetime import date, timedelta

from holidays import country_holidays

SATURDAY = 5
BANK_HOLIDAYS = country_holidays("GB", subdiv="ENG")


def is_working_day(day: date) -> bool:
    """Tell whether a council's offices work on a day."""
    return day.weekday() < SATURDAY and day not in BANK_HOLIDAYS


def working_days_after(day: date, count: int) -> date:
    """Return the day that is `count` working days after another one."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
