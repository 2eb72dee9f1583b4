package main

import (
	"context"
	"math"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/model/analysis"
	"commitcast/scenarios"
)

// usualDigits is how many digits a found number is written with where they are enough.
const usualDigits = 6

// name writes the values of a solution as the user would. A value that is typed back gives the target as it is printed: it is rounded to
// where it does, and has as many digits as that takes.
func (s *search) name(ctx context.Context, found *analysis.Solution) {
	if found.BaseText = s.quantity.Text; found.BaseText == "" {
		found.BaseText = s.plain(found.Base)
	}
	found.LowText, found.HighText = s.plain(found.Low), s.plain(found.High)
	for i := range found.Roots {
		r := &found.Roots[i]
		r.Text, r.UntilText = s.typed(ctx, found, r.Value, r.Target), s.typed(ctx, found, r.Until, r.Target)
	}
	for i := range found.Scanned {
		r := &found.Scanned[i]
		r.Text, r.UntilText = s.plain(r.Value), s.plain(r.Until)
	}
	found.Nearest.Text = s.typed(ctx, found, found.Nearest.Value, found.Nearest.Target)
}

// plain writes a number as the user would; nothing for one that is not known.
func (s *search) plain(v float64) string {
	if !model.Known(v) {
		return ""
	}
	return s.quantity.Format(v)
}

// typed writes a number so that it gives a target that is printed as the one wanted here.
func (s *search) typed(ctx context.Context, found *analysis.Solution, v, wanted float64) string {
	switch {
	case !model.Known(v) || v == 0:
		return s.plain(v)
	case found.LowOpen && atEnd(found, v, found.Low):
		return "just above " + found.LowText
	case found.HighOpen && atEnd(found, v, found.High):
		return "just below " + found.HighText
	}
	text := report.SolvedFor(found, wanted)
	for n := usualDigits; n <= scenarios.MostDigits; n++ {
		last := math.Pow10(int(math.Floor(math.Log10(math.Abs(v)))) - n + 1)
		for _, near := range []float64{v, v + last, v - last} {
			written := s.quantity.FormatTo(near, n)
			if report.SolvedFor(found, s.gives(ctx, found, written)) == text {
				return written
			}
		}
	}
	return s.quantity.Format(v)
}

// atEnd reports whether a value lies at an open end of what was searched, as near as the search looks.
func atEnd(found *analysis.Solution, v, end float64) bool {
	const near = 1e-9
	return math.Abs(v-end) <= near*max(math.Abs(v), found.High-found.Low)
}

// gives is the target's number with a value as it is written; Unknown where the scenario may not have it.
func (s *search) gives(ctx context.Context, found *analysis.Solution, written string) float64 {
	x, err := s.quantity.Parse(written)
	if err != nil {
		return model.Unknown()
	}
	of := analysis.Subject{Scenario: found.Scenario, Targets: []model.Target{found.Target}, Paths: []string{found.Path}}
	got, err := analysis.Evaluate(ctx, of, [][]float64{{x}}, analysis.Options{Workers: 1})
	if err != nil {
		return model.Unknown()
	}
	return got[0][0]
}
