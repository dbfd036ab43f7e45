"""Submission, lifecycle, codes, receipts, tracking and the officer's desk."""
