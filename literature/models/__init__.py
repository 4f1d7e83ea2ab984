"""Journals, issues, works, who wrote them, and what became of them."""

from literature.models.journal import Issue, Journal
from literature.models.notice import RetractionNotice
from literature.models.work import Contributor, Work, WorkRelation

__all__ = ["Contributor", "Issue", "Journal", "RetractionNotice", "Work", "WorkRelation"]
