"""The addresses of the site; the stories come last, because they take what is left."""

from django.contrib import admin
from django.urls import path

urlpatterns = [path("admin/", admin.site.urls)]
