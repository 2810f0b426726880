"""Codes that several tables share, each with its meaning."""

from __future__ import annotations

__all__ = ["DATE_BASES", "PRECISIONS"]

DATE_BASES = {
    "stated": "The words print the date with its year.",
    "resolved": "A printed time expression, completed by the day of publication.",
    "inferred": "From anything else; for a person to judge.",
}
PRECISIONS = {
    "day": "Known to the day.",
    "month": "Known to the month; the date stands on its first day.",
    "year": "Known to the year; the date stands on its first day.",
}
