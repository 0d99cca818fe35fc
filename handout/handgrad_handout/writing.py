"""Files that are written whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path

from handgrad_handout.errors import HandoutError


def write(path, content):
    """Writes beside the file and renames. HandoutError where the folder cannot be made or written, or the disk is full."""
    path = Path(path)
    new = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, new = tempfile.mkstemp(prefix=".handout-", suffix=path.suffix, dir=path.parent)
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(new, 0o666 & ~mask)
        os.replace(new, path)
    except OSError as error:
        if new:
            with contextlib.suppress(OSError):
                os.unlink(new)
        what = f"cannot be written ({error.strerror or error})"
        raise HandoutError(path, what, "name a folder that can be written and has room") from None
