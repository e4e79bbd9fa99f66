"""Brings a database to the tables of this program: all missing revisions in one transaction, or none."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

from storage.database import StorageUnavailableError, named_errors, writing

# It says with every look at a database which kind that is
logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)
_LOG = logging.getLogger(__name__)
_FOLDER = Path(__file__).with_name("migrations")


def upgrade(engine: Engine) -> None:
    """Make or change the tables where they are not yet as this program needs them. Raises StorageUnavailableError,
    also for a database that a later program has changed."""
    with named_errors(), engine.connect() as connection:
        if _revision(connection) == scripts().get_current_head():
            return
    with writing(engine) as connection:
        # another process may have been quicker
        if _revision(connection) != scripts().get_current_head():
            _run(connection)


@cache
def scripts() -> ScriptDirectory:
    """The revisions that this program has."""
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _run(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    directory = scripts()

    def _missing(revision: object, _context: object) -> object:
        return directory._upgrade_revs("head", revision)  # type: ignore[arg-type]  # noqa: SLF001 - as alembic.command does

    try:
        with EnvironmentContext(config, directory, fn=_missing, destination_rev="head"):
            directory.run_env()
            _LOG.info("the database was brought to revision %s", directory.get_current_head())
    except (CommandError, ResolutionError) as error:
        raise StorageUnavailableError(f"the database is of a later version of this program: {error}") from error
