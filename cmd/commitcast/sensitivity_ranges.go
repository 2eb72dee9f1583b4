package main

import (
	"fmt"
	"slices"
	"strings"

	"commitcast/model"
	"commitcast/model/analysis"
	"commitcast/scenarios"
)

// usualSwing is how far the numbers of a scenario without uncertainty are moved, as a share of themselves.
const usualSwing = 0.1

// variables are what is moved: the file's uncertainty, or every number it states by a share of itself, and what --vary adds. What a swing
// leaves out is told in the result's warnings.
func (f *sensitivityFlags) variables(l *scenarios.Loaded, r *analysis.Sensitivity) (*analysis.Variables, error) {
	given, err := f.given(l)
	if err != nil {
		return nil, err
	}
	s, swing := l.Scenario, f.swing
	if !model.Known(swing) && len(s.Uncertainty.Inputs) == 0 && len(given) == 0 {
		swing = usualSwing
	}
	var v *analysis.Variables
	if model.Known(swing) {
		v, r.Warnings = analysis.Swing(s, swing)
	} else if v, err = analysis.Uncertain(s); err != nil {
		return nil, err
	}
	if v, err = v.With(s, given...); err != nil {
		return nil, err
	}
	if len(v.All) == 0 {
		return nil, &usageError{s.Name + " states no number that can be moved", "--vary PATH=LOW..HIGH names one"}
	}
	for i := range v.All {
		if err := inWords(l, &v.All[i].Range); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// given are the ranges that --vary names. A path may be named once.
func (f *sensitivityFlags) given(l *scenarios.Loaded) ([]analysis.Range, error) {
	var all []analysis.Range
	for _, text := range f.varied {
		path, ends, ok := strings.Cut(text, "=")
		from, to, two := strings.Cut(ends, "..")
		if !ok || path == "" || !two {
			return nil, &usageError{"--vary must be a path with a low and a high end, is " + text, "--vary contracts.aws.delay=0mo..12mo is one"}
		}
		path = strings.TrimSpace(path)
		if slices.ContainsFunc(all, func(r analysis.Range) bool { return r.Path == path }) {
			return nil, usagef("--vary names %s twice", path)
		}
		q, err := l.Quantity(path)
		if err != nil {
			return nil, err
		}
		var values [2]float64
		for i, end := range []string{from, to} {
			if values[i], err = q.Parse(strings.TrimSpace(end)); err != nil {
				return nil, err
			}
		}
		r, err := analysis.NewRange(l.Scenario, path, values[0], values[1], "as given")
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// inWords fills in the texts of a range. Percentiles have three digits, other ends as many as they have.
func inWords(l *scenarios.Loaded, r *analysis.Range) error {
	q, err := l.Quantity(r.Path)
	if err != nil {
		return err
	}
	short := q.Format
	if strings.HasPrefix(r.Why, "P10") {
		short = func(v float64) string { return q.FormatTo(v, 3) }
	}
	r.BaseText, r.LowText, r.HighText = q.Format(r.Base), short(r.Low), short(r.High)
	return nil
}

// mostMoved is how many values an error names.
const mostMoved = 4

// movedTo tells the values of a point that are not the scenario's own, as far as they are few.
func movedTo(l *scenarios.Loaded, point *analysis.InvalidPoint) string {
	var moved []string
	for i, path := range point.Paths {
		x, err := l.Scenario.Scalar(path)
		if err != nil || x.Get() == point.Values[i] {
			continue
		}
		if q, err := l.Quantity(path); err == nil {
			moved = append(moved, path+"="+q.Format(point.Values[i]))
		}
	}
	if more := len(moved) - mostMoved; more > 0 {
		moved = append(moved[:mostMoved], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(moved, " ")
}
