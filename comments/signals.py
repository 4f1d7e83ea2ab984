"""The facts that this room announces, after commit.

``decision_settled``: a person's decision stood for ten seconds (``decision_id``). Whatever leaves
the building because of a decision, a letter or a report to another service, waits for it.
"""

from __future__ import annotations

from django.dispatch import Signal

decision_settled = Signal()
