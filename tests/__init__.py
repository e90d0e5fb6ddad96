"""The tests, laid out as portal/ is; tests/browser/ drives a real browser."""
