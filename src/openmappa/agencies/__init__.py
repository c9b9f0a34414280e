"""The areas and agencies that work together under the arrangements."""
