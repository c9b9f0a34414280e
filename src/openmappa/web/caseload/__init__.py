"""Pages about who works with whom, who is kept out, and what is put before somebody else."""
