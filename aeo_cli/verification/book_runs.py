"""Books compared with the catalogue: what a book says of its provision, or of the whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from aeo_cli.catalogue.model import Catalogue, ConditionalCaveat, Measure, Provision
from aeo_cli.documents.text import Lang, Text
from aeo_cli.verification.cases import Book
from aeo_cli.verification.figures import figures
from aeo_cli.verification.mismatches import Mismatch, OutcomePairs, match_excerpts, unequal
from aeo_cli.verification.statements import differences
from aeo_cli.verification.text_checks.walk import texts


def book_mismatches(
    book: Book, provision: Provision | None, catalogue: Catalogue
) -> Iterator[Mismatch]:
    """Yield each part of a catalogue that is not as a book states it.

    Args:
        book: the book.
        provision: the provision that it is about; None: the whole catalogue.
        catalogue: the catalogue.
    """
    if provision is None:
        yield from _whole_mismatches(book, catalogue)
    else:
        yield from unequal(_provision_pairs(book, provision, catalogue), None)


def _provision_pairs(book: Book, provision: Provision, catalogue: Catalogue) -> OutcomePairs:
    pairs: OutcomePairs = {
        "route": (book.route, provision.route),
        "force": (book.force, provision.force),
        "effect": (book.effect, provision.effect),
    }
    if book.citation is not None or not _is_ruled(provision, catalogue):
        pairs["citation"] = (book.citation, provision.citation)
    figures = _figures_of_provision(provision, catalogue)
    return pairs | _caveat_pairs(book, provision.caveats) | _figure_pair(book, figures)


def _whole_mismatches(book: Book, catalogue: Catalogue) -> Iterator[Mismatch]:
    if book.states is not None:
        yield from differences(book.states, catalogue)
    yield from unequal(_caveat_pairs(book, catalogue.caveats), None)
    yield from unequal(_figure_pair(book, _figures_of_whole(catalogue)), None)


def _caveat_pairs(book: Book, caveats: Sequence[ConditionalCaveat]) -> OutcomePairs:
    """Return which caveats are confirmed, each with its source, and which are not."""
    confirmed = [caveat for caveat in caveats if caveat.confirmed]
    others = [f"{caveat.zh} {caveat.en}" for caveat in caveats if not caveat.confirmed]
    return {
        "confirmed": _sourced_pair(book.confirmed, confirmed),
        "unconfirmed": match_excerpts(book.unconfirmed, others),
    }


def _sourced_pair(
    sources: Mapping[str, str], caveats: Sequence[ConditionalCaveat]
) -> tuple[object, object]:
    """Return an equal pair if each caveat has an excerpt, and beside it its own source."""
    actual: dict[str, str] = {}
    for caveat in caveats:
        text = f"{caveat.zh} {caveat.en}"
        excerpts = [excerpt for excerpt in sources if excerpt in text]
        source = caveat.source.zh if caveat.source else ""
        actual |= dict.fromkeys(excerpts or [caveat.zh], source)
    is_one_each = len(actual) == len(caveats)
    return dict(sources), actual if is_one_each else [*actual]


def _figure_pair(book: Book, found: set[str]) -> OutcomePairs:
    return {"figures": (sorted(book.figures, key=_by_size), sorted(found, key=_by_size))}


def _is_ruled(provision: Provision, catalogue: Catalogue) -> bool:
    """Return whether an invariant says how a provision must be cited, so no book need state it."""
    measure = _measure(provision, catalogue)
    document = catalogue.documents[provision.citation.document]
    has_section = catalogue.categories[measure.category].section is not None
    return document.numbered_as_measures and has_section and len(catalogue.documents) == 1


def _measure(provision: Provision, catalogue: Catalogue) -> Measure:
    return next(measure for measure, one in catalogue.provisions() if one.id == provision.id)


def _by_size(figure: str) -> tuple[int, str]:
    return len(figure), figure


def _figures_of_provision(provision: Provision, catalogue: Catalogue) -> set[str]:
    """Return the figures in the texts of a provision for which neither rule nor data vouches.

    The numbers of its effect are compared with its summary anyway, and the number of its measure is
    cited wherever its source is named.
    """
    measure = _measure(provision, catalogue)
    effect = provision.effect
    vouched = {quantity.value for quantity in effect.quantities} if effect else set[int]()
    parts = [
        provision.summary,
        provision.act,
        provision.otherwise,
        *_other_sources(provision.caveats),
    ]
    if provision.how:
        parts += [provision.how.text, provision.how.channel]
    return _figures(parts, vouched | {measure.number})


def _figures_of_whole(catalogue: Catalogue) -> set[str]:
    """Return the figures in all other texts of a catalogue, except those declared beside them."""
    parts: list[Text | None] = [catalogue.title, *_other_sources(catalogue.caveats)]
    parts += [text for measure in catalogue.measures for text in (measure.title, measure.short)]
    groups = (
        *(catalogue.documents, catalogue.categories, catalogue.units, catalogue.natures),
        *(catalogue.enterprise, catalogue.readings, catalogue.definitions, catalogue.kinds),
        catalogue.presets,
    )
    for group in groups:
        parts += [text for path, text in texts(group) if not path.endswith((".question", ".help"))]
    return _figures(parts, set())


def _other_sources(caveats: Sequence[ConditionalCaveat]) -> list[Text | None]:
    """Return the sources of caveats that are not confirmed: those of others a book states."""
    return [caveat.source for caveat in caveats if not caveat.confirmed]


def _figures(parts: Iterable[Text | None], vouched: set[int]) -> set[str]:
    found: set[str] = set()
    for text in filter(None, parts):
        for lang in Lang:
            read = figures(text[lang], lang)
            values = {figure.value for figure in read.digits} - vouched
            found |= {*read.dates, *map(str, values)}
    return found
