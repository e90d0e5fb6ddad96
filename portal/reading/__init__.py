"""Content files read into what the pages show."""
