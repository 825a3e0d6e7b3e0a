"""The counts of a run as the public document `aeo-screening/1`."""

from aeo_cli.assessment.report import TOOL, Verdict
from aeo_cli.catalogue.modality import decisive
from aeo_cli.catalogue.model import Measure
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.screening.document import (
    MeasureReach,
    ProvisionReach,
    ReadAs,
    RejectedRow,
    RejectReason,
    Screening,
    Verdicts,
)
from aeo_cli.screening.job import Job, Result, for_aeo_name
from aeo_cli.screening.reasons import Reason


def summary(job: Job, result: Result) -> Screening:
    """Return the document of a run."""
    catalogue = job.plan.catalogue
    return Screening.model_construct(
        tool=TOOL,
        catalogue=CatalogueReference.to(catalogue),
        calendar=job.calendar.reference,
        on=job.on,
        enterprises=result.enterprises,
        rows=result.rows,
        rejects=result.rejects,
        reasons=tuple(map(_reason, result.reasons)),
        read_as=tuple(ReadAs.model_construct(**one._asdict()) for one in result.spellings),
        measures=tuple(
            MeasureReach.model_construct(
                number=measure.number,
                id=measure.id,
                category=measure.category,
                title=measure.title,
                verdicts=Verdicts.of(str(measure.number), result.measures),
                for_everybody=_for_everybody(measure, result),
                provisions=tuple(
                    ProvisionReach.model_construct(
                        id=provision.id,
                        for_everybody=provision.for_everybody,
                        route=provision.route,
                        force=provision.force,
                        verdicts=Verdicts.of(provision.id, result.provisions),
                    )
                    for provision in measure.provisions
                ),
            )
            for measure in catalogue.measures
        ),
    )


def _reason(reason: Reason) -> RejectReason:
    file, line, ref, problem = reason.example
    row = RejectedRow.model_construct(file=file, line=line, ref=ref, problem=problem)
    return RejectReason.model_construct(reason=reason.kind, count=reason.count, example=row)


def _for_everybody(measure: Measure, result: Result) -> int:
    """Return to how many enterprises a measure applies only by provisions for everybody."""
    are_for_everybody = {provision.for_everybody for provision in decisive(measure.provisions)}
    applies = result.measures[str(measure.number), Verdict.APPLIES]
    if are_for_everybody == {True, False}:
        return applies - result.measures[for_aeo_name(measure), Verdict.APPLIES]
    return applies if True in are_for_everybody else 0
