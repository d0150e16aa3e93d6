"""Delivery: from finished bytes to ``dist/``, whole or not at all, and what a release says.

In: the files of the editions and the build's record. Out: ``dist/`` with the files,
``build.json`` and ``SHA256SUMS``; of a release also what catalogues, readers, recipients and
the library are told.

* ``sums``     the checksum list and what it says of a folder
* ``swap``     one folder put in another's place, and what to do after a kill
* ``publish``  :func:`~press.delivery.publish.publish`, and what a partial build keeps
* ``record``   what ``build.json`` says
* ``standing`` whether a build would change anything

* ``items``     a release as a value, which all of these take; ``wording`` its Danish names
* ``catalogue`` ``onix`` (``onixdetail``, ``onixcodes``), ``opds``, ``dublincore``, and what
  ``validation`` finds of them
* ``download``  the page for readers; ``deposit`` the checklist for the library
* ``evidence``  what was tested and what not; ``sbom`` what the book was made with
* ``received``  what those who get a release check it with
* ``mailing``   a letter for each of the ``recipients`` that a CSV file names (``csvtext``)
"""

from press.delivery.publish import DeliveryError, last_record, merge, publish
from press.delivery.sums import is_whole
from press.delivery.swap import recover

__all__ = ["DeliveryError", "is_whole", "last_record", "merge", "publish", "recover"]
