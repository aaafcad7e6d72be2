"""Plots drawn in text, legible without colour: numbers in, strings out."""
