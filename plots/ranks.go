package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
	"commitcast/model/analysis"
)

// RanksChart has the rank correlation of each number with the target over the paths of a simulation, with its interval, from the
// largest in size.
func RanksChart(r *analysis.RankCorrelations) (*Chart, error) { return made("ranks", r, ranksChart) }

// ranks are rank correlations to draw.
type ranks struct {
	asked
	*analysis.RankCorrelations
}

func ranksChart(r *analysis.RankCorrelations) (*Chart, error) {
	if r == nil {
		return nil, fmt.Errorf("a chart of rank correlations needs them")
	}
	known := 0
	for _, c := range r.All {
		known += btoi(model.Known(c.Rho))
	}
	a, err := newAsked(r.Scenario, r.Target, 1)
	switch {
	case err != nil:
		return nil, err
	case known == 0:
		return nil, &NotDrawn{Reason: "no rank correlation with " + r.Target.String() + " is known"}
	}
	w := ranks{a, r}
	c := &Chart{Title: w.title(), Subtitle: w.subtitle(), Note: w.note(), data: w.rows()}
	c.Alt = fmt.Sprintf("Bar chart of the rank correlation of each of %s with %s, with 95%% intervals. %s.",
		counted(len(r.All), "input", "inputs"), lower(a.what), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { w.draw(s, room) }
	return a.finish(c, seeded(counted(r.Paths, "path", "paths"), r.Seed)), nil
}

func (w *ranks) subtitle() string {
	return "Rank correlation of each input with " + lower(w.what) + " over the simulated paths (Spearman)"
}

func (w *ranks) note() string {
	out := []string{"With 95% intervals. +1: the higher the input, the higher the number, always; 0: no such link."}
	if n := w.Paths - w.All[0].Pairs; n > 0 && w.All[0].Pairs > 0 {
		out = append(out, "Left out, as the number was not defined: "+counted(n, "path", "paths")+".")
	}
	return notes(out...)
}

// title names the input that ranks most alike with the number.
func (w *ranks) title() string {
	neutral := "How each input ranks with " + lower(w.what)
	top := w.All[0]
	name, rho := titledPath(top.Path), rhoText(top.Rho)
	switch {
	case !model.Known(top.Rho) || name == "":
		return neutral
	case top.Low <= 0 && top.High >= 0:
		return finding("No input ranks with "+lower(w.what)+" beyond chance", neutral)
	case len(w.All) > 1 && math.Abs(w.All[1].Rho) > math.Abs(top.Rho)*(1-tie):
		return neutral
	}
	main := w.what + w.verb(" follows ", " follow ") + name + " most closely"
	if top.Rho < 0 {
		main = w.what + w.verb(" runs", " run") + " most closely against " + name
	}
	return finding(main+" (rank correlation "+rho+")", main, neutral)
}

// rhoText writes a correlation with two decimals and its sign.
func rhoText(v float64) string {
	if !model.Known(v) {
		return unknownText
	}
	text := minus(fixed(v, 2), "", "")
	if v >= 0.005 {
		text = "+" + text
	}
	return text
}

func (w *ranks) rows() []Row {
	var rows []Row
	for _, c := range w.All {
		rows = append(rows, w.other(c.Path, "rho", "", c.Rho), w.other(c.Path, "rho low", "", c.Low), w.other(c.Path, "rho high", "", c.High))
	}
	return rows
}

func (w *ranks) draw(s *sheet, room vg.Rectangle) {
	n, unlisted := listed(s.rowsShown(room, 4, len(w.All), 0), len(w.All), len(w.All))
	rc := rowChart{above: 4, unlisted: unlisted, lo: -1, hi: 1, before: 4, after: 6}
	rc.axis = newMeasure("rho", "", model.Index, "", 1)
	rc.axis.signed = true
	for _, c := range w.All[:n] {
		rc.names, rc.right = append(rc.names, c.Path), append(rc.right, rhoText(c.Rho))
	}
	p := rc.open(s, room)
	for i, c := range w.All[:n] {
		colour := p.series[0]
		if c.Rho < 0 {
			colour = p.series[5]
		}
		p.interval(i, c.Rho, c.Low, c.High, 0, 1, colour)
	}
}
