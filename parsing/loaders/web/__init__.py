"""Pages → Document: ``mhtml`` and ``clipboard`` unwrap what ``html`` reads, ``visible`` leaves what a browser shows."""
