"""Delivery: from finished bytes to ``dist/``, whole or not at all, and what a release says.

In: the files of the editions and the build's record. Out: ``dist/`` with the files,
``build.json`` and ``SHA256SUMS``; of a release also what catalogues, readers, recipients and
the library are told.

* ``publish``  finished files put into ``dist/``, and what a partial build keeps
* ``swap``     one folder put in another's place, and recovery after a kill
* ``sums``     the checksum list, and whether a folder agrees with it
* ``record``   what ``build.json`` says

* ``items``     a release as a value, which all of these take
* ``catalogue`` ``onix`` (``onixcodes``), ``opds`` and Dublin Core, and their ``validation``
* ``pages``     the page for readers, and the checklist for legal deposit
* ``evidence``  what was tested and what not; ``sbom`` what the book was made with
* ``received``  the program with which a received release is checked
* ``mailing``   a letter to each of the ``recipients`` in a CSV file (``csvtext``)
"""
