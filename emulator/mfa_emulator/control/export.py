"""The world in the form of the vendors' own tools."""

import asyncio
import io
import zipfile
from collections.abc import Mapping

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.operation import Operation


async def export(call: Call[Nothing]) -> Reply:
    """The Firebase suite's export folder as a zip."""
    data = await asyncio.to_thread(lambda: _zipped(call.world.write_folder()))
    return Reply(200, data, (("Content-Disposition", 'attachment; filename="export.zip"'),), "application/zip")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """The files in a zip, which is the same for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


OPERATIONS = (Operation("state.export", "GET /_mfa/v1/export", export),)
