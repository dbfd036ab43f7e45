"""Inbox, web push and the delivery of both."""
