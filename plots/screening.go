package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
	"commitcast/model/analysis"
)

// ScreeningChart has Morris's μ* of each number with its interval, and σ, from the largest μ*.
func ScreeningChart(sc *analysis.Screening) (*Chart, error) {
	return made("screening", sc, screeningChart)
}

// screening is a screening to draw.
type screening struct {
	asked
	*analysis.Screening
}

func screeningChart(sc *analysis.Screening) (*Chart, error) {
	if sc == nil {
		return nil, fmt.Errorf("a screening needs effects")
	}
	var values []float64
	for _, e := range sc.Effects {
		values = append(values, e.MuStar, e.Sigma, e.MuStarHigh)
	}
	if len(sc.Effects) == 0 {
		return nil, &NotDrawn{Reason: "there is no number to move"}
	}
	a, err := newAsked(sc.Scenario, sc.Target, values...)
	if err != nil {
		return nil, err
	}
	w := screening{a, sc}
	c := &Chart{Title: w.title(), Subtitle: w.subtitle(), Note: w.note(), data: w.rows()}
	c.Alt = fmt.Sprintf("Bar chart of the mean size of the effect of each of %s on %s, with its spread. %s.",
		counted(len(sc.Effects), "input", "inputs"), lower(a.what), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { w.draw(s, room) }
	how := seeded(counted(sc.Trajectories, "trajectory", "trajectories")+", "+counted(sc.Evaluations, "evaluation", "evaluations"), sc.Seed)
	return a.finish(c, how), nil
}

func (w *screening) subtitle() string {
	return "Change of " + lower(w.what) + w.unitWords() + ", for a move over an input's whole range (Morris)"
}

func (w *screening) note() string {
	out := []string{"With 95% intervals by bootstrap. A σ beside or beyond μ*: the effect bends, or depends on where the other inputs are."}
	if w.Undefined > 0 {
		out = append(out, "Left out, as the number was not defined: "+counted(w.Undefined, "effect", "effects")+".")
	}
	return notes(out...)
}

// title names the input of the largest effect, and whether effects depend on each other.
func (w *screening) title() string {
	neutral := "How much each input moves " + lower(w.what) + " on average"
	top := w.Effects[0]
	name := titledPath(top.Path)
	switch {
	case !model.Known(top.MuStar) || top.MuStar == 0 && w.Undefined > 0:
		return neutral
	case top.MuStar == 0:
		return finding("No input moves "+lower(w.what)+" anywhere within its range", neutral)
	case name == "":
		return neutral
	case len(w.Effects) == 1:
		return finding(name+" moves "+lower(w.what)+" by "+w.gap(top.MuStar)+" on average", neutral)
	case w.Effects[1].MuStar > top.MuStar*(1-tie):
		return neutral
	}
	main := name + " moves " + lower(w.what) + " most, by " + w.gap(top.MuStar) + " on average"
	if top.MuStarLow <= w.Effects[1].MuStarHigh || w.Undefined > 0 {
		main = name + " seems to move " + lower(w.what) + " most, by " + w.gap(top.MuStar) + " on average"
	}
	return finding(main, name+" moves it most, by "+w.gap(top.MuStar)+" on average", neutral)
}

func (w *screening) rows() []Row {
	var rows []Row
	for _, e := range w.Effects {
		for _, v := range []struct {
			name string
			v    float64
		}{{"mu", e.Mu}, {"mu_star", e.MuStar}, {"mu_star low", e.MuStarLow}, {"mu_star high", e.MuStarHigh}, {"sigma", e.Sigma}} {
			rows = append(rows, w.other(e.Path, v.name, w.unit, v.v))
		}
	}
	return rows
}

func (w *screening) draw(s *sheet, room vg.Rectangle) {
	const above = 15
	s.keyHead(room, "", key{"μ*, mean size of the effect", s.series[0], square}, key{"σ, its spread", s.series[5], diamond})
	move := moving(len(w.Effects), func(i int) float64 { return w.Effects[i].MuStar })
	n, unlisted := listed(s.rowsShown(room, above, len(w.Effects), 0), len(w.Effects), move)
	if w.Undefined > 0 && move <= n && unlisted != "" {
		unlisted += " where it is defined"
	}
	rc := rowChart{above: above, axis: w.measure, unlisted: unlisted, before: 2, after: 6}
	for _, e := range w.Effects[:n] {
		rc.names, rc.right = append(rc.names, e.Path), append(rc.right, w.gap(e.MuStar))
		rc.details = append(rc.details, rangeText(e.Range))
		rc.hi = math.Max(rc.hi, biggest([]float64{e.MuStar, e.MuStarHigh, e.Sigma}))
	}
	if rc.head = "μ*"; rc.hi == 0 {
		rc.hi = w.sc.div
	}
	p := rc.open(s, room)
	for i, e := range w.Effects[:n] {
		if e.MuStar > 0 {
			p.rowBar(i, 0, e.MuStar, p.series[0])
		}
		if model.Known(e.MuStarLow + e.MuStarHigh) {
			p.whisker(i, e.MuStarLow, e.MuStarHigh, 0.5)
		}
		if model.Known(e.Sigma) {
			p.dot(diamond, vg.Point{X: p.x(e.Sigma), Y: p.row(i)}, min(3, 0.3*p.pitch), p.series[5], p.paper)
		}
	}
}

// rangeText writes how far an input is moved; empty where that is not told.
func rangeText(r analysis.Range) string {
	if r.LowText == "" && r.HighText == "" {
		return ""
	}
	return short(r.LowText, 18) + " to " + short(r.HighText, 18)
}
