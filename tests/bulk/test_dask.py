"""A Dask cluster reads what this process reads, to the byte, also where one of its workers is killed."""

from __future__ import annotations

import os
import signal

import pytest
from distributed import LocalCluster

from bulk.engines import Dask
from tests.bulk import made

COUNT = 40


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50) as started:
        yield started


class Killing(Dask):
    """Kills one of the cluster's workers once the first batch is there."""

    def results(self, batches):
        for number, one in enumerate(super().results(batches)):
            if not number:
                os.kill(min(self._client.run(os.getpid).values()), signal.SIGKILL)
            yield one


@pytest.mark.full_size
def test_equal_datasets_also_where_a_worker_is_killed(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr("bulk.run._DOCUMENTS", 2)
    folder = str(made.folder(tmp_path / "reports", COUNT))
    here = made.run([folder], tmp_path / "here", tmp_path)
    there = made.run([folder], tmp_path / "there", tmp_path, Dask(cluster.scheduler_address))
    killed = made.run([folder], tmp_path / "killed", tmp_path, Killing(cluster.scheduler_address))
    assert here.counts["reports"] == COUNT
    assert there.files == here.files
    assert killed.files == here.files
