"""A picture of time: what stands where, then as SVG and as PNG."""
