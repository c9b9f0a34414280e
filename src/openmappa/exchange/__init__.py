"""Agency extracts in: what an area states of its people on one day, read, checked, imported."""
