package plots

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
	"commitcast/model/analysis"
)

// StressChart is how far each number is moved, in standard deviations, at the least implausible combination that breaks the limit.
func StressChart(st *analysis.Stress) (*Chart, error) { return made("stress", st, stressChart) }

// stress is a reverse stress to draw.
type stress struct {
	asked
	*analysis.Stress
}

func stressChart(st *analysis.Stress) (*Chart, error) {
	if st == nil {
		return nil, fmt.Errorf("a chart of a stress needs one")
	}
	a, err := newAsked(st.Scenario, st.Limit.Target, st.At, st.Median, st.Base)
	switch {
	case err != nil:
		return nil, err
	case st.Broken:
		return nil, &NotDrawn{Reason: "the limit is broken with every input at its median already"}
	case !st.Found || len(st.Inputs) == 0:
		return nil, &NotDrawn{Reason: fmt.Sprintf("no combination within %s standard deviations breaks the limit", number(st.Reach))}
	}
	w := stress{a, st}
	c := &Chart{Title: w.title(), Subtitle: w.subtitle(), Note: w.note(), data: w.rows()}
	c.Alt = fmt.Sprintf("Bar chart of how many standard deviations each of %s stands from its median where %s is %s. %s.",
		counted(len(st.Inputs), "input", "inputs"), lower(a.what), a.figure(st.At), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { w.draw(s, room) }
	return a.finish(c, counted(st.Evaluations, "evaluation", "evaluations")), nil
}

// bound is the limit that is broken, in words: below 1.00×.
func (w *stress) bound() string {
	switch l := w.Limit; {
	case !model.Known(l.Max):
		return "below " + w.figure(l.Min)
	case !model.Known(l.Min) || w.At > l.Max:
		return "above " + w.figure(l.Max)
	default:
		return "below " + w.figure(l.Min)
	}
}

func (w *stress) subtitle() string {
	return "The least implausible inputs that bring " + lower(w.what) + " " + w.bound() + ": standard deviations from the median"
}

// note says how likely a break is to first order, and what the number is at the medians.
func (w *stress) note() string {
	out := []string{"Probability of a break, to first order: " + oddsText(w.Probability) + "."}
	if model.Known(w.Median) {
		out = append(out, "At the medians: "+w.figure(w.Median)+".")
	}
	return notes(append(out, "On the right: the median and the value there.")...)
}

// oddsText writes a probability as a percentage, or as one in so many where it is small.
func oddsText(p float64) string {
	switch {
	case !model.Known(p):
		return "not known"
	case p < 1e-9:
		return "less than 1 in a billion"
	case p < 0.01:
		n := math.Round(1 / p)
		unit := math.Pow10(max(int(math.Log10(n))-1, 0))
		return "1 in " + minus(fixed(math.Round(n/unit)*unit, 0), "", "")
	}
	return percent(p)
}

// title says how far away the break is, and what it rests on.
func (w *stress) title() string {
	neutral := "What it takes to bring " + lower(w.what) + " " + w.bound()
	top := w.Inputs[0]
	name := titledPath(top.Path)
	main := "It takes " + fixed(w.Distance, 1) + " standard deviations to bring " + lower(w.what) + " " + w.bound()
	if name != "" && len(w.Inputs) > 1 && top.Importance > 0.5 {
		far := w.what + " " + w.bound() + w.verb(" is ", " are ") + fixed(w.Distance, 1) + " standard deviations away"
		return finding(far+", mostly in "+name, main, neutral)
	}
	return finding(main, neutral)
}

func (w *stress) rows() []Row {
	rows := []Row{w.row("at the combination", w.At), w.row("at the medians", w.Median), w.other("", "distance", "standard deviations", w.Distance),
		w.other("", "probability", string(model.Share), w.Probability)}
	for _, in := range w.Inputs {
		rows = append(rows, w.other(in.Path, "score", "standard deviations", in.Score), w.other(in.Path, "median", "", in.Median),
			w.other(in.Path, "value", "", in.At), w.other(in.Path, "importance", string(model.Share), in.Importance))
	}
	return rows
}

// standStill says of inputs that they stay about where they are.
var standStill = strings.NewReplacer("does not move it", "hardly moves", "do not move it", "hardly move", "each smaller", "each less far")

// movingInputs is how many inputs stand so far from their medians that their score can be read.
func (w *stress) movingInputs() int {
	for i, in := range w.Inputs {
		if math.Abs(in.Score) < 0.05 {
			return i
		}
	}
	return len(w.Inputs)
}

func (w *stress) draw(s *sheet, room vg.Rectangle) {
	const above = 12
	n, rest := listed(s.rowsShown(room, above, len(w.Inputs), 0), len(w.Inputs), w.movingInputs())
	rc := rowChart{above: above, unlisted: standStill.Replace(rest), head: "Median → value there"}
	rc.axis = measure{sc: scale{div: 1}, signed: true}
	score := func(v float64) string { return rc.axis.sc.fixed(v, 1) }
	for _, in := range w.Inputs[:n] {
		rc.names = append(rc.names, in.Path)
		rc.right = append(rc.right, short(in.MedianText, 14)+" → "+short(in.AtText, 14))
		rc.lo, rc.hi = math.Min(rc.lo, in.Score), math.Max(rc.hi, in.Score)
		if in.Score < 0 {
			rc.before = max(rc.before, s.inset(true, score(in.Score)))
		} else {
			rc.after = max(rc.after, s.inset(true, "+"+score(in.Score)))
		}
	}
	if rc.hi == rc.lo {
		rc.hi = 1
	}
	p := rc.open(s, room)
	for i, in := range w.Inputs[:n] {
		c, text := p.series[0], score(in.Score)
		if in.Score < 0 {
			c = p.series[5]
		} else if in.Score > 0 {
			text = "+" + text
		}
		if in.Score != 0 {
			p.rowBar(i, 0, in.Score, c)
		}
		p.besideMark(i, in.Score, text, p.word(c), true, in.Score < 0)
	}
}
