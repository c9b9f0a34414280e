"""What courts, prisons and police decided or recorded."""
