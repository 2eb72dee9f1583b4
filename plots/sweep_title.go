package plots

import (
	"math"

	"commitcast/model"
)

// title says from where on the limit is not kept, or else how the number goes over the values.
func (w *sweep) title() string {
	neutral := w.what + " by " + w.X.Path
	if titledPath(w.X.Path) == "" {
		neutral = w.what + " over the values of one input"
	}
	if !w.X.Number || len(w.values()) < 2 {
		return finding(w.wordsTitle(), neutral)
	}
	return finding(append(w.limitTitles(), w.courseTitle(), neutral)...)
}

// wordsTitle says between which numbers the values lie.
func (w *sweep) wordsTitle() string {
	lo, hi, n := bounded(w.values())
	path := titledPath(w.X.Path)
	switch {
	case path == "":
		return ""
	case n == 1:
		return w.what + w.verb(" is ", " are ") + w.figure(lo) + " at the only value of " + path
	case w.calm(lo, hi):
		return w.what + w.verb(" is ", " are ") + w.figure(lo) + " whatever " + path + " is"
	}
	return w.what + w.verb(" runs", " run") + " from " + w.figure(lo) + " to " + w.figure(hi) + " by " + path
}

// limitTitles say where the limit is kept; none without a limit.
func (w *sweep) limitTitles() []string {
	pts, path := w.points(), titledPath(w.X.Path)
	if !model.Known(w.limit) || path == "" {
		return nil
	}
	goal := " the " + targetText(w.limit) + " target "
	misses, turns, known := 0, 0, 0
	at := -1 // the last turn
	for i, pt := range pts {
		if !model.Known(pt.y) {
			return nil
		}
		known++
		misses += btoi(w.missed(pt.y))
		if i > 0 && w.missed(pt.y) != w.missed(pts[i-1].y) {
			turns, at = turns+1, i
		}
	}
	meets, misses1 := w.what+w.verb(" meets", " meet")+goal, w.what+w.verb(" misses", " miss")+goal
	switch {
	case misses == 0:
		return []string{meets + "at every value of " + path}
	case misses == known:
		return []string{misses1 + "at every value of " + path}
	case turns > 1:
		return []string{meets + "at " + itoa(known-misses) + " of " + itoa(known) + " values of " + path}
	case w.missed(pts[at].y):
		return []string{misses1 + "once " + path + " is " + w.textAt(pts[at].x) + " or more", misses1 + "from " + w.textAt(pts[at].x) + " on"}
	}
	return []string{meets + "only once " + path + " is " + w.textAt(pts[at].x) + " or more", meets + "only from " + w.textAt(pts[at].x) + " on"}
}

// missed reports whether a value lies below the limit, rounding apart.
func (w *sweep) missed(v float64) bool { return v < w.limit*(1-1e-9) }

// textAt is how the value at a place of the axis is written.
func (w *sweep) textAt(x float64) string {
	for i, at := range w.xs() {
		if at == x {
			return short(w.X.Texts[i], 20)
		}
	}
	return ""
}

// courseTitle says from where to where the number goes, or where it is highest or lowest.
func (w *sweep) courseTitle() string {
	pts, path := w.points(), titledPath(w.X.Path)
	first, last := pts[0], pts[len(pts)-1]
	var vs []float64
	for _, pt := range pts {
		vs = append(vs, pt.y)
	}
	lo, hi, n := bounded(vs)
	if path == "" || n < len(pts) {
		return ""
	}
	if w.calm(lo, hi) {
		if hi-lo <= 1e-9*math.Max(math.Abs(lo), math.Abs(hi)) {
			return w.what + w.verb(" does", " do") + " not depend on " + path
		}
		return w.what + " hardly" + w.verb(" changes", " change") + " with " + path
	}
	if at, high, ok := turning(vs); ok {
		word := map[bool]string{true: " highest", false: " lowest"}[high]
		return w.what + w.verb(" is", " are") + word + " at " + path + " = " + w.textAt(pts[at].x) + ", at " + w.figure(vs[at])
	}
	move := w.verb(" rises", " rise")
	if last.y < first.y {
		move = w.verb(" falls", " fall")
	}
	return w.what + move + " from " + w.figure(first.y) + " to " + w.figure(last.y) + " over the range of " + path
}
