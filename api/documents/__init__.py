"""Resumable uploads and the store of files."""
