package plots

import (
	"image/color"
	"math"
	"sort"

	"commitcast/model"
)

// part is one series of a stack: a contract, or several small ones together.
type part struct {
	name   string
	values []float64
	weight float64 // what stands with its name
	rank   float64 // by which the parts of every chart are in one order, and so in one colour
	others bool
}

// mostParts is how many series have a colour of their own.
const mostParts = 6

// parts stacks a metric of the contracts: those with the largest spend first, what is beyond six together as Others.
// Contracts of which nothing is known, and those that are zero throughout, are left out.
func parts(r *model.Report, metric string, weigh func([]float64) float64) []part {
	var out []part
	names := contractNames(r)
	spend := contractValues(r, "spend")
	for i, vs := range contractValues(r, metric) {
		if vs != nil && biggest(vs) > 0 {
			cents := math.Round(100 * sum(spend[i])) // so that a tie is one by month and by year
			out = append(out, part{name: names[i], values: vs, weight: weigh(vs), rank: cents})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].rank > out[j].rank })
	if len(out) <= mostParts+1 {
		if len(out) == mostParts+1 {
			out[mostParts].others = true // drawn grey, under its own name
		}
		return out
	}
	return append(out[:mostParts:mostParts], group(out[mostParts:], len(r.Periods)))
}

func group(ps []part, n int) part {
	g := part{name: "Others (" + itoa(len(ps)) + ")", values: make([]float64, n), others: true}
	for i := range g.values {
		g.values[i] = model.Unknown()
	}
	for _, p := range ps {
		g.weight += p.weight
		for i, v := range p.values {
			switch {
			case !model.Known(v):
			case model.Known(g.values[i]):
				g.values[i] += v
			default:
				g.values[i] = v
			}
		}
	}
	return g
}

// colour is the fill of the i-th part.
func (p palette) colour(i int, pt part) color.RGBA {
	if pt.others {
		return p.other
	}
	return p.of(i)
}

// totals adds the parts by period; a period of which nothing is known stays unknown.
func totals(ps []part, n int) []float64 { return group(ps, n).values }
