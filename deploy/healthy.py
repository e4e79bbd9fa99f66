"""``python deploy/healthy.py``: ends with 0 where the app of this machine says that it is well."""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request

_WAIT = 4.0


def main() -> int:
    """Ask, by the first of the names that the app answers to."""
    hosts = os.environ.get("NIANBAO_HOSTS", "").replace(",", " ").replace("*.", "www.").split()
    address = f"http://127.0.0.1:{os.environ.get('PORT', '8501')}/healthz"
    request = urllib.request.Request(address, headers={"Host": hosts[0]} if hosts else {})
    try:
        with urllib.request.urlopen(request, timeout=_WAIT):  # noqa: S310 - as above # nosec B310
            return 0
    except (urllib.error.URLError, TimeoutError) as error:
        sys.stderr.write(f"not well: {error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
