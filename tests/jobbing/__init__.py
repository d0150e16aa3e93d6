"""Tests of the jobbing room."""
