"""The models of the room."""

from articles.models.address import Address
from articles.models.article import Article
from articles.models.carry import Carry, CarryQuestion
from articles.models.citation import Citation
from articles.models.correction import Correction
from articles.models.edition import Edition, EditionQuerySet, EditionTag
from articles.models.embargo import Embargo, EmbargoedWork, EmbargoQuerySet
from articles.models.front import Front, FrontSlot
from articles.models.link import LinkAnswer
from articles.models.messages import Message, MessageChoice
from articles.models.miss import Miss
from articles.models.notes import Mention, Note, Reminder
from articles.models.outside import OutsideEvent, OutsideLink
from articles.models.people import Byline, Person
from articles.models.related import RelatedPick
from articles.models.saved_filter import SavedFilter
from articles.models.search import SearchDocument, SearchMiss, SearchPin, SearchWord
from articles.models.series import Series
from articles.models.step import ReviewStep, SignOff
from articles.models.writing import AutosaveBuffer, Presence

__all__ = [
    "Address",
    "Article",
    "AutosaveBuffer",
    "Byline",
    "Carry",
    "CarryQuestion",
    "Citation",
    "Correction",
    "Edition",
    "EditionQuerySet",
    "EditionTag",
    "Embargo",
    "EmbargoedWork",
    "EmbargoQuerySet",
    "OutsideEvent",
    "OutsideLink",
    "LinkAnswer",
    "Mention",
    "Message",
    "MessageChoice",
    "Note",
    "Front",
    "FrontSlot",
    "Miss",
    "Person",
    "Presence",
    "RelatedPick",
    "Reminder",
    "SavedFilter",
    "SearchDocument",
    "SearchMiss",
    "SearchPin",
    "SearchWord",
    "Series",
    "ReviewStep",
    "SignOff",
]
