package report

import (
	"commitcast/model"
	"commitcast/model/analysis"
)

// solveSchema names the shape of JSON that tells a goal seek.
const solveSchema = "commitcast.solve/1"

// solveHeader names the columns of the long form. what is base, solution, jump, from, to, nearest or tried; x is the varied number as it
// is written, and x_value in its base unit.
const solveHeader = "scenario,metric,unit,wanted,path,what,x,x_value,value\r\n"

// solveCSV writes the solutions, and all values that were tried, as RFC 4180 rows at full precision. A solution that is a range has a row
// from and a row to.
func solveCSV(s *analysis.Solution) []byte {
	out := []byte(solveHeader)
	row := func(what, text string, x, value float64) {
		for _, cell := range []string{s.Scenario.Name, s.Target.String(), s.Target.Unit().In(s.Scenario.Currency)} {
			out = append(append(out, CSVText(cell)...), ',')
		}
		out = append(appendNumber(out, s.Wanted, ""), ',')
		for _, cell := range []string{s.Path, what, text} {
			out = append(append(out, CSVText(cell)...), ',')
		}
		out = append(appendNumber(out, x, ""), ',')
		out = append(appendNumber(out, value, ""), "\r\n"...)
	}
	row("base", s.BaseText, s.Base, s.From)
	for _, r := range s.Roots {
		switch {
		case r.Jump:
			row("jump", r.Text, r.Value, r.Target)
		case model.Known(r.Until):
			row("from", r.Text, r.Value, r.Target)
			row("to", r.UntilText, r.Until, r.Target)
		default:
			row("solution", r.Text, r.Value, r.Target)
		}
	}
	row("nearest", s.Nearest.Text, s.Nearest.Value, s.Nearest.Target)
	for _, r := range s.Scanned {
		row("tried", r.Text, r.Value, r.Target)
	}
	return out
}

func solveJSON(s *analysis.Solution) []byte {
	w := &jsonWriter{}
	w.object(func() {
		w.scenario(solveSchema, s.Scenario, "")
		w.solution(s)
		w.origin(s.Scenario, s.Scenario.Notes)
	})
	return append(w.b, '\n')
}

// solution writes what was sought and what was found.
func (w *jsonWriter) solution(s *analysis.Solution) {
	w.target(s.Target, s.Scenario.Currency)
	w.number("wanted", s.Wanted)
	w.text("path", s.Path)
	w.key("base")
	w.object(func() { w.root(s.BaseText, s.Base, s.From) })
	w.key("searched")
	w.object(func() {
		w.number("low", s.Low)
		w.optional("low_text", s.LowText)
		w.key("low_open")
		w.bool(s.LowOpen)
		w.number("high", s.High)
		w.optional("high_text", s.HighText)
		w.key("high_open")
		w.bool(s.HighOpen)
	})
	w.text("course", string(s.Course))
	w.key("whole")
	w.bool(s.Whole)
	w.key("solutions")
	w.list(len(s.Roots), func(i int) {
		r := s.Roots[i]
		w.root(r.Text, r.Value, r.Target)
		w.number("until", r.Until)
		w.optional("until_text", r.UntilText)
		w.key("jump")
		w.bool(r.Jump)
	})
	w.key("nearest")
	w.object(func() { w.root(s.Nearest.Text, s.Nearest.Value, s.Nearest.Target) })
	w.key("tried")
	w.list(len(s.Scanned), func(i int) { w.root(s.Scanned[i].Text, s.Scanned[i].Value, s.Scanned[i].Target) })
}

// root writes a value of the varied number, as it is written and in its base unit, and the target's number there.
func (w *jsonWriter) root(text string, x, value float64) {
	w.optional("text", text)
	w.number("x", x)
	w.number("value", value)
}
