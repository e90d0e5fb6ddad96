"""Forms: what people type and how it is read."""
