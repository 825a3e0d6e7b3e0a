"""The counts of a run as the public document `aeo-screening/1`."""

from aeo_cli.assessment.report import TOOL
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.screening.document import MeasureReach, ProvisionReach, Screening, Verdicts
from aeo_cli.screening.job import Job, Result


def summary(job: Job, result: Result) -> Screening:
    """Return the document of a run."""
    catalogue = job.plan.catalogue
    return Screening.model_construct(
        tool=TOOL,
        catalogue=CatalogueReference.to(catalogue),
        calendar=job.calendar.reference,
        on=job.on,
        enterprises=result.enterprises,
        rejects=result.rejects,
        measures=tuple(
            MeasureReach.model_construct(
                number=measure.number,
                id=measure.id,
                category=measure.category,
                title=measure.title,
                verdicts=Verdicts.of(str(measure.number), result.measures),
                provisions=tuple(
                    ProvisionReach.model_construct(
                        id=provision.id,
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
