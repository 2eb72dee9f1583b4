package plots

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// exceedance is the chance that a quantity lies beyond each value: below it for a coverage, of which less is worse, else above.
type exceedance struct {
	shared
	below  bool
	limit  float64 // what the quantity is held against; Unknown for none
	called string  // the limit: Target 1.0×
	chance []chance
	lo, hi float64 // of the axis
	any    bool    // the limit is 0: whether there is any of it
}

// tail is the share of the paths beyond the value that is marked.
const tail = 0.05

func (s *simulation) exceedanceChart(q Quantity) (*Chart, error) {
	sh, err := s.quantity(q)
	if err != nil {
		return nil, err
	}
	e := s.newExceedance(sh)
	c := &Chart{
		Title:    e.title(),
		Subtitle: e.subtitle(s),
		Note:     notes(e.beside(), e.beyond(), sureShares(e.chance), lacking(sh)),
		data:     e.rows(),
	}
	c.Alt = fmt.Sprintf("Line chart of the probability that %s is %s each value, over %s. %s.", e.named(), e.side(),
		s.paths(), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { e.draw(s, room) }
	return c, nil
}

func (s *simulation) newExceedance(sh shared) exceedance {
	e := exceedance{shared: sh, below: sh.multiple, limit: model.Unknown()}
	e.limit, e.called = s.limitOf(sh)
	e.any = sh.name == "funding_gap" && !model.Known(e.limit)
	for i := range sh.samples {
		v, n := &sh.samples[i], 0
		switch {
		case e.any:
			n = v.above(0)
		case !model.Known(e.limit):
			continue
		case e.below:
			n = v.below(e.limit)
		default:
			n = v.above(e.limit)
		}
		e.chance = append(e.chance, s.chance(v, n))
	}
	e.lo, e.hi = sh.axisRange(e.limit)
	return e
}

// limitOf is what a quantity is held against, and what it is called: the target of a coverage, or the limit of a check of the
// first scenario.
func (s *simulation) limitOf(sh shared) (float64, string) {
	if sh.name == "min_coverage" || sh.name == "coverage.revenue" {
		t := targetOf(s.reports[0])
		return t, "Target " + targetText(t)
	}
	for _, c := range s.Scenarios[0].Scenario.Checks {
		if c.Metric != sh.name || sh.when != "" {
			continue
		}
		if v := map[bool]float64{true: c.Min, false: c.Max}[sh.multiple]; model.Known(v) {
			return v, "Limit " + sh.figure(v)
		}
	}
	return model.Unknown(), ""
}

// axisRange is the range that nearly all values lie in, and the limit; from 0 where that is near.
func (sh *shared) axisRange(limit float64) (lo, hi float64) {
	lo, hi = sh.far(0.005), sh.far(0.99)
	if mid := sh.far(0.75); hi > 4*mid && mid > 0 { // a long tail would press the rest into a corner
		hi = sh.far(0.97)
	}
	if pad := 0.04 * (hi - lo); model.Known(limit) {
		lo, hi = math.Min(lo, limit-pad), math.Max(hi, limit+pad)
	}
	if lo > 0 && lo < 0.45*hi {
		lo = 0
	}
	return lo, hi
}

func (e *exceedance) side() string {
	if e.below {
		return "below"
	}
	return "above"
}

func (e *exceedance) subtitle(s *simulation) string {
	text := "Probability that " + e.named() + " is " + e.side() + " the value on the horizontal axis"
	if s.several() {
		text += ", by scenario"
	}
	return text
}

// beside says what stands with the names of several scenarios.
func (e *exceedance) beside() string {
	switch name := fmt.Sprintf("P%g", math.Round(100*tailOf(e.below))); {
	case len(e.samples) == 1 || model.Known(e.limit):
		return ""
	case e.any:
		return "With the names: the share of paths with a gap, and " + name + ", where the curve meets the dashed line."
	default:
		return "With the names: " + name + ", where the curve meets the dashed line."
	}
}

// beyond says that the axis leaves paths out.
func (e *exceedance) beyond() string {
	most := 0.0
	for i := range e.samples {
		v := &e.samples[i]
		most = math.Max(most, v.share(v.above(e.hi)))
	}
	if most < 0.0105 {
		return ""
	}
	return "The axis stops at " + e.figure(e.hi) + "; " + plural(len(e.samples), "", "up to ") + percent(most) + " of the paths lie beyond."
}

// sureShares says how far shares of the paths are known.
func sureShares(cs []chance) string {
	half := 0.0
	for _, c := range cs {
		half = math.Max(half, c.half)
	}
	if len(cs) == 0 || !model.Known(half) || half == 0 {
		return ""
	}
	points := scale{div: 0.01}.fixed(math.Max(half, 0.001), btoi(half < 0.0095))
	return "The chance is known to ±" + points + nbsp + plural(btoi(points == "1"), "percentage point", "percentage points") + " (95% interval)."
}

// lacking says how many paths do not have the quantity.
func lacking(sh shared) string {
	most := 0.0
	for i := range sh.samples {
		v := &sh.samples[i]
		most = math.Max(most, float64(v.undefined)/float64(v.undefined+len(v.sorted)))
	}
	if most == 0 {
		return ""
	}
	return "Paths without a value are left out: " + percent(most) + plural(len(sh.samples), "", " at most") + "."
}

// title says how likely it is that the limit is passed, or which value one path in twenty lies beyond.
func (e *exceedance) title() string {
	neutral := "How likely each value of " + lower(e.what) + e.when + " is"
	if len(e.samples) > 1 {
		return finding(e.severalTitle(), neutral)
	}
	v := &e.samples[0]
	worst := e.quantileText(v, tailOf(e.below))
	switch {
	case e.any && e.chance[0].share == 1:
		return "Every path has a funding gap; 1 in 20 needs more than " + worst
	case e.any:
		return percent(e.chance[0].share) + " of paths have a funding gap; 1 in 20 needs more than " + worst
	case model.Known(e.limit):
		return finding(e.limitTitle(percent(e.chance[0].share)), neutral)
	}
	return finding("1 in 20 paths has "+lower(e.what)+e.when+" "+e.side()+" "+worst, neutral)
}

func tailOf(below bool) float64 {
	if below {
		return tail
	}
	return 1 - tail
}

// quantileText writes a quantile of a sample, with the interval that is known of it.
func (sh *shared) quantileText(v *sample, p float64) string {
	q := quantile(v.dist, p)
	return sh.rounded(v.quantile(p), (q.High-q.Low)/2)
}

// limitTitle says on what share of the paths the limit is passed.
func (e *exceedance) limitTitle(share string) string {
	limit := e.figure(e.limit)
	switch {
	case e.name == "min_coverage":
		goal := "the " + targetText(e.limit) + " target"
		switch e.chance[0].share {
		case 0:
			return "Coverage meets " + goal + " in every full year on every path"
		case 1:
			return "Coverage misses " + goal + " in some full year on every path"
		}
		return "Coverage misses " + goal + " in some full year on " + share + " of paths"
	case e.below:
		return e.subject() + " is below " + targetText(e.limit) + " on " + share + " of paths"
	}
	return e.subject() + " exceeds the limit of " + limit + " on " + share + " of paths"
}

// subject opens a sentence about the quantity.
func (sh *shared) subject() string {
	if sh.name == "funding_gap" {
		return "The funding gap"
	}
	return sh.what + sh.when
}

// named is the quantity within a sentence.
func (sh *shared) named() string { return "the " + lower(sh.what) + sh.when }

// severalTitle says between which chances, or tails, the scenarios lie.
func (e *exceedance) severalTitle() string {
	if !model.Known(e.limit) && !e.any {
		var tails []float64
		for i := range e.samples {
			tails = append(tails, e.samples[i].quantile(tailOf(e.below)))
		}
		lo, hi, _ := bounded(tails)
		return "1 in 20 paths has " + lower(e.what) + e.when + " " + e.side() + " " + e.figure(lo) + " to " + e.figure(hi) + " by scenario"
	}
	var shares []float64
	for _, c := range e.chance {
		shares = append(shares, c.share)
	}
	lo, hi, n := bounded(shares)
	what := "The chance of " + map[bool]string{true: "a "}[e.name == "funding_gap"] + lower(e.what) + e.when + " " + e.side() + " " + e.figure(e.limit)
	switch {
	case e.any:
		what = "The chance of a funding gap"
	case e.name == "min_coverage":
		what = "The chance of a full year below the " + targetText(e.limit) + " target"
	case e.below:
		what = "The chance of coverage" + e.when + " below " + targetText(e.limit)
	}
	if percent(lo) == percent(hi) {
		return what + " is " + percent(lo) + " in every scenario"
	}
	return finding(what+" runs from "+percent(lo)+" to "+percent(hi)+across(n), what+" runs from "+percent(lo)+" to "+percent(hi))
}

// rows are the quantiles that the curves run through, and the chances that are marked.
func (e *exceedance) rows() []Row {
	var rows []Row
	for i := range e.samples {
		v := &e.samples[i]
		for _, p := range dataAt() {
			rows = append(rows, Row{title(v.of), "p" + number(math.Round(p*1e6)/1e4), e.name, e.unit, e.period(), v.quantile(p), false})
		}
		if i < len(e.chance) {
			limit := e.limit
			if e.any {
				limit = 0
			}
			rows = append(rows, Row{title(v.of), e.side() + " " + number(limit), e.name, string(model.Share), e.period(), e.chance[i].share, false})
		}
	}
	return rows
}

// period is the label of the samples' period.
func (sh *shared) period() string {
	if sh.when == "" {
		return ""
	}
	return sh.when[len(" in "):]
}

// curveAt are the probabilities of the points that curves run through: every quarter of a percent, and closer in the tails.
var curveAt = sync.OnceValue(func() []float64 { return probabilities(400) })

// dataAt are those of them whose quantiles are in the data: every percent, and the tails.
var dataAt = sync.OnceValue(func() []float64 { return probabilities(100) })

func probabilities(steps int) []float64 {
	tails := []float64{0, 0.0005, 0.001}
	at := slices.Clone(tails)
	for i := 1; i < steps; i++ {
		at = append(at, float64(i)/float64(steps))
	}
	return append(at, 0.999, 0.9995, 1)
}
