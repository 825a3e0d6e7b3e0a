"""How other documents refer to a catalogue, and to what its provisions cite."""

from datetime import date

from aeo_cli.catalogue.documents import Citation
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text


class CatalogueReference(Model):
    """Which catalogue a report was made from."""

    id: str
    version: str
    digest: str
    """`sha256:` and the hash of the catalogue file's bytes."""

    @classmethod
    def to(cls, catalogue: Catalogue) -> "CatalogueReference":
        """Return the reference to a catalogue."""
        return cls.model_construct(
            id=catalogue.id, version=catalogue.version, digest=catalogue.digest
        )


class CitedPlace(Model):
    """Where a provision is in an official document."""

    document: Text
    confirmed: bool
    """False: nobody read the document, so all that the provision says is reported."""
    issuer: Text | None
    document_number: Text | None
    """The number under which the document was issued."""
    address: str | None
    """The address of an official copy."""
    section: str | None
    number: str | None
    date: date | None

    @classmethod
    def of(cls, citation: Citation, catalogue: Catalogue) -> "CitedPlace":
        """Return a citation with what is known of the cited document."""
        document = catalogue.documents[citation.document]
        return cls.model_construct(
            document=document.title,
            confirmed=document.confirmed,
            issuer=document.issuer,
            document_number=document.number,
            address=document.address,
            section=citation.section,
            number=citation.number,
            date=document.date,
        )
