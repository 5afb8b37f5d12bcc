"""The world in the form of the vendors' own tools."""

import io
import zipfile

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.store import vendor_folders
from mfa_emulator.core.store.slices import Work


async def export(call: Call[Nothing]) -> Reply:
    """The Firebase suite's export folder as a zip. It is written aside, so that nobody waits for it."""
    data = await call.state.aside.outcome(_zipping(vendor_folders.writing(call.world)))
    return Reply(200, data, (("Content-Disposition", 'attachment; filename="export.zip"'),), "application/zip")


def _zipping(writing: Work[dict[str, list[bytes]]]) -> Work[bytes]:
    """The work of writing files into a zip, which is the same for the same files."""
    files = yield from writing
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, pieces in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.file_size = zipfile.ZIP_DEFLATED, sum(map(len, pieces))
            with archive.open(entry, "w") as file:
                for piece in pieces:
                    file.write(piece)
                    yield
    return buffer.getvalue()


OPERATIONS = (Operation("state.export", "GET /_mfa/v1/export", export),)
