"""The heart: questions, criteria and outcomes as data, and what follows from a family's answers.

Nothing here knows of the web or of a database.
"""
