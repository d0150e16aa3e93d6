"""Benchmarks: how fast the press is beside a plain run. Never part of the tests."""
