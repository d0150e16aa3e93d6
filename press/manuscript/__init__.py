"""Files in, a Book out, with every problem found and placed. Start at :mod:`.load`."""

from press.manuscript.load import Loaded, load_book

__all__ = ["Loaded", "load_book"]
