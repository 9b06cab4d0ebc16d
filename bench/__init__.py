"""Speed of the chain on a big centre: `make bench` (see docs/benchmarks.md)."""
