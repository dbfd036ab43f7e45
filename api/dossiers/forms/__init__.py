"""The papers the law prescribes for a dossier (TT 03/2025/TT-VPCP Annex I), made on demand from its history."""
