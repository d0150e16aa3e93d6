"""Catalogue data validated against their standards.

In: the bytes of a file. Out: a :class:`Validation` that says what the file was validated against
and what was found: the published schema where a package has it, otherwise well-formedness and
the elements that the standard demands. A check that was not made is always said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import chain
from typing import Any

from lxml import etree

from press.codes import problem
from press.delivery.onix import NAMESPACE as ONIX
from press.model import Json, Problem, Source

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
ACQUISITION = "http://opds-spec.org/acquisition"
BITMAPS = ("image/jpeg", "image/png", "image/gif")
_PREFIXES = {"o": ONIX, "a": ATOM, "dc": DC, "oai": OAI_DC}
_OWN = "velformethed og de elementer, standarden kræver ({}); intet offentligt skema fulgt med"
# What every ONIX 3.0 message and product must have; the schema demands more.
_ONIX_NEEDS = (
    "/o:ONIXMessage[@release='3.0']",
    "/o:ONIXMessage/o:Header/o:Sender/o:SenderName",
    "/o:ONIXMessage/o:Header/o:SentDateTime",
    "/o:ONIXMessage/o:Product",
)
_PRODUCT_NEEDS = (
    "o:RecordReference",
    "o:NotificationType",
    "o:ProductIdentifier/o:IDValue",
    "o:DescriptiveDetail/o:ProductForm",
    "o:DescriptiveDetail/o:TitleDetail/o:TitleElement/o:TitleText",
    "o:DescriptiveDetail/o:Language/o:LanguageCode",
    "o:PublishingDetail/o:PublishingStatus",
    "o:PublishingDetail/o:PublishingDate/o:Date",
)
# RFC 4287, 4.1.1 and 4.1.2; OPDS 1.2, 2 and 5.
_FEED_NEEDS = ("a:id", "a:title", "a:updated", "a:author/a:name", "a:entry", "a:link[@rel='self']")
_ENTRY_NEEDS = (
    "a:id",
    "a:title",
    "a:updated",
    f"a:link[starts-with(@rel, '{ACQUISITION}')][@type][@href]",
)
_DC_NEEDS = ("dc:title", "dc:publisher", "dc:date", "dc:identifier", "dc:language", "dc:type")


@dataclass(frozen=True, slots=True)
class Validation:
    """``path`` was validated against ``done_with`` (Danish); without problems it is valid."""

    path: str
    done_with: str
    problems: tuple[Problem, ...] = ()


def validate_onix(data: bytes, path: str) -> Validation:
    """ONIX 3.0 against EDItEUR's schemas with all code lists, from the package ``onixcheck``;
    without the package against the elements that every record needs."""
    tree, broken = _parsed(data, path)
    if find_spec("onixcheck") is None:
        missing = () if tree is None else tuple(_missing_onix(tree, path))
        return Validation(path, _OWN.format("ONIX 3.0"), (*broken, *missing))
    done_with = f"EDItEURs XSD og RELAX NG for ONIX 3.0 (onixcheck {version('onixcheck')})"
    if tree is None or etree.QName(tree).namespace != ONIX:
        wrong = broken or (_wrong(path, "det er ikke en ONIX 3.0-meddelelse"),)
        return Validation(path, done_with, wrong)
    found = []
    for schema in _onix_schemas():
        schema.validate(tree)
        found += [_wrong(path, f"skemaet siger: {e.message}", e.line) for e in schema.error_log]
    return Validation(path, done_with, tuple(found))


@lru_cache(maxsize=1)
def _onix_schemas() -> tuple[Any, ...]:
    """EDItEUR's two schemas for ONIX 3.0 in reference names; they take a second to read."""
    from onixcheck import schema

    xsd, rng = schema.O30_XSD_REFERENCE, schema.O30_RNG_REFERENCE
    return etree.XMLSchema(file=str(xsd)), etree.RelaxNG(file=str(rng))


def validate_opds1(data: bytes, path: str) -> Validation:
    """An OPDS 1.2 acquisition feed."""
    tree, found = _parsed(data, path)
    if tree is not None:
        entries = tree.iterfind(f"{{{ATOM}}}entry")
        missing = (_missing(entry, _ENTRY_NEEDS, path) for entry in entries)
        found = (*_missing(tree, _FEED_NEEDS, path), *chain.from_iterable(missing))
    return Validation(path, _OWN.format("RFC 4287 og OPDS 1.2"), found)


def validate_opds2(data: bytes, path: str) -> Validation:
    """An OPDS 2.0 feed, or a publication by itself."""
    done_with = _OWN.format("OPDS 2.0")
    try:
        value = json.loads(data)
    except ValueError as error:
        return Validation(path, done_with, (_wrong(path, f"det er ikke JSON: {error}"),))
    if not isinstance(value, dict):
        return Validation(path, done_with, (_wrong(path, "det er ikke et JSON-objekt"),))
    inner = value.get("publications")
    said = [] if inner is None else [*_feed_faults(value)]
    for publication in (value,) if inner is None else inner:
        said += _publication_faults(publication)
    return Validation(path, done_with, tuple(_wrong(path, text) for text in said))


def validate_dublin_core(data: bytes, path: str) -> Validation:
    """A Dublin Core record in the container of OAI-PMH."""
    tree, found = _parsed(data, path)
    if tree is not None:
        found = tuple(_missing(tree, _DC_NEEDS, path))
        if tree.tag != f"{{{OAI_DC}}}dc":
            found = (*found, _wrong(path, "roden er ikke oai_dc:dc"))
    return Validation(path, _OWN.format("Dublin Core 1.1"), found)


def _parsed(data: bytes, path: str) -> tuple[Any | None, tuple[Problem, ...]]:
    """The root, or None and why there is none."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(data, parser), ()
    except etree.XMLSyntaxError as error:
        said = f"det er ikke velformet XML: {error.msg}"
        return None, (_wrong(path, said, error.lineno or 1),)


def _missing_onix(tree: Any, path: str) -> Iterator[Problem]:
    for need in _ONIX_NEEDS:
        if not tree.xpath(need, namespaces=_PREFIXES):
            yield _wrong(path, f"der mangler {_bare(need)}")
    for product in tree.iterfind(f"{{{ONIX}}}Product"):
        yield from _missing(product, _PRODUCT_NEEDS, path)


def _missing(element: Any, needs: tuple[str, ...], path: str) -> Iterator[Problem]:
    """The needs that no element meets with a text, an attribute or elements of its own."""
    for need in needs:
        found = element.xpath(need, namespaces=_PREFIXES)
        if not any(len(hit) or hit.attrib or (hit.text or "").strip() for hit in found):
            name = etree.QName(element).localname
            yield _wrong(path, f"»{name}« mangler {_bare(need)}", element.sourceline or 1)


def _bare(need: str) -> str:
    for prefix in _PREFIXES:
        need = need.replace(f"{prefix}:", "")
    return f"»{need}«"


def _feed_faults(feed: Mapping[str, Json]) -> Iterator[str]:
    if not feed.get("metadata", {}).get("title"):
        yield "kataloget mangler en titel"
    if "self" not in _relations(feed):
        yield "kataloget mangler et link til sig selv (rel: self)"
    if not feed["publications"]:
        yield "kataloget nævner ingen udgivelse"


def _publication_faults(publication: Mapping[str, Json]) -> Iterator[str]:
    if not publication.get("metadata", {}).get("title"):
        yield "udgivelsen mangler en titel"
    relations = _relations(publication)
    if "self" not in relations:
        yield "udgivelsen mangler et link til sig selv (rel: self)"
    if not any(relation.startswith(ACQUISITION) for relation in relations):
        yield "udgivelsen har ingen fil, der kan hentes"
    if not any(image.get("type") in BITMAPS for image in publication.get("images", ())):
        yield "udgivelsen mangler et billede af omslaget som JPEG, PNG eller GIF"
    for link in (*publication.get("links", ()), *publication.get("images", ())):
        if not link.get("href") or not link.get("type"):
            yield f"et link mangler adresse eller type: {link}"


def _relations(value: Mapping[str, Json]) -> tuple[str, ...]:
    told = (link.get("rel", ()) for link in value.get("links", ()))
    return tuple(chain.from_iterable([it] if isinstance(it, str) else it for it in told))


def _wrong(path: str, said: str, line: int = 1) -> Problem:
    return problem(Source(path, line), "U103", said)
