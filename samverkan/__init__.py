"""Map stakeholders, mandates and collaboration, and find who must be convinced for an initiative."""

__version__ = "0.1.0"
