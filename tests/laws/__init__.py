"""The laws of design, tested against an oracle that knows nothing of the engine."""
