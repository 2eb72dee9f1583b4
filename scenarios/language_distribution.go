package scenarios

import (
	"sync"

	"commitcast/model/dist"
)

// distributionOf is a map with one kind of distribution and the bounds that truncate it.
func distributionOf(k *kind) *spec {
	s := &spec{line: true, measures: k, sparse: true, variant: distributionKind, rivals: distributionRivals()}
	if k == boolean {
		s.says = "a distribution such as {bernoulli: 60%}"
		s.fields = ofLine(field{key: string(dist.Bernoulli), spec: scalar(share)},
			field{key: string(dist.Discrete), spec: table(boolean, scalar(share))})
		return s
	}
	s.says = "a distribution such as {triangular: {min: …, mode: …, max: …}}"
	s.later = func() []field { return ofLine(kindsOfNumbers(location(k), spreadOf(k))...) }
	return s
}

// kindsOfNumbers are the kinds of distributions of a number, and the bounds that truncate them. Values are of kind at, standard
// deviations of kind spread.
func kindsOfNumbers(at, spread *kind) []field {
	low, high := field{key: "min", spec: scalar(at)}, field{key: "max", spec: scalar(at)}
	least, most, mode := low, high, field{key: "mode", spec: scalar(at), required: true}
	least.required, most.required = true, true
	percentiles := &spec{keys: percentile, each: scalar(at), says: "two percentiles such as {p10: …, p90: …}"}
	moments := either(&spec{says: "{mean: …, sd: …}", fields: []field{
		{key: "mean", spec: scalar(at), required: true}, {key: "sd", spec: scalar(spread), required: true}}}, percentiles)
	beta := withRivals(&spec{fields: []field{
		{key: "alpha", spec: scalar(amount)}, {key: "beta", spec: scalar(amount)},
		{key: "mean", spec: scalar(at)}, {key: "sd", spec: scalar(spread)}, low, high}},
		rivalry{{"alpha", "beta"}, {"mean", "sd"}})
	return []field{
		{key: string(dist.Normal), spec: moments},
		{key: string(dist.Lognormal), spec: moments},
		{key: string(dist.Uniform), spec: either(&spec{says: "{min: …, max: …}", fields: []field{least, most}}, percentiles)},
		{key: string(dist.Triangular), spec: &spec{fields: []field{least, mode, most}}},
		{key: string(dist.PERT), spec: &spec{fields: []field{least, mode, most, {key: "lambda", spec: scalar(amount)}}}},
		{key: string(dist.Beta), spec: beta},
		{key: string(dist.Metalog), spec: table(percentileOrBound, scalar(at))},
		{key: string(dist.Bernoulli), refused: wrong("write discrete: {0: 40%, 1: 60%} for one of several values",
			"is for a yes or no such as exercised")},
		{key: string(dist.Discrete), spec: table(at, scalar(share))},
		low, high,
	}
}

// distributionRivals are the kinds of distributions, which exclude each other.
var distributionRivals = sync.OnceValue(func() []rivalry {
	var all rivalry
	for _, k := range dist.Kinds {
		all = append(all, []string{string(k)})
	}
	return []rivalry{all}
})

// distributionKind is the kind of a distribution; of one that names none its base's.
func distributionKind(over, base *node) string {
	for _, k := range dist.Kinds {
		if over.has(string(k)) {
			return string(k)
		}
	}
	if base == nil {
		return ""
	}
	return distributionKind(base, nil)
}

// location is the kind of a value a distribution may be drawn as. What the path accepts is checked with what can be drawn.
func location(k *kind) *kind {
	out := *k
	out.signed, out.above, out.most = true, false, 0
	return &out
}

// spreadOf is the kind of a standard deviation.
func spreadOf(k *kind) *kind {
	out := *location(k)
	out.signed = false
	return &out
}
