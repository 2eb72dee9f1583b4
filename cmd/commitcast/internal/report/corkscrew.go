package report

import (
	"math"

	"commitcast/model"
)

// corkscrew is a book as it is printed: opening + additions − reductions = closing in every period, each period opens with
// what the one before closed with, and each line adds up to its total.
type corkscrew struct {
	opening, closing []figure   // one a period
	lines            [][]figure // of each line, one a period
	totals           []figure   // of each line
}

// footBook rounds a book so that it closes in print. Where the book itself does not close, each figure is rounded by itself.
func footBook(b *model.Book, lines []model.BookLine, places int) corkscrew {
	periods := len(b.Closing)
	if periods == 0 || !chained(b) {
		return roundBook(b, lines, places)
	}
	line := func(k int) int { return 1 + k } // node 0 is the world outside the book
	period := func(p int) int { return 1 + len(lines) + p }
	n := newNetwork(1+len(lines)+periods, places)
	ends := []int{n.add(0, period(0), b.Opening[0], ofSum)}
	for p, v := range b.Closing[:periods-1] {
		ends = append(ends, n.add(period(p), period(p+1), v, ofBalance))
	}
	ends = append(ends, n.add(period(periods-1), 0, b.Closing[periods-1], ofSum))
	cells, totals := make([][]int, len(lines)), make([]int, len(lines))
	for k, l := range lines {
		bind := n.add
		if l.Reduces {
			bind = func(from, to int, v float64, weight int64) int { return n.add(to, from, v, weight) }
		}
		for p, v := range l.Values {
			cells[k] = append(cells[k], bind(line(k), period(p), v, ofCell))
		}
		totals[k] = bind(0, line(k), l.Total, ofSum)
	}
	if !n.settle() {
		return roundBook(b, lines, places)
	}
	c := corkscrew{totals: n.figures(totals)}
	balances := n.figures(ends)
	c.opening, c.closing = balances[:periods], balances[1:]
	for k := range lines {
		c.lines = append(c.lines, n.figures(cells[k]))
	}
	return c
}

// figures are those with the indices, as they are printed.
func (n *network) figures(indices []int) []figure {
	out := make([]figure, len(indices))
	for i, at := range indices {
		out[i] = n.figure(at)
	}
	return out
}

// chained reports whether each period opens with what the one before closed with.
func chained(b *model.Book) bool {
	lost := noise * peak(b.Opening, b.Closing)
	for p, v := range b.Closing[:len(b.Closing)-1] {
		if !(math.Abs(b.Opening[p+1]-v) <= lost) {
			return false
		}
	}
	return true
}

func roundBook(b *model.Book, lines []model.BookLine, places int) corkscrew {
	c := corkscrew{opening: roundEach(b.Opening, places), closing: roundEach(b.Closing, places)}
	for _, l := range lines {
		c.lines = append(c.lines, roundEach(l.Values, places))
		c.totals = append(c.totals, round(l.Total, places))
	}
	return c
}

// trace is the size below which an amount is what floating point leaves of nothing: half a cent, or as little of an hour.
const trace = 0.005

// zero reports whether every number is nothing, or not known.
func zero(lists ...[]float64) bool { return !(peak(lists...) >= trace) }
