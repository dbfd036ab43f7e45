"""Figures for supervisors and the public page of an office."""
