"""Visual interviews in Markdown become a finished, static publication."""

__version__ = "0.1.0"
