"""The register of problem codes: the title and severity of each, and the stage that finds it.

In: nothing. Out: ``CODES``. The codes are stable, since editors and tools know them.
``docs/problemkoder.md`` says what each means and what to do about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from press.model import Problem, Severity, Source


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem. ``stage`` is ``check`` (found in the manuscript), ``build``,
    ``proof`` or ``release``; ``title`` is Danish, one line."""

    title: str
    severity: Severity = Severity.ERROR
    stage: str = "check"


_WARNING = Severity.WARNING

CODES: Mapping[str, Code] = MappingProxyType(
    {
        "B101": Code("Opsætningen kan ikke læses"),
        "B102": Code("Ukendt felt"),
        "B103": Code("Feltet står der to gange"),
        "B104": Code("Forkert værdi"),
        "B105": Code("Feltet mangler"),
        "B106": Code("Ugyldigt ISBN"),
        "B107": Code("Det trykte omslag mangler et ISBN", _WARNING),
        "B108": Code("Omslagets tekst er for lang", stage="build"),
        "C101": Code("Filen findes ikke"),
        "C102": Code("Filen er nævnt to gange"),
        "C103": Code("Filen er ikke med i bogen", _WARNING),
        "C104": Code("Kapitlet er ikke godkendt", _WARNING),
        "C105": Code("Kapitlets hoved eller titel mangler"),
        "C106": Code("Filen kan ikke læses som tekst"),
        "C107": Code("Filen ligger uden for bogen"),
        "C108": Code("Filen er for stor"),
        "T101": Code("Ukendt begreb"),
        "T102": Code("Begrebet bruges ikke", _WARNING),
        "T103": Code("To begreber deler en form"),
        "T104": Code("Ukendt beslægtet begreb"),
        "T105": Code("Frarådet ord", _WARNING),
        "T106": Code("Definitionen følger ikke reglerne", _WARNING),
        "X101": Code("Ukendt mærke"),
        "X102": Code("Mærket findes to gange"),
        "X103": Code("Henvisningen kan ikke skrive sig selv"),
        "X104": Code("Registret henviser til et opslag, der ikke findes", _WARNING),
        "R101": Code("Ukendt kilde"),
        "R102": Code("Kilden er ikke fuldt beskrevet"),
        "R103": Code("Kilden bruges ikke", _WARNING),
        "N101": Code("Fodnoten er ikke skrevet"),
        "N102": Code("Fodnoten bruges ikke"),
        "I101": Code("Billedet findes ikke"),
        "I102": Code("Billedet ligger uden for bogen"),
        "I103": Code("Billedet mangler en alternativ tekst"),
        "I104": Code("Billedet kan ikke bruges"),
        "I105": Code("Tegningen henter noget udefra"),
        "S101": Code("Tabellen mangler en tabeltekst"),
        "S102": Code("Tabellen mangler en hovedrække"),
        "S103": Code("Et overskriftsniveau er sprunget over"),
        "S104": Code("Overskrift på øverste niveau i et kapitel"),
        "S105": Code("Ukendt boks"),
        "S106": Code("Boksen er ikke lukket"),
        "S107": Code("Kortet er ikke helt"),
        "S108": Code("Arket er ikke helt"),
        "S109": Code("Tabellen er for stor"),
        "S110": Code("Teksten ligger for dybt inden i sig selv"),
        "S111": Code("Overskriften har ingen ord"),
        "S112": Code("Rækken har for mange felter"),
        "H101": Code("HTML, der ikke hænger sammen"),
        "H102": Code("HTML er rettet", _WARNING),
        "H103": Code("HTML, der ikke må bruges"),
        "W101": Code("Skrivemåde, pressen ikke selv tør rette", _WARNING),
        "W102": Code("Skrift fra højre mod venstre"),
        "P101": Code("Tekst mangler i en udgave", stage="proof"),
        "P102": Code("Tekst står i forkert rækkefølge", stage="proof"),
        "P103": Code("Link uden mål", stage="proof"),
        "P104": Code("Udgavens fil er beskadiget", stage="proof"),
        "P105": Code("Tegnet findes ikke i skriften", _WARNING, "build"),
        "P106": Code("Satsen melder et problem", stage="build"),
        "P107": Code("Noget når ud over sidens kant", stage="build"),
        "P108": Code("E-bogen er for stor", _WARNING, "build"),
        "P201": Code("Sidens mål til tryk er forkerte", stage="proof"),
        "P202": Code("En skrift er ikke med i filen til trykkeriet", stage="proof"),
        "P203": Code("En farve i filen kan ikke trykkes", stage="proof"),
        "P204": Code("Tekst er ikke i ren sort", stage="proof"),
        "P205": Code("Filen til trykkeriet rummer noget, der ikke kan trykkes", stage="proof"),
        "P206": Code("Trykbetingelsen i filen er forkert", stage="proof"),
        "P207": Code("Filens oplysninger om sig selv er forkerte", stage="proof"),
        "P208": Code("Antallet af sider går ikke op", stage="proof"),
        "P211": Code("Farven er ikke en af bogens", stage="build"),
        "P212": Code("Tegningen kan ikke deles i trykkets farver", stage="build"),
        "P213": Code("Billedet er for groft til tryk", _WARNING, "build"),
        "P214": Code("Filen til trykkeriet er ikke PDF/X-4", _WARNING, "build"),
        "P215": Code("En farve mangler sine trykfarver", stage="build"),
        "E101": Code("Sidetallene faldt ikke på plads", stage="build"),
        "U101": Code("Modtagerlisten kan ikke læses", stage="release"),
        "U102": Code("En modtager får intet brev", _WARNING, "release"),
        "U103": Code("Katalogdata følger ikke standarden", stage="release"),
        "U104": Code("Kapitlet er ikke godkendt til udgivelse", stage="release"),
        "U105": Code("Udgaven mangler et ISBN", stage="release"),
        "U106": Code("En validator har fundet fejl", stage="release"),
        "U107": Code("En validator er ikke kørt", stage="release"),
        "U108": Code("Definitionen er ikke godkendt til udgivelse", stage="release"),
        "U109": Code("Brevene mangler et link", stage="release"),
        "U110": Code("Versionen er udgivet før", stage="release"),
    }
)


def problem(source: Source, code: str, message: str, hint: str = "") -> Problem:
    """A problem with the severity that its code has. Raises KeyError for an unknown code."""
    return Problem(source, code, message, hint, CODES[code].severity)
