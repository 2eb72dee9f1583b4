package dist

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// Limits of what is accepted: they keep squares and logarithms finite.
const (
	largest    = 1e100 // of any value, either sign
	leastShape = 0.1   // of alpha and beta
	mostShape  = 1e5
	shapeRange = "0.1 to 100,000"
	mostLambda = 1e5
	mostSigma  = 8.0   // standard deviation of the logarithm: draws reach 8.2 of them
	leastLeft  = 1e-6  // of the probability, by truncation
	narrowest  = 1e-12 // standard deviation beside the largest value
	sumError   = 1e-9  // of the probabilities of the outcomes
)

// Blank returns a Spec of the kind in which no parameter is given.
func Blank(k Kind) Spec {
	n := math.NaN()
	return Spec{Kind: k, Mean: n, SD: n, Min: n, Mode: n, Max: n, Lambda: n, Alpha: n, Beta: n, P: n, Low: n, High: n}
}

// reader collects the problems of a Spec.
type reader struct {
	spec     Spec
	problems Problems
}

func given(v float64) bool { return !math.IsNaN(v) }

func (r *reader) add(field, message, hint string) {
	r.problems = append(r.problems, Problem{field, message, hint})
}

// takes lists the parameters of a kind, and says how they are given; no list for a kind that does not exist.
func takes(k Kind) (fields []string, usage string) {
	switch k {
	case Normal, Lognormal:
		return []string{"mean", "sd", "quantiles"}, "takes mean and sd, or two quantiles such as p10 and p90"
	case Uniform:
		return []string{"min", "max", "quantiles"}, "takes min and max, or two quantiles such as p10 and p90"
	case Triangular:
		return []string{"min", "mode", "max"}, "takes min, mode and max"
	case PERT:
		return []string{"min", "mode", "max", "lambda"}, "takes min, mode and max, and lambda where it is not 4"
	case Beta:
		return []string{"alpha", "beta", "mean", "sd", "min", "max"},
			"takes alpha and beta, or mean and sd, and min and max where they are not 0 and 1"
	case Metalog:
		return []string{"min", "max", "quantiles"}, "takes 2 to 10 quantiles such as p10, p50 and p90, and min, max or both as bounds"
	case Bernoulli:
		return []string{"p"}, "takes a probability"
	case Discrete:
		return []string{"outcomes"}, "takes values, each with its probability"
	}
	return nil, ""
}

// parameters reports what is given and may not be, and values that no kind accepts.
func (r *reader) parameters() {
	s := r.spec
	fields, usage := takes(s.Kind)
	if fields == nil {
		r.add("", fmt.Sprintf("%q is not a kind of distribution", string(s.Kind)), fmt.Sprintf("the kinds: %v", Kinds))
		return
	}
	scalar := func(name string, v float64, taken bool) {
		switch {
		case !given(v):
		case !taken:
			r.add(name, "is not a parameter of "+string(s.Kind), string(s.Kind)+" "+usage)
		case math.Abs(v) > largest:
			r.add(name, "is not a number that can be reckoned with", "give a finite number")
		}
	}
	for _, f := range []struct {
		name  string
		value float64
	}{{"mean", s.Mean}, {"sd", s.SD}, {"min", s.Min}, {"mode", s.Mode}, {"max", s.Max}, {"lambda", s.Lambda},
		{"alpha", s.Alpha}, {"beta", s.Beta}, {"p", s.P}} {
		scalar(f.name, f.value, slices.Contains(fields, f.name))
	}
	scalar("low", s.Low, true)
	scalar("high", s.High, true)
	if len(s.Quantiles) > 0 && !slices.Contains(fields, "quantiles") {
		r.add("quantiles", "are not a parameter of "+string(s.Kind), string(s.Kind)+" "+usage)
	}
	if len(s.Outcomes) > 0 && s.Kind != Discrete {
		r.add("outcomes", "are not a parameter of "+string(s.Kind), string(s.Kind)+" "+usage)
	}
}

// need reports the parameters that are missing of those named; it reports whether there are all.
func (r *reader) need(names string, values ...float64) bool {
	for _, v := range values {
		if !given(v) {
			_, usage := takes(r.spec.Kind)
			r.add("", "needs "+names, string(r.spec.Kind)+" "+usage)
			return false
		}
	}
	return true
}

// byQuantiles reports whether the distribution is stated by quantiles, and that nothing else is given then.
func (r *reader) byQuantiles(name string, others ...float64) bool {
	if len(r.spec.Quantiles) == 0 {
		return false
	}
	if slices.ContainsFunc(others, given) {
		_, usage := takes(r.spec.Kind)
		r.add("", "has quantiles and "+name+" as well", string(r.spec.Kind)+" "+usage)
	}
	return true
}

// quantiles returns the quantiles by ascending probability; they are reported unless there are least to most of them, with
// values that ascend too.
func (r *reader) quantiles(least, most int) []Quantile {
	qs := slices.Clone(r.spec.Quantiles)
	_, usage := takes(r.spec.Kind)
	if len(qs) < least || len(qs) > most {
		r.add("quantiles", fmt.Sprintf("are %d", len(qs)), string(r.spec.Kind)+" "+usage)
		return nil
	}
	for _, q := range qs {
		if !(q.P > 0 && q.P < 1) {
			r.add(q.name(), "must have a probability between 0% and 100%", "p10 is the value that is not exceeded with 10%")
		} else if !(math.Abs(q.Value) <= largest) {
			r.add(q.name(), "is not a number that can be reckoned with", "give a finite number")
		}
	}
	if len(r.problems) > 0 {
		return nil
	}
	slices.SortStableFunc(qs, func(a, b Quantile) int { return compare(a.P, b.P) })
	r.ascend(qs)
	return qs
}

func (r *reader) ascend(qs []Quantile) {
	for i := 1; i < len(qs); i++ {
		switch before := qs[i-1]; {
		case before.P == qs[i].P:
			r.add(qs[i].name(), "is given twice", "")
		case before.Value >= qs[i].Value:
			r.add(qs[i].name(), "must be above "+before.name(), "a higher percentile is a higher value")
		}
	}
}

// name is the key of a quantile: p10, p97.5.
func (q Quantile) name() string {
	return "p" + strconv.FormatFloat(math.Round(q.P*1e14)/1e12, 'f', -1, 64)
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
