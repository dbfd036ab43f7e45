"""What dossiers tell higher folders, received inside the same write unit."""

from blinker import signal

# sender: the Dossier; event: the DossierEvent just added
dossier_changed = signal("dossier-changed")
