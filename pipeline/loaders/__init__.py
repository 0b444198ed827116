"""Files to documents. One file per format; every foreign exception is mapped here."""
