"""One module for each format; each has ``draw(report, look)``, which returns text or bytes."""
