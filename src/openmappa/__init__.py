"""OpenMAPPA: the shared record, working practice and published figures of MAPPA."""

__version__ = "0.1.0"
