"""The check of a council's folder: `portal check`."""
