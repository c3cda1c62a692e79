"""The bench for a machine with a GPU: `python3 -m gpubench --help`."""
