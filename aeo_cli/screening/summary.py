"""What a run comes to, as the public document."""

from aeo_cli.assessment.report import TOOL
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.screening.document import MeasureReach, ProvisionReach, Screening, Verdicts
from aeo_cli.screening.job import Job, Result


def summary(order: Job, outcome: Result) -> Screening:
    """Return what a run comes to, as a document."""
    catalogue = order.plan.catalogue
    return Screening.model_construct(
        tool=TOOL,
        catalogue=CatalogueReference.to(catalogue),
        on=order.on,
        enterprises=outcome.enterprises,
        rejects=outcome.rejects,
        measures=tuple(
            MeasureReach.model_construct(
                number=measure.number,
                id=measure.id,
                category=measure.category,
                title=measure.title,
                verdicts=Verdicts.of(str(measure.number), outcome.measures),
                provisions=tuple(
                    ProvisionReach.model_construct(
                        id=one.id,
                        route=one.route,
                        force=one.force,
                        verdicts=Verdicts.of(one.id, outcome.provisions),
                    )
                    for one in measure.provisions
                ),
            )
            for measure in catalogue.measures
        ),
    )
