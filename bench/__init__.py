"""The benchmarks: each a ratio against a peer, or a limit, measured in one run on one machine."""
