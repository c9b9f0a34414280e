"""The sections of a person's record: one mechanism of pages, many declarations."""
