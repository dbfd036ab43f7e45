"""What crosses the wire about figures."""

from __future__ import annotations

from api.field_messages import ma, validate


class FiguresQuerySchema(ma.Schema):
    """Both days are included. By default 1 January of this year to today."""

    class Meta:
        unknown = ma.EXCLUDE

    from_ = ma.fields.Date(data_key="from", load_default=None)
    to = ma.fields.Date(load_default=None)
    agency = ma.fields.String(load_default=None, validate=validate.Length(min=1, max=35))
    format = ma.fields.String(
        load_default="json", validate=validate.Length(max=20), metadata={"description": "json"}
    )


class OverdueQuerySchema(FiguresQuerySchema):
    limit = ma.fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))
    cursor = ma.fields.String(load_default=None, validate=validate.Length(max=200))


class ReceivedSchema(ma.Schema):
    """total = online + direct + carried_over"""

    total = ma.fields.Integer(required=True)
    online = ma.fields.Integer(required=True)
    direct = ma.fields.Integer(required=True, metadata={"description": "at the counter or by post"})
    carried_over = ma.fields.Integer(required=True)


class SolvedSchema(ma.Schema):
    """By date in Vietnam: total = early + on_time + late"""

    total = ma.fields.Integer(required=True)
    early = ma.fields.Integer(required=True)
    on_time = ma.fields.Integer(required=True)
    late = ma.fields.Integer(required=True)


class InProcessSchema(ma.Schema):
    """At the end of the period: total = within + overdue"""

    total = ma.fields.Integer(required=True)
    within = ma.fields.Integer(required=True)
    overdue = ma.fields.Integer(required=True)


class LevelsSchema(ma.Schema):
    """Published answers to a question with three levels, never fewer than five."""

    answers = ma.fields.Integer(required=True)
    very_satisfied = ma.fields.Integer(required=True)
    satisfied = ma.fields.Integer(required=True)
    unsatisfied = ma.fields.Integer(required=True)
    satisfied_percent = ma.fields.Float(
        required=True, metadata={"description": "very satisfied and satisfied"}
    )


class YesNoSchema(ma.Schema):
    """Published answers to a yes-or-no question, never fewer than five."""

    answers = ma.fields.Integer(required=True)
    yes = ma.fields.Integer(required=True)
    no = ma.fields.Integer(required=True)
    yes_percent = ma.fields.Float(required=True)


def _levels() -> ma.fields.Nested:
    return ma.fields.Nested(LevelsSchema, required=True, allow_none=True)


class SatisfactionSchema(ma.Schema):
    """Null where nothing is published: satisfaction appears in batches of at least five new answers."""

    overall = _levels()
    time = _levels()
    attitude = _levels()
    guidance = _levels()
    information = _levels()
    extra_money = ma.fields.Nested(YesNoSchema, required=True, allow_none=True)


class LineSchema(ma.Schema):
    """A line of form II.06a: received.total = solved.total + in_process.total"""

    received = ma.fields.Nested(ReceivedSchema, required=True)
    solved = ma.fields.Nested(SolvedSchema, required=True)
    in_process = ma.fields.Nested(InProcessSchema, required=True)
    returned = ma.fields.Integer(required=True)
    declined = ma.fields.Integer(
        required=True, metadata={"description": "never received, so not among the received"}
    )
    on_time_percent = ma.fields.Float(
        required=True, allow_none=True, metadata={"description": "early and on time among the solved"}
    )
    satisfaction = ma.fields.Nested(SatisfactionSchema, required=True)


class AgencyLineSchema(LineSchema):
    agency_code = ma.fields.String(required=True)
    agency_name = ma.fields.String(required=True)


class PeriodSchema(ma.Schema):
    from_ = ma.fields.Date(data_key="from", required=True)
    to = ma.fields.Date(required=True)


class SummarySchema(PeriodSchema):
    total = ma.fields.Nested(LineSchema, required=True)
    agencies = ma.fields.List(ma.fields.Nested(AgencyLineSchema), required=True)


class AgencySatisfactionSchema(ma.Schema):
    agency_code = ma.fields.String(required=True)
    agency_name = ma.fields.String(required=True)
    satisfaction = ma.fields.Nested(SatisfactionSchema, required=True)


class RatingFiguresSchema(PeriodSchema):
    total = ma.fields.Nested(SatisfactionSchema, required=True)
    agencies = ma.fields.List(ma.fields.Nested(AgencySatisfactionSchema), required=True)


class OverdueDossierSchema(ma.Schema):
    code = ma.fields.String(required=True)
    procedure_code = ma.fields.String(required=True)
    procedure_name = ma.fields.String(required=True)
    agency_code = ma.fields.String(required=True)
    agency_name = ma.fields.String(required=True)
    due_on = ma.fields.Date(required=True)
    reappointed_on = ma.fields.Date(
        required=True, allow_none=True, metadata={"description": "the new date of an apology"}
    )
    days_late = ma.fields.Integer(required=True, metadata={"description": "calendar days since the due date"})
    status = ma.fields.Integer(required=True)
    status_name = ma.fields.String(required=True)


class OverdueListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(OverdueDossierSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)


class PublicOfficeSchema(PeriodSchema):
    """Year to date. received = solved + in_process, and includes what was carried over."""

    agency_code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    address = ma.fields.String(required=True)
    hotline = ma.fields.String(required=True)
    is_demo = ma.fields.Boolean(required=True)
    on_time_percent = ma.fields.Float(required=True, allow_none=True)
    received = ma.fields.Integer(required=True)
    received_online = ma.fields.Integer(required=True)
    carried_over = ma.fields.Integer(required=True)
    solved = ma.fields.Integer(required=True)
    solved_late = ma.fields.Integer(required=True)
    in_process = ma.fields.Integer(required=True)
    overdue = ma.fields.Integer(required=True)
    returned = ma.fields.Integer(required=True)
    satisfaction = ma.fields.Nested(SatisfactionSchema, required=True)
