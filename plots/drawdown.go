package plots

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// Drawdown is one contract's consumption, as it counts, built up in each commitment year against what is required, with what
// is missing at its close. Cumulative milestones and aggregates are built up over the term.
func Drawdown(l *model.Ledger) (*Chart, error) { return made("drawdown", l, drawdown) }

func drawdown(l *model.Ledger) (*Chart, error) {
	b, err := buildUpOf(l)
	if err != nil {
		return nil, err
	}
	sc := moneyScale(l.Scenario.Currency, b.top())
	c := &Chart{
		Title:    b.title(),
		Subtitle: b.subtitle(sc),
		Note:     b.note(),
		Source:   source([]*model.Report{ledgerReport(l)}, false),
		Hash:     l.Scenario.InputSHA256,
		data:     b.rows(),
	}
	c.Alt = fmt.Sprintf("Chart of counted consumption against what is required, by month, %s to %s. %s. Counted in all: %s.",
		l.Years[0].From, l.Years[len(l.Years)-1].To, c.Title, b.money(b.counted))
	c.draw = func(s *sheet, room vg.Rectangle) { b.draw(s, room, sc) }
	return c, nil
}

// buildUp is how a commitment is met.
type buildUp struct {
	l         *model.Ledger
	rungs     []rung
	whole     rung    // over the term, towards the aggregate
	aggregate float64 // 0 for none beside the rungs

	required, short                         int // rungs of the term that require something, and those that fall short of it
	counted, charged, deferred, lost, trued float64
}

// rung is one commitment year, milestone, pool or tail on the way. Levels are what has been built up to then.
type rung struct {
	model.CommitmentYear
	base  float64 // level at its opening
	level float64 // level required at its close
	pts   []point
}

func buildUpOf(l *model.Ledger) (*buildUp, error) {
	if err := checkLedger(l); err != nil {
		return nil, err
	}
	if l.Contract.Kind != model.Drawdown || len(l.Years) == 0 || bookOf(l, "drawdown") == nil {
		return nil, &NotDrawn{Reason: "the contract's consumption is not held against a commitment"}
	}
	b := &buildUp{l: l}
	b.aggregate = b.overTerm()
	b.fill(l.Counted)
	switch {
	case b.top() > limit || math.IsNaN(b.top()):
		return nil, &NotDrawn{Reason: "an amount is too large to draw"}
	case b.required == 0 && b.aggregate == 0:
		return nil, &NotDrawn{Reason: "the contract requires nothing"}
	}
	return b, nil
}

// overTerm is what the whole term commits to beside its years: in a book of its own, or in the only one where no year has a
// minimum. Cumulative milestones say so themselves.
func (b *buildUp) overTerm() float64 {
	book := bookOf(b.l, "aggregate")
	if book == nil && !slices.ContainsFunc(b.l.Years, func(y model.CommitmentYear) bool { return y.Minimum > 0 }) {
		book = bookOf(b.l, "drawdown")
	}
	if book == nil || b.cumulative() {
		return 0
	}
	return biggest(lineOf(book, "committed"))
}

// cumulative reports whether each milestone is what is due since the start.
func (b *buildUp) cumulative() bool {
	d := &b.l.Contract.Drawdown
	return len(d.Milestones) > 0 && !d.Increments
}

// fill builds up every commitment year, and the whole term.
func (b *buildUp) fill(counted []float64) {
	first, base := b.l.Periods[0].From, 0.0
	for _, y := range b.l.Years {
		r := rung{CommitmentYear: y}
		if b.cumulative() {
			r.base = base
		}
		r.level = r.base + y.Required
		r.pts = []point{{float64(y.From), r.base}}
		at := r.base
		for m := y.From; m <= y.To; m++ {
			if i := int(m - first); i >= 0 && i < len(counted) {
				at += zeroIfUnknown(counted[i])
			}
			r.pts = append(r.pts, point{float64(m + 1), at})
		}
		base = at + y.Charged
		b.rungs = append(b.rungs, r)
		b.add(y)
	}
	b.fillWhole()
}

// fillWhole joins the commitment years of the term, each on top of what was counted, charged or lost before it. What the last
// of them defers into a tail is no part of what the aggregate then charges.
func (b *buildUp) fillWhole() {
	term := b.rungs
	if n := len(term) - 1; n > 0 && ofTail(term[n].CommitmentYear) {
		term = term[:n]
	}
	last := term[len(term)-1]
	b.whole = rung{level: b.aggregate, CommitmentYear: model.CommitmentYear{
		From: term[0].From, To: last.To, Required: b.aggregate, Charged: b.trued,
	}}
	total := 0.0
	for _, r := range term {
		for _, pt := range r.pts {
			b.whole.pts = append(b.whole.pts, point{pt.x, total + pt.y - r.base})
		}
		if total += r.end() - r.base + r.Charged + r.Forfeited; r.Charged+r.Forfeited > 0 {
			b.whole.pts = append(b.whole.pts, point{float64(r.To + 1), total})
		}
	}
	b.whole.Deferred = math.Max(0, math.Min(last.Deferred, b.aggregate-total-b.trued))
}

func (b *buildUp) add(y model.CommitmentYear) {
	if y.Required > 0 && !ofTail(y) {
		b.required++
		b.short += btoi(y.Shortfall > 1e-9*y.Required)
	}
	b.counted += y.Counted
	b.charged += y.Charged
	b.deferred += y.Deferred
	b.lost += y.Forfeited
	b.trued += y.TrueUp
}

// ofTail reports whether a commitment year is what follows the term, or the last milestone.
func ofTail(y model.CommitmentYear) bool { return y.Label == "tail" || y.Label == "end" }

func (b *buildUp) money(v float64) string { return amount(b.l.Scenario.Currency, v) }

// top is the highest level of all.
func (b *buildUp) top() float64 {
	top := b.aggregate
	for _, r := range b.rungs {
		top = math.Max(top, math.Max(r.level, r.pts[len(r.pts)-1].y))
	}
	return top
}

// byYear reports whether the commitment years have requirements of their own.
func (b *buildUp) byYear() bool { return b.required > 0 }

// steps are what the requirements are called: one, and several.
func (b *buildUp) steps() (one, many string) {
	switch d := &b.l.Contract.Drawdown; {
	case d.Forfeit != model.NoForfeit:
		return "pool", "pools"
	case len(d.Milestones) > 0:
		return "milestone", "milestones"
	}
	return "commitment year", "commitment years"
}

func (b *buildUp) subtitle(sc scale) string {
	one, _ := b.steps()
	how := "built up in each " + one + ", against what is required"
	switch {
	case !b.byYear():
		how = "to date, against the aggregate minimum"
	case b.cumulative():
		how = "to date, against the milestones"
	case one == "pool":
		how = "built up in each pool, against what it holds"
	case b.aggregate > 0:
		how += ", and to date against the aggregate"
	}
	return "Consumption that counts with " + short(supplier(b.l), 40) + ", " + how + ", " + sc.words
}

// note explains the points and the dashes.
func (b *buildUp) note() string {
	_, met := b.whole.met()
	moved := false
	for _, r := range b.rungs {
		_, ok := r.met()
		met = met || ok && b.byYear() && !b.finest()
		moved = moved || r.moved()
	}
	var out []string
	if met {
		out = append(out, "Points mark when a requirement is met.")
	}
	if moved && !b.cumulative() {
		out = append(out, "Dashed: the minimum, before what earlier years leave owed or carry forward.")
	}
	switch {
	case b.cumulative() && b.charged > 0:
		out = append(out, "What is charged counts as met.")
	case b.aggregate > 0 && b.charged > 0:
		out = append(out, "Towards the aggregate, what is charged counts as met.")
	}
	return notes(out...)
}

// moved reports whether earlier years change what is required.
func (r rung) moved() bool {
	return math.Abs(r.Minimum-r.Required) > tie*math.Max(r.Minimum, r.Required)
}

// met is where the build-up reaches what is required.
func (r rung) met() (point, bool) {
	if r.Required <= 0 {
		return point{}, false
	}
	for i := 1; i < len(r.pts); i++ {
		a, z := r.pts[i-1], r.pts[i]
		if z.y >= r.level*(1-1e-9) {
			x := z.x
			if z.y > a.y {
				x = a.x + (z.x-a.x)*math.Min(1, (r.level-a.y)/(z.y-a.y))
			}
			return point{x, r.level}, true
		}
	}
	return point{}, false
}

// end is the level at the close.
func (r rung) end() float64 { return r.pts[len(r.pts)-1].y }

func (b *buildUp) rows() []Row {
	var rows []Row
	name, unit := supplier(b.l), b.l.Scenario.Currency
	scenario := title(ledgerReport(b.l))
	add := func(metric, period string, v float64) {
		rows = append(rows, Row{Scenario: scenario, Series: name, Metric: metric, Unit: unit, Period: period, Value: v})
	}
	for _, r := range b.rungs {
		for _, pt := range r.pts[1:] {
			add("counted_to_date", (model.Month(pt.x) - 1).String(), pt.y)
		}
	}
	if b.aggregate > 0 {
		for i, pt := range b.whole.pts {
			if last := i == len(b.whole.pts)-1 || b.whole.pts[i+1].x > pt.x; last && i > 0 {
				add("counted_or_charged_to_date", (model.Month(pt.x) - 1).String(), pt.y)
			}
		}
		add("aggregate_minimum", "", b.aggregate)
	}
	for _, r := range b.rungs {
		for _, f := range []struct {
			metric string
			value  float64
		}{
			{"minimum", r.Minimum}, {"required", r.Required}, {"counted", r.Counted}, {"shortfall", r.Shortfall},
			{"charged", r.Charged}, {"deferred", r.Deferred}, {"forfeited", r.Forfeited}, {"carried_out", r.CarriedOut},
			{"true_up", r.TrueUp},
		} {
			add(f.metric, r.Label, f.value)
		}
	}
	return rows
}

// finest reports whether every rung is no longer than a month.
func (b *buildUp) finest() bool {
	return !slices.ContainsFunc(b.rungs, func(r rung) bool { return r.To > r.From })
}
