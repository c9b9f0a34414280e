"""Domain events, access log, operations and the base of row history."""
