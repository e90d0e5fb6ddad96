"""The tests that need a real browser."""
