"""What was kept under a link whose time is over is removed, and so is what was handed over long ago: when the server
starts, and every hour."""

from __future__ import annotations

import asyncio
import logging

import settings
import storage

_EVERY = 3600.0
_LOG = logging.getLogger(__name__)


async def keep() -> None:
    """Remove it again and again."""
    while True:
        await asyncio.to_thread(purge)
        await asyncio.sleep(_EVERY)


def purge() -> int:
    """Remove it now; how many links that ended. A database that is not there yet is not made for it."""
    try:
        if settings.mode("NIANBAO_SHARING") == "off" or not storage.is_there():
            return 0
        store = storage.open_store()
        try:
            ended = store.links.purge()
            store.refused.purge()
        finally:
            store.close()
    except storage.StorageUnavailableError as error:
        _LOG.warning("what is over was not removed: %s", type(error).__name__)
        return 0
    if ended:
        _LOG.info("removed what %d links led to whose time is over", ended)
    return ended
