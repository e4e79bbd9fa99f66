"""What visitors upload: whose it is, how much it may be, and in memory only."""

from server.uploads.middleware import Uploads, start
from server.uploads.stub import refused

__all__ = ["Uploads", "refused", "start"]
