"""Danish compounds with their seams, written by hand: what the division of words is held to."""

from __future__ import annotations

COMPOUNDS = tuple(
    str.split(
        """
        løn|indtægt løn|tilskud med|indflydelse råd|giver arbejds|plads
        arbejds|plads|vurdering kerne|opgave velfærds|teknologi med|arbejder
        borger|inddragelse rets|sikkerhed parts|høring data|beskyttelses|forordningen
        selv|betjenings|løsning hjemme|pleje sags|behandler kompetence|udvikling
        arbejds|miljø|organisation med|bestemmelse sam|skabelse design|tænkning dialog|kort
        fag|system gevinst|realisering hoved|udvalg maskin|læring person|oplysning
        prøve|handling robot|proces|automatisering selv|bestemmelse pleje|hjem robot|sæl
        sanse|stue tillids|repræsentant arbejds|miljø|repræsentant borg|mester
        kommunal|bestyrelse byråds|medlem ledelses|system data|etik data|behandleren
        data|ansvarlige sundheds|plejerske vej|ledning red|skab sam|tale under|søgelse
        under|støtte forvaltnings|loven udgangs|punkt sam|arbejde overens|komst
        ramme|aftale arbejds|gang arbejds|tilsynet handlings|plan styre|gruppe tids|forbrug
        vaske|robot skærm|tid dag|lig|dag hver|dag grund|lag fælles|skab ældre|pleje
        job|center dag|institution børne|have vugge|stue gen|optræning hjemme|hjælper
        natte|vagt aften|vagt dokumentations|krav kvalitets|udvikling tvær|faglig ind|sats
        ind|køb bund|linje tre|dobbelt bruger|inddragelse forsknings|projekt arbejds|skade
        sikkerheds|gruppe over|vågning hoved|aftale løn|forhandling tjeneste|mand
        medlems|stat person|data sam|tykke web|tilgængeligheds|loven lige|behandling
        klage|adgang parts|akt|indsigt opgave|løsning kerne|faglighed arbejds|glæde
        syge|fravær ned|slidning fast|holdelse efter|uddannelse grund|uddannelse
        lærings|miljø praksis|nær udviklings|konsulent projekt|gruppe netværks|møde
        problem|stilling frem|tid arbejds|pladserne velfærds|teknologierne hjælpe|midler
        fælles|skabet ind|dragelsen ansættelses|forhold beslutnings|grund|lag
        opgave|fordeling arbejds|tilrette|læggelse skærm|billede journal|føring
        sags|behandlings|system beslutnings|tagere forandrings|ledelse kontakt|personer
        borger|service trygheds|alarm fald|forebyggelse medicin|skab senge|bund loft|lift
        døgn|rytme hverdags|rehabilitering læse|plan dag|tilbud skole|hjem lærer|værelse
        folke|skole klasse|lokale beskæftigelses|forvaltning job|parat ledigheds|forløb
        rehabiliterings|team økonomi|udvalg kommunal|direktør forligs|parter fag|forening
        arbejds|giver arbejds|tager løn|modtager ansvars|fordeling stilling|tagen
        helheds|syn tvær|gående ressource|forbrug drifts|udgifter kvalitets|standard
        service|niveau nærheds|princip menneske|rettigheder grund|læggende telefon|system
        stikords|registret tegn|sætning ret|skrivning ord|deling sagsbehandlings|tid
        ord|liste ind|holds|fortegnelse fod|note bogstav|orden frist|overskridelse
        """
    )
)

# Words without a seam that lies three letters from both ends.
SIMPLE = tuple(
    str.split(
        """
        digitalisering implementering betydning kommunikation parlament konsulent resultat
        regering forening alternativ situation demokrati afgørelse beslutning organisation
        information teknologi ledelse mulighed nødvendig toilet menneske værdighed
        medicinering dokumentation leverandør ressourcer økonomi evaluering rettighed
        begrundelse trivsel rekruttering forståelse vurdering bestyrelse perspektiv praksis
        eksempel politisk historie investering begynder begreb betale interesse politiker
        """
    )
)
