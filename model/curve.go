package model

// CurveKind says how a curve's points are meant.
type CurveKind string

// Annual points are calendar-year totals; run-rate points are annualised levels at month end.
const (
	Annual  CurveKind = "annual"
	RunRate CurveKind = "run_rate"
)

// Curve is a flow of money over months: revenue, costs or consumption.
type Curve struct {
	Kind     CurveKind
	Points   []Point // at least one, by ascending At
	Growth   Growth  // after the last point
	Backcast bool    // continue before the first point at the first observed growth, instead of zero
}

// Point is one given figure of a curve.
type Point struct {
	At    Month // of an annual total: the January; of a run-rate: the month at whose end it holds
	Value Money // a year; 0 or more
}

// Growth is the yearly growth after a curve's last point: g(t) = Terminal + (Initial − Terminal)·2^{−t/HalfLife}, t in
// years since that point. The zero Growth is flat. Without a HalfLife growth is Terminal throughout.
type Growth struct {
	Initial  float64 // Unknown takes the last observed growth
	Terminal float64
	HalfLife Months // 0: no fading
}
