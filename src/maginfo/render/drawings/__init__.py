"""Drawings of an answer for a terminal, made of characters."""
