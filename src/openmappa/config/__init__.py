"""This installation: settings, the command line, the database, backup."""
