"""The manuscript's files in, a Book and every problem with its place out; see :mod:`.load`."""

from press.manuscript.load import Loaded, load_book

__all__ = ["Loaded", "load_book"]
