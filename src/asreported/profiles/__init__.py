"""Profiles of others, unchanged, with their notices."""
