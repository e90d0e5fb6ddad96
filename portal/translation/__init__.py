"""Translations: what there is to translate, how far each language is, and what has changed since."""
