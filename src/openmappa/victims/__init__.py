"""Victims: a compartment of its own, of which nobody outside it can learn that it holds anybody."""
