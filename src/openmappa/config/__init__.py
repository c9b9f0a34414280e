"""Settings, the command line, the embedded database."""
