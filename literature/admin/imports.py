"""The desk's pages for files of references: the upload, and the report on each record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin_tools import needs
from core.errors import Refused
from core.jobs import enqueue
from core.pagination import page_number, page_of
from literature import importing, permissions
from literature.import_jobs import finish_import
from literature.models import ImportedFile, ImportedRecord

# So many records are dealt with while the person waits; the rest is for the worker.
AT_ONCE = 200
ROWS_SHOWN = 100
FILES_SHOWN = 10


class FileForm(forms.Form):
    """A file of references."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("RIS, BibTeX, PubMed (nbib) or CSL-JSON, up to 20 MB."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )


@needs("literature.view_work")
def upload(request: Any, model_admin: admin.ModelAdmin) -> HttpResponse:
    """GET shows the field and the last files; POST keeps a file and begins with it."""
    if not permissions.may_import(request.user):
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    if is_sent and form.is_valid():
        try:
            return redirect("admin:literature_work_imported", _begun(request, form).pk)
        except Refused as refused:
            form.add_error("file", refused.message)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Bring in a file"),
        "opts": model_admin.opts,
        "form": form,
        "files": ImportedFile.objects.select_related("by")[:FILES_SHOWN],
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/literature/work/import.html", context, status=status)


def _begun(request: Any, form: FileForm) -> ImportedFile:
    given = form.cleaned_data["file"]
    if given.size > importing.MOST_BYTES:
        limit = importing.MOST_BYTES // 1_000_000
        raise Refused(_("The file is larger than %d MB. Divide it.") % limit)
    file = importing.start(given.read(), name=given.name, by=request.user)
    importing.go_on(file, most=AT_ONCE)
    if importing.progress(file).waiting:
        enqueue(finish_import, file.pk)
    return file


@needs("literature.view_work")
def report(request: Any, model_admin: admin.ModelAdmin, pk: int) -> HttpResponse:
    """GET shows what became of the records; POST goes on with some of those that wait."""
    if not permissions.may_import(request.user):
        raise PermissionDenied
    file = get_object_or_404(ImportedFile.objects.select_related("by"), pk=pk)
    if request.method == "POST":
        importing.go_on(file, most=AT_ONCE)
        return redirect("admin:literature_work_imported", file.pk)
    asked = request.GET.get("outcome", "")
    rows = importing.report_rows(file, asked)
    page = page_of(rows, number=page_number(request.GET.get("page")), size=ROWS_SHOWN)
    progress = importing.progress(file)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": file.name,
        "opts": model_admin.opts,
        "file": file,
        "progress": progress,
        "outcomes": [
            (value, label, progress.counts.get(value, 0), value == asked)
            for value, label in ImportedRecord.Outcome.choices
        ],
        "asked": asked,
        "page": page,
    }
    return TemplateResponse(request, "admin/literature/work/imported.html", context)
