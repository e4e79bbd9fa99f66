"""Two servers for all these tests: as ``streamlit run`` starts one, and as uvicorn does with its walls set up."""

from __future__ import annotations

import pytest

from tests.served import served

# A file beyond this size (in blocks of 512 bytes) cannot be written: an upload that went to disk would fail
FILE_BLOCKS = 1024


@pytest.fixture(scope="session")
def plain(tmp_path_factory):
    """Started by ``streamlit run``, with little room for uploads."""
    room = {"NIANBAO_VISIT_MB": "3", "NIANBAO_VISIT_DOCUMENTS": "3"}
    limited = ("sh", "-c", f'ulimit -f {FILE_BLOCKS}; exec "$@"', "sh")
    with served(tmp_path_factory.mktemp("plain"), under=limited, **room) as server:
        yield server


@pytest.fixture(scope="session")
def walled(tmp_path_factory):
    """Started by uvicorn, with every wall set."""
    walls = {
        "NIANBAO_HOSTS": "lens.example.org, 127.0.0.1",
        "NIANBAO_FRAMES": "https://www.example.org",
        "NIANBAO_METRICS": "on",
        "NIANBAO_REQUESTS": "60",
        "NIANBAO_CONNECTIONS": "2",
        "NIANBAO_PROXIES": "127.0.0.0/8",
    }
    with served(tmp_path_factory.mktemp("walled"), by="uvicorn", **walls) as server:
        yield server
