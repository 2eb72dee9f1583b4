package plots

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// Layout is what a chart puts on its page, in points from the lower left corner. It is for checks: a layout without faults has
// all its texts on the page, legible, and clear of each other and of the data.
type Layout struct {
	Width, Height vg.Length
	Texts         []TextBox
	Marks         []Mark
}

// TextBox is one line of text.
type TextBox struct {
	Text               string
	Box                vg.Rectangle
	Size               vg.Length // of the type, in points
	Bold               bool
	Colour, Background color.RGBA
	OnFill             bool // it stands on a filled mark on purpose
	Knockout           bool // the gridlines behind it are cleared
	Patch              bool // so are the columns behind it
}

// MarkKind says what a mark is.
type MarkKind int

// Data is what the numbers are drawn with, Grid the lines one reads them by, Leader what joins a label to its data.
const (
	Data MarkKind = iota
	Grid
	Leader
)

// Mark is a filled box, or a line when it has points.
type Mark struct {
	Kind  MarkKind
	Box   vg.Rectangle
	Line  []vg.Point
	Width vg.Length // of the line

	owner int  // which line of the data it belongs to; 0 for none
	solid bool // one colour all over, which text can stand on
}

// slack is how far boxes may touch before they overlap, in points.
const slack = 0.25

func overlap(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X-slack && b.Min.X < a.Max.X-slack && a.Min.Y < b.Max.Y-slack && b.Min.Y < a.Max.Y-slack
}

func inside(a, outer vg.Rectangle) bool {
	return a.Min.X >= outer.Min.X-slack && a.Max.X <= outer.Max.X+slack && a.Min.Y >= outer.Min.Y-slack && a.Max.Y <= outer.Max.Y+slack
}

func grow(r vg.Rectangle, by vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: r.Min.X - by, Y: r.Min.Y - by}, Max: vg.Point{X: r.Max.X + by, Y: r.Max.Y + by}}
}

// hits reports whether the mark covers part of the box.
func (m *Mark) hits(box vg.Rectangle) bool {
	if !overlap(grow(m.Box, m.Width/2), box) {
		return false
	}
	if len(m.Line) == 0 {
		return true
	}
	wide := grow(box, m.Width/2-slack)
	for i := 1; i < len(m.Line); i++ {
		if crosses(m.Line[i-1], m.Line[i], wide) {
			return true
		}
	}
	return false
}

// crosses reports whether the segment from a to b meets the box (Liang and Barsky).
func crosses(a, b vg.Point, box vg.Rectangle) bool {
	t0, t1 := vg.Length(0), vg.Length(1)
	clip := func(p, q vg.Length) bool {
		if p == 0 {
			return q >= 0
		}
		t := q / p
		if p < 0 {
			t0 = max(t0, t)
		} else {
			t1 = min(t1, t)
		}
		return t0 <= t1
	}
	dx, dy := b.X-a.X, b.Y-a.Y
	return clip(-dx, a.X-box.Min.X) && clip(dx, box.Max.X-a.X) && clip(-dy, a.Y-box.Min.Y) && clip(dy, box.Max.Y-a.Y)
}

// Faults lists what a picture editor would send back: text off the page or without a letter, text over text, over data or over a gridline, and
// text that is too faint.
func (l *Layout) Faults() []string {
	var faults []string
	page := vg.Rectangle{Max: vg.Point{X: l.Width, Y: l.Height}}
	for i := range l.Texts {
		t := &l.Texts[i]
		if !inside(t.Box, page) || math.IsNaN(float64(t.Box.Min.X+t.Box.Max.Y)) {
			faults = append(faults, fmt.Sprintf("%q leaves the page", t.Text))
		}
		if !legibleText(t.Text) && t.Text != unknownText {
			faults = append(faults, fmt.Sprintf("%q has nothing to read", t.Text))
		}
		if c := contrast(t.Colour, t.Background); c < t.needs() {
			faults = append(faults, fmt.Sprintf("%q has contrast %.2f, needs %.1f", t.Text, c, t.needs()))
		}
		for j := i + 1; j < len(l.Texts); j++ {
			if overlap(t.Box, l.Texts[j].Box) {
				faults = append(faults, fmt.Sprintf("%q overlaps %q", t.Text, l.Texts[j].Text))
			}
		}
		faults = append(faults, l.covered(t)...)
	}
	return faults
}

func (t *TextBox) needs() float64 {
	if t.Bold && t.Size >= 14 {
		return markContrast
	}
	return textContrast
}

// covered lists the marks that stand in the way of a text.
func (l *Layout) covered(t *TextBox) []string {
	var faults []string
	for i := range l.Marks {
		m := &l.Marks[i]
		switch {
		case m.solid && t.Patch, m.solid && t.OnFill && inside(t.Box, m.Box), m.Kind == Grid && (t.Knockout || t.OnFill):
			continue
		case m.hits(t.Box):
			faults = append(faults, fmt.Sprintf("%q lies over a %s", t.Text, m.Kind))
		}
	}
	return faults
}

// String names the kind.
func (k MarkKind) String() string { return [...]string{"mark", "gridline", "leader"}[k] }
