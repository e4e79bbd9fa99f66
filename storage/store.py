"""One database, opened: its tables are those of this program."""

from __future__ import annotations

from sqlalchemy import Engine

from storage.administration import Administration, Failures, Public, Refused
from storage.database import connect, url
from storage.links import Links
from storage.upgrade import upgrade
from storage.verdicts import Verdicts


class Store:
    """What one database holds. Raises StorageUnavailableError where it cannot be opened or brought up to date."""

    def __init__(self, engine: Engine) -> None:
        upgrade(engine)
        self._engine = engine
        self.verdicts = Verdicts(engine)
        self.links = Links(engine)
        self.public = Public(engine)
        self.failures = Failures(engine)
        self.refused = Refused(engine)
        self.administration = Administration(engine)

    def close(self) -> None:
        """Close the connections to the database."""
        self._engine.dispose()


def open_store() -> Store:
    """The configured database (see ``storage.database.url``). Raises StorageUnavailableError."""
    return Store(connect(url()))
