"""What is looked at: the datasets of the installation (``opened``, ``samples``, ``dataset``), what a visitor brings, in
his session only (``paste``, ``reading``, ``progress``, ``data``, ``own``), the reports of a link (``shared``), a report
as pages hold it (``entry``, ``kept``), and all of the chosen sets together (``scope``, ``shown``, ``looked_at``)."""
