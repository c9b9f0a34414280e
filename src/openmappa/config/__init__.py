"""How an installation is put together and run: settings, database, commands, backup."""
