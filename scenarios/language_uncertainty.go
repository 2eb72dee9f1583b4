package scenarios

import (
	"slices"

	"commitcast/model"
)

// The keys of uncertainty that are no paths.
const noiseKey, correlationKey = "noise", "correlation"

// uncertaintyOf is what may be said of the uncertainty of a scenario with those fields: a distribution by the path of every
// number, processes by the path of every curve and market price, and correlations. A key may be a whole path with its dots.
func uncertaintyOf(fields []field) *spec {
	return &spec{dotted: true, ordered: true, sparse: true, later: func() []field {
		b := uncertainBuilder{map[*kind]*spec{}}
		return append(b.record(fields).fields, field{key: noiseKey, spec: noise},
			field{key: correlationKey, spec: &spec{each: correlation, numbered: true}})
	}}
}

// uncertainBuilder makes one spec of a distribution for each kind of number.
type uncertainBuilder struct{ made map[*kind]*spec }

// record is a map with a distribution, or a map of them, for every field that is or holds a number.
func (b uncertainBuilder) record(fields []field) *spec {
	out := &spec{ordered: true, sparse: true}
	for _, f := range fields {
		switch {
		case f.refused != nil || f.key == "extends" || f.spec.unlisted:
		case f.key == "defaults":
			out.fields = append(out.fields, field{key: f.key, refused: wrong("give it on the contract and name that, such as contracts.aws.pue",
				"holds for several contracts at once")})
		default:
			out.fields = append(out.fields, b.field(f))
		}
	}
	return out
}

func (b uncertainBuilder) field(f field) field {
	if s := b.of(f.spec); s != nil {
		return field{key: f.key, spec: s}
	}
	what := "a word"
	if k := f.spec.scalarSpec(); k != nil && len(k.kind.words) == 0 {
		what = word(k.kind.text, "a name", "a date")
	}
	return field{key: f.key, refused: wrong(besides[f.key], "is %s, not a number that can be uncertain", what)}
}

// besides says what to vary in place of what is no number.
var besides = map[string]string{
	"start": "vary the delay beside it", "status": "vary exercised", "shape": "vary the ramp's full",
	"hours": "vary availability", "timing": "vary the lag beside it", "horizon": "vary a contract's delay",
}

// of is the distributions in place of a spec's numbers; nil where it has none.
func (b uncertainBuilder) of(s *spec) *spec {
	var all []*spec
	for _, a := range s.alternatives() {
		var got *spec
		switch {
		case a.kind != nil:
			got = b.distribution(a.kind)
		case a.members() != nil:
			if got = b.record(a.members()); !slices.ContainsFunc(got.fields, func(f field) bool { return f.refused == nil }) {
				got = nil
			}
		default:
			got = b.entries(a)
		}
		if got != nil && !slices.ContainsFunc(all, func(o *spec) bool { return o.keys != nil && o.keys == got.keys }) {
			all = append(all, got)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return either(all...)
}

// entries is a map by key or name; the items of a list of amounts are addressed by contract year.
func (b uncertainBuilder) entries(s *spec) *spec {
	each, keys := b.of(s.each), s.keys
	if each == nil {
		return nil
	}
	if keys == nil {
		keys = anyYear
		if s.named {
			keys = name
		}
	}
	return &spec{keys: keys, each: each, ordered: true, sparse: true}
}

// distribution is how one number of a kind is distributed; nil for a kind that is no number.
func (b uncertainBuilder) distribution(k *kind) *spec {
	switch k {
	case month, monthOrDate, monthNumber, period, monthOrYear:
		return nil
	case monthOrSpan: // a length from the start
		k = duration
	case overPrice:
		k = factor
	case count:
		k = number
	}
	if k.text && k != boolean {
		return nil
	}
	if b.made[k] == nil {
		b.made[k] = distributionOf(k)
	}
	return b.made[k]
}

// noise is the processes by the path of what they multiply.
var noise = func() *spec {
	each := lineOf(field{key: "volatility", spec: scalar(volatility), required: true}, field{key: "reversion", spec: scalar(duration)})
	each.process, each.sparse = true, true
	lines := func(keys *kind) *spec { return &spec{keys: keys, each: each, ordered: true, sparse: true} }
	ofContract := &spec{ordered: true, sparse: true, fields: []field{{key: "consumption", spec: each}, {key: "marketplace", spec: each}}}
	return &spec{dotted: true, ordered: true, sparse: true, fields: []field{
		{key: "revenue", spec: lines(identifier)},
		{key: "costs", spec: lines(identifier)},
		{key: "market", spec: lines(accelerator)},
		{key: "demand", spec: each},
		{key: "contracts", spec: &spec{keys: identifier, each: ofContract, ordered: true, sparse: true}},
	}}
}()

var correlation = &spec{fields: []field{
	{key: "between", spec: &spec{each: unlisted(pathText), numbered: true}, required: true},
	{key: "rho", spec: scalar(rho), required: true},
}}

// checks are the limits a scenario is held against.
var checks = namedList(lineOf([]field{
	{key: "name", spec: unlisted(name), required: true},
	{key: "metric", spec: scalar(metricName), required: true},
	{key: "from", spec: scalar(year)},
	{key: "to", spec: scalar(year)},
	{key: "min", spec: scalar(measure)},
	{key: "max", spec: scalar(measure)},
	{key: "probability", spec: scalar(share)},
	{key: "level", spec: scalar(choice(model.LevelError, model.LevelWarning)), standard: string(model.LevelError)},
}...))
