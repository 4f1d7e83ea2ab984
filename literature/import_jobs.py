"""Background work for files of references: goes on until every record is dealt with."""

from __future__ import annotations

from core.jobs import task
from literature import importing
from literature.models import ImportedFile


@task()
def finish_import(file_id: int) -> int:
    """Deal with all records of a file that still wait; returns how many there were."""
    file = ImportedFile.objects.select_related("by").filter(pk=file_id, finished_at=None).first()
    return importing.go_on(file, most=importing.MOST_RECORDS) if file else 0
