"""Ratings, and their publication in batches."""
