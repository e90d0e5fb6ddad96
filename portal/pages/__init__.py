"""The pages: one module for each part of the site that a person can name."""
