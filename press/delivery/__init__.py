"""Delivery: from finished bytes to ``dist/``, whole or not at all.

In: the files of the editions and the build's record. Out: ``dist/`` with the files,
``build.json`` and ``SHA256SUMS``.

* ``sums``     the checksum list and what it says of a folder
* ``swap``     one folder put in another's place, and what to do after a kill
* ``publish``  :func:`~press.delivery.publish.publish`, and what a partial build keeps
* ``record``   what ``build.json`` says
* ``standing`` whether a build would change anything
"""

from press.delivery.publish import DeliveryError, last_record, merge, publish
from press.delivery.sums import is_whole
from press.delivery.swap import recover

__all__ = ["DeliveryError", "is_whole", "last_record", "merge", "publish", "recover"]
