"""Regulatory guidance as dated, structured records."""
