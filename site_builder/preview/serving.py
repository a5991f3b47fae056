"""START HERE for the preview: build, serve, watch, build again, until the end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from pathlib import Path

from site_builder.preview.guard import ADDRESS
from site_builder.preview.server import Application, Preview, listen
from site_builder.preview.standing import Standing
from site_builder.preview.watching import Watch


async def serve(
    root: Path,
    rebuild: Callable[[], Standing],
    *,
    port: int,
    polling: bool,
    ready: Callable[[str, int], None],
    built: Callable[[Standing], None],
    told: Callable[[str], None],
) -> None:
    """Serve a publication until this is cancelled, or the process is asked to end.

    Raises PortError when no port can be had, and asyncio.CancelledError at the end.
    `ready` gets the address and the port as soon as something listens there, `built` the outcome of each build, `told`
    what else there is to know. The last may be called by another thread.
    """
    me = asyncio.current_task()
    assert me is not None
    with contextlib.suppress(NotImplementedError):  # on Windows
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, me.cancel)
    preview = Preview(root, rebuild, built)
    server = listen(Application(preview), port)
    watch = Watch(root, preview.changed, told, polling=polling)
    watch.start()
    ready(f"http://{ADDRESS}:{preview.port}/", preview.port)
    try:
        await preview.keep_building()
    finally:
        watch.end()
        server.stop()
