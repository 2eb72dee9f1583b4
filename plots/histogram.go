package plots

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// histogram is how the paths spread over the values of a quantity. A pile of paths at exactly 0 is told and not drawn: it
// would press the rest into the ground.
type histogram struct {
	exceedance
	from, width float64
	counts      [][]int // by sample, then bin; the first and the last hold what lies beyond
	none        []int   // paths at 0 that are not drawn
}

// mostBins is how many columns a histogram has at most.
const mostBins = 48

func (s *simulation) histogramChart(q Quantity) (*Chart, error) {
	sh, err := s.quantity(q)
	if err != nil {
		return nil, err
	}
	h := histogram{exceedance: s.newExceedance(sh)}
	if err := h.count(); err != nil {
		return nil, err
	}
	c := &Chart{
		Title:    h.title(),
		Subtitle: h.subtitle(s),
		Note:     notes(h.key(), h.ends(), lacking(sh)),
		data:     h.rows(),
	}
	c.Alt = fmt.Sprintf("Histogram of %s%s over %s%s. %s.", lower(sh.what), sh.when, s.paths(), h.panelsText(), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { h.draw(s, room) }
	return c, nil
}

// count fills the bins, which have the limit or zero on an edge.
func (h *histogram) count() error {
	h.none = make([]int, len(h.samples))
	if h.name == "funding_gap" {
		for i := range h.samples {
			v := &h.samples[i]
			h.none[i] = len(v.sorted) - v.above(0) - v.below(0)
		}
	}
	h.bounds()
	h.counts = make([][]int, len(h.samples))
	n := int(math.Round((h.hi - h.from) / h.width))
	drawn := 0
	for i := range h.samples {
		h.counts[i] = h.bins(&h.samples[i], n, h.none[i])
		drawn += len(h.samples[i].sorted) - h.none[i]
	}
	if drawn == 0 {
		return &NotDrawn{Reason: h.name + " is 0 on every path"}
	}
	return nil
}

// bounds chooses bins of a round width.
func (h *histogram) bounds() {
	lo, hi := h.far(0.005), h.far(0.99)
	if hi > 4*h.far(0.75) && h.far(0.75) > 0 {
		hi = h.far(0.97)
	}
	if h.name == "funding_gap" {
		lo = 0
	}
	if !(hi-lo > 1e-9*math.Abs(hi)) { // nearly all paths have one value
		lo, hi = math.Min(lo, h.far(0)), h.far(1)
	}
	if !(hi-lo > 1e-9*math.Abs(hi)) {
		pad := math.Max(math.Abs(lo)/10, h.sc.div/10)
		lo, hi = lo-pad, hi+pad
	}
	h.width = niceStep((hi-lo)/h.sc.div, mostBins-2) * h.sc.div
	anchor := zeroIfUnknown(h.limit)
	h.from = anchor + math.Floor((lo-anchor)/h.width+1e-9)*h.width
	h.lo = h.from
	h.hi = anchor + math.Ceil((hi-anchor)/h.width-1e-9)*h.width
}

// bins counts a sample's values; a value on an edge is in the bin above it, and a coverage at the target is not below it.
func (h *histogram) bins(v *sample, n, none int) []int {
	out := make([]int, n)
	before := 0
	for i := range out {
		upTo := len(v.sorted)
		if i < n-1 {
			upTo = v.below(h.from + float64(i+1)*h.width)
			if !h.below { // an amount at the limit does not exceed it
				upTo = len(v.sorted) - v.above(h.from+float64(i+1)*h.width)
			}
		}
		out[i] = upTo - before
		before = upTo
	}
	if none > 0 && n > 0 {
		out[0] -= none
	}
	return out
}

// share is the share of the paths in a bin.
func (h *histogram) share(i, bin int) float64 { return h.samples[i].share(h.counts[i][bin]) }

func (h *histogram) subtitle(s *simulation) string {
	text := "Share of paths by " + h.named() + ", columns of " + h.step()
	if len(h.samples) > 1 {
		text += ", by scenario"
	}
	return text
}

// passed reports whether a value lies on the wrong side of the limit.
func (h *histogram) passed() bool {
	return slices.ContainsFunc(h.chance, func(c chance) bool { return c.share > 0 })
}

// step is the width of a column.
func (h *histogram) step() string {
	if h.currency != "" {
		return amount(h.currency, h.width)
	}
	return h.sc.figure(h.width)
}

// key says what the colours are.
func (h *histogram) key() string {
	base, none := "", ""
	if v := &h.samples[0]; len(h.samples) == 1 && v.base >= h.lo && v.base <= h.hi {
		base = "Diamond: the base case."
	}
	if slices.ContainsFunc(h.none, func(n int) bool { return n > 0 }) {
		none = "Paths without a gap have no column."
	}
	switch {
	case !model.Known(h.limit) || !h.passed():
		return notes(base, none)
	case h.below:
		return notes("Orange: below the "+targetText(h.limit)+" target.", base)
	}
	return notes("Orange: above the limit of "+h.figure(h.limit)+".", base, none)
}

// ends says what the outermost columns hold.
func (h *histogram) ends() string {
	low, high := false, false
	for i := range h.samples {
		v := &h.samples[i]
		low = low || v.below(h.lo) > 0
		high = high || v.above(h.hi) > 0
	}
	switch {
	case low && high:
		return "The hatched ends hold all that lies beyond."
	case low, high:
		return "The hatched end holds all that lies beyond."
	}
	return ""
}

// hatchedEnd reports whether a bin holds more than its width says.
func (h *histogram) hatchedEnd(i, bin int) bool {
	v := &h.samples[i]
	return bin == 0 && v.below(h.lo) > 0 || bin == len(h.counts[i])-1 && v.above(h.hi) > 0
}

func (h *histogram) panelsText() string {
	if len(h.samples) == 1 {
		return ""
	}
	return ", a panel for each of " + itoa(len(h.samples)) + " scenarios"
}

// title says where nine tenths of one scenario's paths lie, or where the medians of several do.
func (h *histogram) title() string {
	neutral := "How " + lower(h.what) + h.when + " spreads over the paths"
	if len(h.samples) == 1 {
		v := &h.samples[0]
		if h.any && h.chance[0].share < 1 {
			some := percent(h.chance[0].share) + " of paths have a funding gap"
			if v.quantile(0.9) == 0 {
				return some
			}
			return finding(some+"; 90% of all stay below "+h.quantileText(v, 0.9), neutral)
		}
		if h.name == "funding_gap" && model.Known(h.limit) {
			return finding(h.limitTitle(percent(h.chance[0].share)), neutral)
		}
		main := h.what + h.when + " is " + h.quantileText(v, 0.05) + " to " + h.quantileText(v, 0.95) + " on 90% of paths"
		return finding(main+"; median "+h.quantileText(v, 0.5), main, neutral)
	}
	if h.name == "funding_gap" {
		return finding(h.severalTitle(), neutral)
	}
	lo, hi := 0, 0
	for i := range h.samples {
		if h.samples[i].quantile(0.5) < h.samples[lo].quantile(0.5) {
			lo = i
		}
		if h.samples[i].quantile(0.5) > h.samples[hi].quantile(0.5) {
			hi = i
		}
	}
	a, b := h.quantileText(&h.samples[lo], 0.5), h.quantileText(&h.samples[hi], 0.5)
	if a == b {
		return finding("Median "+lower(h.what)+h.when+" is "+a+" in every scenario", neutral)
	}
	return finding("Median "+lower(h.what)+h.when+" runs from "+a+" to "+b+across(len(h.samples)),
		"Median "+lower(h.what)+h.when+" runs from "+a+" to "+b, neutral)
}

// rows are the columns, and the quantiles that are marked.
func (h *histogram) rows() []Row {
	var rows []Row
	for i := range h.samples {
		v := &h.samples[i]
		add := func(series, unit string, value float64) {
			rows = append(rows, Row{title(v.of), series, h.name, unit, h.period(), value, false})
		}
		if h.none[i] > 0 {
			add("none", string(model.Share), v.share(h.none[i]))
		}
		for k := range h.counts[i] {
			add(h.edge(i, k)+" to "+h.edge(i, k+1), string(model.Share), h.share(i, k))
		}
		for _, p := range []float64{0.05, 0.5, 0.95} {
			add("p"+number(math.Round(p*100)), h.unit, v.quantile(p))
		}
		add("base", h.unit, v.base)
	}
	return rows
}

// edge is the k-th edge of a sample's bins in words; the outermost are the ends of its values where they hold more.
func (h *histogram) edge(i, k int) string {
	v, x := &h.samples[i], h.from+float64(k)*h.width
	switch {
	case k == 0:
		x = math.Min(x, float64(v.sorted[0]))
	case k == len(h.counts[i]):
		x = math.Max(x, float64(v.sorted[len(v.sorted)-1]))
	}
	return number(math.Round(x*1e6) / 1e6)
}
