"""Call veraPDF in this process.

In, on the command line: the jar that holds veraPDF, the Java to run it, a PDF and where to write
the answer. Out: JSON with ``compliant``, ``version``, ``assertions`` (how many were tested) and
``found``: for each broken rule its clause, test, message, how often and where first.

The rules are veraPDF's own profile for PDF/UA-1. It is parsed here, since veraPDF's own parser
needs a library that is not in the jar.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jpype

_PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"
_FLAVOURS = "org.verapdf.pdfa.flavours.PDFAFlavour"
_PROFILES = "org.verapdf.pdfa.validation.profiles.Profiles"


def main(jar: str, java: str, pdf: str, answer: str) -> None:
    """Validate ``pdf`` and write ``answer``. Any fault ends the process with a traceback."""
    machine = next(Path(java).parents[1].rglob("libjvm.*"))
    jpype.startJVM(str(machine), "--enable-native-access=ALL-UNNAMED", classpath=[jar])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = jpype.JClass(_FLAVOURS).PDFUA_1
    stream = jpype.JClass("java.io.FileInputStream")(pdf)
    result = foundry.createValidator(_profile(jar, flavour), False).validate(
        foundry.createParser(stream, flavour)
    )
    told = {
        "profile": "PDF/UA-1",
        "version": str(foundry.getDetails().getVersion()),
        "compliant": bool(result.isCompliant()),
        "assertions": int(result.getTotalAssertions()),
        "found": _found(result),
    }
    Path(answer).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _profile(jar: str, flavour: Any) -> Any:
    """veraPDF's profile for PDF/UA-1 as a Java object."""
    profiles = jpype.JClass(_PROFILES)
    specification = jpype.JClass(f"{_FLAVOURS}$Specification")
    plain, listed = jpype.JClass("java.util.HashSet"), jpype.JClass("java.util.ArrayList")
    root = ElementTree.fromstring(zipfile.ZipFile(jar).read(_PROFILE))
    rules, variables = plain(), plain()
    for rule in root.iterfind("{*}rules/{*}rule"):
        name = rule.find("{*}id")
        assert name is not None
        rules.add(
            profiles.ruleFromValues(
                profiles.ruleIdFromValues(
                    specification.valueOf(name.get("specification")),
                    name.get("clause"),
                    int(name.get("testNumber", "0")),
                ),
                rule.get("object"),
                rule.get("deferred") == "true",
                rule.get("tags") or "",
                rule.findtext("{*}description"),
                rule.findtext("{*}test"),
                profiles.errorFromValues(rule.findtext("{*}error/{*}message"), listed()),
                listed(),
            )
        )
    for variable in root.iterfind("{*}variables/{*}variable"):
        variables.add(
            profiles.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                variable.findtext("{*}defaultValue"),
                variable.findtext("{*}value"),
            )
        )
    created = jpype.JClass("java.util.Date")(0)
    details = profiles.profileDetailsFromValues("PDF/UA-1", "ISO 14289-1", "veraPDF", created)
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def _found(result: Any) -> list[dict[str, Any]]:
    """Each broken rule once, in order of clause."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for assertion in result.getTestAssertions():
        rule = assertion.getRuleId()
        key = (str(rule.getClause()), int(rule.getTestNumber()))
        first = {
            "clause": key[0],
            "test": key[1],
            "message": str(assertion.getMessage()),
            "place": str(assertion.getLocation().getContext()),
            "times": 0,
        }
        found.setdefault(key, first)["times"] += 1
    return [found[key] for key in sorted(found)]


if __name__ == "__main__":
    main(*sys.argv[1:5])
