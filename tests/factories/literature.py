"""Journals, issues and works. The facts are real; the studies of the least work are invented."""

from __future__ import annotations

import factory
from django.utils import timezone

from literature.issues import save_issue
from literature.models import Contributor, Issue, Journal, RetractionNotice, Work
from literature.works import refresh_csl, save_work


class JournalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Journal

    class Params:
        nejm = factory.Trait(
            title="New England Journal of Medicine",
            slug="nejm",
            alt_titles=["The New England Journal of Medicine", "NEJM"],
            abbr_nlm="N Engl J Med",
            abbr_iso4="N. Engl. J. Med.",
            issn_print="0028-4793",
            issn_online="1533-4406",
            peer_review=Journal.PeerReview.YES,
        )

    title = factory.Sequence(lambda n: f"Journal of Invented Medicine {n}")
    slug = factory.Sequence(lambda n: f"invented-medicine-{n}")


class IssueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Issue

    journal = factory.SubFactory(JournalFactory)
    year = 2026
    volume = "394"
    issue_label = factory.Sequence(str)

    @classmethod
    def _create(cls, model_class: type[Issue], *args: object, **kwargs: object) -> Issue:
        return save_issue(model_class(**kwargs), by=None)


class WorkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Work
        skip_postgeneration_save = True

    class Params:
        preprint = factory.Trait(
            kind=Work.Kind.PREPRINT,
            review_status=Work.ReviewStatus.PREPRINT,
            posted="2026-01-15",
            published_print="",
        )
        retracted = factory.Trait(status=Work.Status.RETRACTED, status_date="2026-02-01")
        # The trial stands in issue 5, whatever issue a story cites beside it.
        tenecteplase = factory.Trait(
            title="A randomized trial of tenecteplase in acute central retinal artery occlusion",
            journal=factory.SubFactory(JournalFactory, nejm=True),
            volume="394",
            issue_label="5",
            pages_raw="442-450",
            published_print="2026-01-29",
            doi_display="10.1056/NEJMoa2508515",
            review_status=Work.ReviewStatus.PEER_REVIEWED,
            study_design=Work.StudyDesign.RANDOMISED_TRIAL,
            subject=Work.Subject.PEOPLE,
            sample_size=78,
            sample_note="40 / 38",
        )

    title = factory.Sequence(lambda n: f"A trial of invented therapy {n}")
    journal = factory.SubFactory(JournalFactory)
    published_print = "2026"
    doi_display = factory.Sequence(lambda n: f"10.5555/jim.{n}")

    @classmethod
    def _create(cls, model_class: type[Work], *args: object, **kwargs: object) -> Work:
        return save_work(model_class(**kwargs), by=None)


class ContributorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contributor

    class Params:
        group = factory.Trait(family="", given="", collective_name="Invented Study Group")

    work = factory.SubFactory(WorkFactory)
    position = factory.Sequence(int)
    family = "Ryan"
    given = "Stephen J."

    @classmethod
    def _create(
        cls, model_class: type[Contributor], *args: object, **kwargs: object
    ) -> Contributor:
        contributor = super()._create(model_class, *args, **kwargs)
        refresh_csl(contributor.work)
        return contributor


class NoticeFactory(factory.django.DjangoModelFactory):
    """One source's report of a retraction, which waits for an editor."""

    class Meta:
        model = RetractionNotice

    work = factory.SubFactory(WorkFactory)
    kind = RetractionNotice.Kind.RETRACTION
    notice_doi = factory.Sequence(lambda n: f"10.5555/notice.{n}")
    noticed_on = "2026-06-13"
    sources = ["publisher"]
    checked_at = factory.LazyFunction(timezone.now)


class RetractionNoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RetractionNotice

    work = factory.SubFactory(WorkFactory)
    kind = RetractionNotice.Kind.RETRACTION
    sources = ["publisher"]
    checked_at = factory.LazyFunction(timezone.now)
