"""Notices of offices for everybody in an area: closing days, changed procedures, campaigns, guidance."""
