"""Fairness to the person: what is suspected, who confirmed what is held against them, contests."""
