"""What the server's log holds of somebody who was refused: one line, since nothing went wrong in the program."""

from __future__ import annotations

import logging

from django.core.exceptions import PermissionDenied


class RefusalInOneLine(logging.Filter):
    """Takes the traceback off the record of a refusal; those of faults keep theirs."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, that of a refusal without its traceback."""
        fault = record.exc_info[1] if record.exc_info else None
        if isinstance(fault, PermissionDenied):
            record.exc_info, record.exc_text = None, None
        return True
