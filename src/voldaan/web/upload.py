"""The first look at an upload: what is too large is not taken in at all."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

#: What a form with many files needs beside the files themselves.
_MARGIN = 2 * 1024 * 1024


class BoundedUpload(FileUploadHandler):
    """Refuses a request that announces, or sends, more than a person may drop at once."""

    def __init__(self, request: Any = None) -> None:  # noqa: ANN401 - of Django
        super().__init__(request)
        self._received = 0

    def handle_raw_input(  # noqa: PLR0917 - of Django
        self,
        input_data: Any,  # noqa: ANN401 - of Django
        META: Any,  # noqa: ANN401, N803 - of Django
        content_length: int,
        boundary: Any,  # noqa: ANN401 - of Django
        encoding: Any = None,  # noqa: ANN401 - of Django
    ) -> None:
        """Refuse by what is announced, before anything is written. Raises RequestDataTooBig."""
        if content_length > settings.LARGEST_UPLOAD_BYTES + _MARGIN:
            raise RequestDataTooBig(content_length)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass on, as long as it stays within bounds. Raises RequestDataTooBig."""
        self._received += len(raw_data)
        if self._received > settings.LARGEST_UPLOAD_BYTES + _MARGIN:
            raise RequestDataTooBig(self._received)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the making of the file to the next in line."""
