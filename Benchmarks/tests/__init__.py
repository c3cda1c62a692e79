"""Tests of what the benches decide by themselves: `make bench-test`."""
