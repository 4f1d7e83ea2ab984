"""The admin site's name; the site itself stays Django's own."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = settings.SITE_NAME
admin.site.site_title = _("The desk of %(site)s") % {"site": settings.SITE_NAME}
admin.site.index_title = _("Desk")
admin.site.enable_nav_sidebar = False
admin.site.empty_value_display = "–"
