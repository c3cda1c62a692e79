"""Lockstep against its peers on the same work: `python3 -m contest --help`."""
