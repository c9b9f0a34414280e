"""Rights of the people on the record, how long it is kept, and watching over its readers."""
