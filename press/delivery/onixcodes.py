"""Words of the book as codes of the ONIX lists.

In: Danish role texts, schema.org's accessibility terms, language tags, licences. Out: codes
of EDItEUR's code lists, issue 70 and later. Schema.org is mapped to list 196 as in W3C's
*Schema.org Accessibility Properties Crosswalk*, but more strictly in two places:
``tableOfContents`` alone does not give code 11, since that promises every subsection, figure
and table, and ``longDescription`` does not give 16, which promises the data behind a chart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

import icu

from press.delivery.items import Access

# The first of these found in a Danish role text gives its code in list 17. Any other role is
# Z99 (other) and is given in words.
ROLES = (
    ("forfatter", "A01"),
    ("oversæt", "B06"),
    ("illustr", "A12"),
    ("tegn", "A35"),
    ("foto", "A13"),
    ("omslag", "A36"),
    ("forord", "A15"),
    ("efterskrift", "A19"),
    ("indledning", "A24"),
    ("register", "A34"),
    ("layout", "A11"),
    ("grafisk", "A11"),
    ("redak", "B01"),
    ("redig", "B01"),
)
OTHER_ROLE = "Z99"
# schema.org's accessibilityFeature -> list 196.
FEATURES: Mapping[str, str] = MappingProxyType(
    {
        "ARIA": "30",
        "ChemML": "18",
        "MathML": "17",
        "alternativeText": "14",
        "displayTransformability": "36",
        "highContrastDisplay": "26",
        "index": "12",
        "latex": "35",
        "longDescription": "15",
        "none": "09",
        "pageBreakMarkers": "19",
        "pageNavigation": "41",
        "readingOrder": "13",
        "structuralNavigation": "29",
        "synchronizedAudioText": "20",
        "ttsMarkup": "21",
        "unlocked": "10",
    }
)
# What a navigation document leads to, by epub:type -> list 196: schema.org has no terms for these.
NAVIGATED: Mapping[str, str] = MappingProxyType({"landmarks": "32", "glossary": "38"})
UNKNOWN = "08"
SUMMARY = "00"
CONTACT = "99"
# schema.org's accessibilityHazard -> list 143. An unknown hazard has no code: 24 to 26 say that
# there are flashes, sound or motion.
HAZARDS: Mapping[str, str] = MappingProxyType(
    {
        "flashing": "13",
        "motionSimulation": "17",
        "noFlashingHazard": "14",
        "noMotionSimulationHazard": "18",
        "noSoundHazard": "16",
        "none": "00",
        "sound": "15",
    }
)
# How an EPUB says which version and level of WCAG it conforms to (EPUB Accessibility 1.1, 4.2).
WCAG = re.compile(r"EPUB Accessibility 1\.1 - WCAG (2\.[012]) Level (A{1,3})")
_VERSIONS = {"2.0": "80", "2.1": "81", "2.2": "82"}
_LEVELS = {"A": "84", "AA": "85", "AAA": "86"}
_STANDARDS = {"PDF/UA-1": ("05",), "PDF/UA-2": ("06",)}
# List 74 has the bibliographic codes of ISO 639-2, ICU gives the terminological ones.
_BIBLIOGRAPHIC = {
    "bod": "tib", "ces": "cze", "cym": "wel", "deu": "ger", "ell": "gre", "eus": "baq",
    "fas": "per", "fra": "fre", "hye": "arm", "isl": "ice", "kat": "geo", "mkd": "mac",
    "mri": "mao", "msa": "may", "mya": "bur", "nld": "dut", "ron": "rum", "slk": "slo",
    "sqi": "alb", "zho": "chi",
}  # fmt: skip
_TERMS = (
    ("by", r"\bby\b|navngivelse"),
    ("nc", r"\bnc\b|ikke-?\s?kommerciel"),
    ("nd", r"\bnd\b|ingen\s?bearbejdelse"),
    ("sa", r"\bsa\b|del på samme vilkår"),
)


def role_code(role: str) -> str:
    """The code in list 17 of a Danish role text."""
    words = role.casefold()
    return next((code for word, code in ROLES if word in words), OTHER_ROLE)


def accessibility_codes(access: Access | None) -> tuple[str, ...]:
    """The codes in list 196 that follow from ``access``, in numerical order; 08 for none."""
    if access is None:
        return (UNKNOWN,)
    found = {FEATURES[word] for word in access.features if word in FEATURES} | set(access.onix)
    found |= {"52"} if "textual" in access.sufficient else set()
    found.update(*map(_conformance, access.conforms))
    return tuple(sorted(found)) or (UNKNOWN,)


def _conformance(standard: str) -> tuple[str, ...]:
    """The codes that a claim of conformance bears."""
    claim = WCAG.fullmatch(standard)
    return ("04", _VERSIONS[claim[1]], _LEVELS[claim[2]]) if claim else _STANDARDS.get(standard, ())


def language_code(tag: str) -> str:
    """The code in list 74 of a BCP 47 tag: ``da`` -> ``dan``. Raises ValueError when the
    language has none."""
    code = str(icu.Locale(tag).getISO3Language())
    if not code:
        raise ValueError(f"sproget »{tag}« har ingen kode i ISO 639-2")
    return _BIBLIOGRAPHIC.get(code, code)


def thema_scheme(code: str) -> str:
    """The scheme in list 27: 93 for a subject, 94 to 99 for the six kinds of qualifier."""
    return str(93 + int(code[0])) if code[0].isdigit() else "93"


def licence_address(licence: str) -> str:
    """The address of the Creative Commons licence that the words name; empty for any other."""
    words = licence.casefold()
    version = re.search(r"\b([1-4]\.0)\b", words)
    if version is None or not re.search(r"\bcc0?\b|creative commons", words):
        return ""
    if re.search(r"\bcc0\b|\bcc zero\b", words):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    terms = [term for term, pattern in _TERMS if re.search(pattern, words)]
    if not terms or terms[0] != "by" or {"nd", "sa"} <= set(terms):
        return ""
    return f"https://creativecommons.org/licenses/{'-'.join(terms)}/{version[1]}/"
