"""Pixels: open pictures safely, learn their facts, make derivatives."""
