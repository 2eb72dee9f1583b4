package plots

import (
	"image/color"
	"math"
	"sort"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// sideLabel names a series beside the plot.
type sideLabel struct {
	name, detail string
	colour       color.RGBA      // of the series
	want         vg.Length       // height it would like to be centred at
	from         *vg.Point       // where its data ends, for a leader; nil for none
	shape        shape           // of its swatch
	stroke       *draw.LineStyle // a line for a swatch instead
	hatched      bool            // the swatch is a hatched box
	plain        bool            // no swatch: a line to be held against, in its own colour
	light        bool            // the name is not bold
	cleared      bool            // gridlines behind it are cleared
}

// Widths beside the plot, in points.
const (
	leaderRoom = 15.0
	swatchRoom = 9.0
)

// sideWidth is the width that the labels need in a column of the height, at most the share of the page that is good for the
// plot.
func (s *sheet) sideWidth(ls []sideLabel, share, height vg.Length) vg.Length {
	oneLine := vg.Length(len(ls))*2.6*labelSize > height
	var w vg.Length
	for _, l := range ls {
		name, detail := s.width(l.name, labelSize, true), s.width(l.detail, labelSize, false)
		if oneLine && detail > 0 {
			name += s.width(" "+l.detail, labelSize, true)
		}
		w = max(w, name, detail)
	}
	return min(w+1, share*(s.Max.X-s.Min.X)) + leaderRoom + swatchRoom
}

// sideForm is how much of a label is printed; the first form that fits is taken.
type sideForm struct {
	size     vg.Length
	lines    int  // of the name
	twoLines bool // the detail has a line of its own
}

var sideForms = []sideForm{{labelSize, 2, true}, {labelSize, 1, true}, {labelSize, 1, false}, {7.5, 1, false}, {noteSize, 1, false}}

// block is a label broken into lines.
type block struct {
	names  []string
	detail string // on a line of its own
	height vg.Length
}

// sideLabels writes the labels in the column, each as near to its data as the others allow. Labels come in the order they
// are to stand in, from the bottom up.
func (s *sheet) sideLabels(col vg.Rectangle, ls []sideLabel) {
	var blocks []block
	var form sideForm
	for _, form = range sideForms {
		var total vg.Length
		if blocks, total = s.blocks(ls, form, col.Max.X-col.Min.X-leaderRoom-swatchRoom); total <= col.Max.Y-col.Min.Y {
			break
		}
	}
	want, height := make([]float64, len(ls)), make([]float64, len(ls))
	for i, l := range ls {
		want[i], height[i] = float64(l.want), float64(blocks[i].height)
	}
	at := spread(want, height, float64(col.Min.Y), float64(col.Max.Y))
	for i, l := range ls {
		s.sideLabel(col.Min.X, vg.Length(at[i]), l, blocks[i], form.size)
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Leading of the labels, in shares of their size, and the room between two, in points.
const (
	sideLead = 1.16
	sideGap  = 2.5
)

// blocks breaks labels into lines of the width, and returns the height of all.
func (s *sheet) blocks(ls []sideLabel, f sideForm, width vg.Length) (out []block, total vg.Length) {
	out = make([]block, len(ls))
	names := s.blockNames(ls, f, width)
	for i, l := range ls {
		b := &out[i]
		if whole := l.name + nbsp + l.detail; l.detail != "" && !f.twoLines {
			b.names = []string{names[i]}
			if s.width(whole, f.size, true) <= width { // else the name says more than the figure
				b.names[0] = whole
			}
		} else {
			b.names = strings.Split(names[i], "\n")
			b.detail = s.fit(l.detail, f.size, false, width)
		}
		n := vg.Length(len(b.names) + btoi(b.detail != ""))
		b.height = ((n-1)*sideLead+capHeight+descent)*f.size + sideGap
		total += b.height
	}
	return out, total
}

// blockNames are the names of labels, shortened to the lines they have; a line break stands between two lines.
func (s *sheet) blockNames(ls []sideLabel, f sideForm, width vg.Length) []string {
	names := make([]string, len(ls))
	for i, l := range ls {
		names[i] = l.name
	}
	if !f.twoLines || f.lines == 1 {
		return s.fitAll(names, f.size, true, width)
	}
	wrapped := func(cut cutter) func(string) string {
		return func(t string) string { return strings.Join(s.wrapWith(t, f.size, true, width, f.lines, cut), "\n") }
	}
	return tellApart(names, wrapped(s.fit), wrapped(s.fitMiddle))
}

// sideLabel writes one label centred at y.
func (s *sheet) sideLabel(left, y vg.Length, l sideLabel, b block, size vg.Length) {
	ink, x := s.word(l.colour), left+leaderRoom
	top := y + (b.height-sideGap)/2 - capHeight*size
	mid := top + capHeight/2*size
	if !l.plain {
		switch {
		case l.stroke != nil:
			s.stroke(Leader, *l.stroke, vg.Point{X: x - 2, Y: mid}, vg.Point{X: x + 6.5, Y: mid})
		case l.hatched:
			s.hatchedSwatch(vg.Point{X: x + 3, Y: mid}, l.colour)
		default:
			s.swatch(l.shape, vg.Point{X: x + 3, Y: mid}, l.colour)
		}
		x += swatchRoom
	}
	if l.from != nil {
		end := left + leaderRoom - 2.5
		s.stroke(Leader, draw.LineStyle{Color: mix(s.paper, ink, 0.6), Width: 0.6},
			*l.from, vg.Point{X: left + 4.5, Y: l.from.Y}, vg.Point{X: end - 3, Y: mid}, vg.Point{X: end, Y: mid})
	}
	for _, n := range b.names {
		s.write(label{text: n, size: size, bold: !l.light, colour: ink, clear: l.cleared}, x, top)
		top -= sideLead * size
	}
	if b.detail != "" {
		s.write(label{text: b.detail, size: size, colour: s.muted, clear: l.cleared}, x, top)
	}
}

// swatch is a small sample of a series' colour and shape.
func (s *sheet) swatch(sh shape, at vg.Point, c color.RGBA) {
	s.dot(sh, at, 2.9, c, s.edge(c))
}

// hatchedSwatch is a small sample of a hatched fill.
func (s *sheet) hatchedSwatch(at vg.Point, c color.RGBA) {
	box := grow(vg.Rectangle{Min: at, Max: at}, 3.2)
	s.fill(mix(s.paper, c, 0.3), box)
	s.hatch(c, box)
	s.outline(s.edge(c), box)
	s.note(Mark{Kind: Leader, Box: box})
}

// spread moves the centres of blocks apart, as little as may be, so that none overlap and all lie between lo and hi where
// there is room. Blocks keep their order.
func spread(want, height []float64, lo, hi float64) []float64 {
	type group struct {
		sum, offset float64 // of wanted bottoms less the offset inside the group; height so far
		n           int
		from        int
	}
	var groups []group
	for i := range want {
		groups = append(groups, group{sum: want[i] - height[i]/2, offset: height[i], n: 1, from: i})
		for len(groups) > 1 {
			a, b := groups[len(groups)-2], groups[len(groups)-1]
			if a.sum/float64(a.n)+a.offset <= b.sum/float64(b.n) {
				break
			}
			b.sum -= a.offset * float64(b.n)
			groups = append(groups[:len(groups)-2], group{a.sum + b.sum, a.offset + b.offset, a.n + b.n, a.from})
		}
	}
	bottoms := make([]float64, len(want))
	for _, g := range groups {
		y := g.sum / float64(g.n)
		for i := g.from; i < g.from+g.n; i++ {
			bottoms[i] = y
			y += height[i]
		}
	}
	return clampBlocks(bottoms, height, lo, hi)
}

// clampBlocks pushes blocks that stand above hi down and those below lo up, and returns the centres.
func clampBlocks(bottoms, height []float64, lo, hi float64) []float64 {
	for i := len(bottoms) - 1; i >= 0; i-- {
		bottoms[i] = math.Min(bottoms[i], hi-height[i])
		hi = bottoms[i]
	}
	for i := range bottoms {
		bottoms[i] = math.Max(bottoms[i], lo)
		lo = bottoms[i] + height[i]
	}
	out := make([]float64, len(bottoms))
	for i := range out {
		out[i] = bottoms[i] + height[i]/2
	}
	return out
}

// beside tries to write the name of each line next to it, where no other line or label is near. It reports whether every
// line found a place; when one did not, the page is to be thrown away.
func (p *panel) beside(ls []drawnLine) bool {
	for _, l := range ls {
		if l.quiet {
			continue
		}
		lab := label{text: l.name, size: labelSize, bold: true, colour: p.word(l.colour), clear: true}
		spots := p.spots(l, ls, lab)
		if len(spots) == 0 {
			return false
		}
		p.write(lab, spots[0].x, spots[0].baseline)
	}
	return true
}

// spot is a place for a label that starts at x.
type spot struct{ x, baseline, merit vg.Length }

// spots are the free places above and below a line, best first: far from the other lines, near the middle.
func (p *panel) spots(l drawnLine, all []drawnLine, lab label) []spot {
	w := p.width(lab.text, lab.size, lab.bold)
	var out []spot
	const steps = 28
	for i := 0; i <= steps; i++ {
		x := p.area.Min.X + 3 + (p.area.Max.X-p.area.Min.X-w-6)*vg.Length(i)/steps
		lo, hi, ok := l.between(x, x+w)
		if !ok {
			continue
		}
		for _, base := range []vg.Length{hi + 4, lo - 4 - capHeight*lab.size} {
			box := p.box(lab, x, base)
			if !inside(grow(box, 1), p.area.Rectangle) || hi-lo > 26 || crowd(l, all, x, x+w) || !p.free(grow(box, 1.5)) {
				continue
			}
			middle := float64(i)/steps - 0.5
			out = append(out, spot{x, base, p.clearance(box, l) - vg.Length(8*math.Abs(middle)) - (hi-lo)*0.8})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].merit > out[j].merit })
	return out
}

// crowd reports whether another line runs so close to l between two places that a name there could mean either.
func crowd(l drawnLine, all []drawnLine, x0, x1 vg.Length) bool {
	const near = 5
	lo, hi, _ := l.between(x0, x1)
	for _, o := range all {
		if o.owner == l.owner || len(o.page) == 0 {
			continue
		}
		if a, b, _ := o.between(x0, x1); b >= a && a < hi+near && b > lo-near {
			return true
		}
	}
	return false
}

// between is the lowest and highest place of the line over a range of the page; ok is false where it has a gap or ends.
func (l drawnLine) between(x0, x1 vg.Length) (lo, hi vg.Length, ok bool) {
	lo, hi = vg.Length(math.Inf(1)), vg.Length(math.Inf(-1))
	for i := 1; i < len(l.page); i++ {
		a, b := l.page[i-1], l.page[i]
		if b.X < x0 || a.X > x1 || b.X <= a.X {
			continue
		}
		for _, x := range []vg.Length{max(a.X, x0), min(b.X, x1)} {
			y := a.Y + (b.Y-a.Y)*(x-a.X)/(b.X-a.X)
			lo, hi = min(lo, y), max(hi, y)
		}
	}
	first, last := l.page[0].X, l.page[len(l.page)-1].X
	return lo, hi, hi >= lo && first <= x0+w3 && last >= x1-w3
}

// w3 is how far a label may stand over the end of its line.
const w3 = 3.0

// clearance is the distance from a box to the nearest other line, up to 24 pt.
func (p *panel) clearance(box vg.Rectangle, l drawnLine) vg.Length {
	for d := vg.Length(4); d < 24; d += 4 {
		wide := grow(box, d)
		for i := range p.out.Marks {
			if m := &p.out.Marks[i]; m.Kind == Data && m.owner != l.owner && m.hits(wide) {
				return d
			}
		}
	}
	return 24
}
