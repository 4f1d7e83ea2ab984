"""The addresses readers know. The last one takes every address that is left."""

from django.urls import path

from articles.views import journals, lists, references, search, story

app_name = "articles"

urlpatterns = [
    path("", lists.home, name="home"),
    path("tags/<str:slug>/", lists.tag, name="tag"),
    path("people/", lists.staff, name="people"),
    path("people/<str:slug>/", lists.person, name="person"),
    path("corrections/", lists.corrections, name="corrections"),
    path("journals/", journals.journals, name="journals"),
    path("journals/<str:slug>/", journals.journal, name="journal"),
    path("journals/<str:slug>/<str:volume>/<str:issue>/", journals.issue, name="issue"),
    path(
        "journals/<str:slug>/<str:volume>/<str:issue>/references.<str:suffix>",
        references.issue_references,
        name="issue_references",
    ),
    path("search/", search.results, name="search"),
    path("<path:path>/references.<str:suffix>", references.story_references, name="references"),
    path("<path:path>/citation.<str:suffix>", references.story_citation, name="citation"),
    path("<path:path>/", story.section_or_story, name="section_or_story"),
]
