"""The paths of readers' comments, below /comments/."""

from django.urls import path

from comments import views

app_name = "comments"
urlpatterns = [
    path("<int:article_id>/", views.story_comments, name="submit"),
    path("<int:article_id>/reply/<int:parent_id>/", views.reply, name="reply"),
    path("form/<int:article_id>/", views.form_token, name="form"),
    path("comment/<int:comment_id>/", views.permalink, name="permalink"),
    path("received/<str:word>/", views.received, name="received"),
]
