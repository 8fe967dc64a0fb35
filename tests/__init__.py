"""The tests. A package, so that `tests.drivers` means ours wherever another library brings a `tests` of its own."""
