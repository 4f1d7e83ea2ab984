"""Journals, issues, works, who wrote them, what became of them, and what others say of them."""

from literature.models.imported import ImportedFile, ImportedRecord
from literature.models.journal import Issue, Journal
from literature.models.notice import RetractionNotice
from literature.models.outside import Answer, FoundVersion, MergedWork, Pace
from literature.models.work import Contributor, Work, WorkRelation

__all__ = [
    "Answer",
    "Contributor",
    "FoundVersion",
    "ImportedFile",
    "ImportedRecord",
    "Issue",
    "Journal",
    "MergedWork",
    "Pace",
    "RetractionNotice",
    "Work",
    "WorkRelation",
]
