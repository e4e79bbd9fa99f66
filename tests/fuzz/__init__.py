"""Fuzzing guided by coverage: ``python -m tests.fuzz``. Nothing is imported here, for the fuzzer instruments imports."""
