"""Grounds, category, responsible area and levels."""
