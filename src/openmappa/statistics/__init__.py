"""What each published figure counts, the tables by reporting year, and their freeze."""
