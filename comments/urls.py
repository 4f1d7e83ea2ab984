"""The paths of readers' comments, below /comments/."""

from django.urls import path

from comments.views import identity, own, reports, story, yours

app_name = "comments"
urlpatterns = [
    path("<int:article_id>/", story.story_comments, name="submit"),
    path("<int:article_id>/reply/<int:parent_id>/", story.reply, name="reply"),
    path("form/<int:article_id>/", story.form_token, name="form"),
    path("comment/<int:comment_id>/", story.permalink, name="permalink"),
    path("received/<str:word>/", own.received, name="received"),
    path("<int:article_id>/feed.<str:form>", story.feed, name="feed"),
    path("report/<int:comment_id>/", reports.report, name="report"),
    path("yours/", yours.ask, name="yours_ask"),
    path("yours/<str:word>/", yours.yours, name="yours"),
    path("yours/<str:word>/comments.json", yours.export, name="yours_export"),
    path("confirm/<str:word>/", identity.confirm, name="confirm"),
    path("quiet/<str:word>/", identity.quiet, name="quiet"),
    path("received/<str:word>/change/", own.change, name="change"),
    path("received/<str:word>/withdraw/", own.withdraw, name="withdraw"),
]
