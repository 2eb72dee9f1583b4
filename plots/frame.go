package plots

import "gonum.org/v1/plot/vg"

// Sizes of type, in points.
const (
	titleSize    = 15.0
	subtitleSize = 9.5
	labelSize    = 8.5
	tickSize     = 8.0
	noteSize     = 7.0
)

// frame draws what stands around every chart: tab, title and subtitle above, note and source below. It returns the room
// between them.
func (s *sheet) frame(c *Chart) vg.Rectangle {
	room := grow(s.Rectangle, -s.margin())
	tab := vg.Rectangle{Min: vg.Point{X: room.Min.X, Y: s.Max.Y - 5}, Max: vg.Point{X: room.Min.X + 30, Y: s.Max.Y}}
	s.fill(s.accent, tab)
	room.Max.Y = s.head(c, room)
	room.Min.Y = s.foot(c, room)
	return room
}

// margin is wider on pages that have the width.
func (s *sheet) margin() vg.Length {
	if s.narrow() {
		return 14
	}
	return 18
}

// narrow pages take a smaller title.
func (s *sheet) narrow() bool { return s.Max.X < 7*vg.Inch }

func (s *sheet) head(c *Chart, room vg.Rectangle) vg.Length {
	size, width := vg.Length(titleSize), room.Max.X-room.Min.X
	if s.narrow() {
		size = 13
	}
	lines := s.wrap(c.Title, size, true, width, 3)
	y := s.Max.Y - 14
	for i, l := range lines {
		if i == 0 {
			y -= capHeight * size
		} else {
			y -= 1.2 * size
		}
		s.write(label{text: l, size: size, bold: true, colour: s.ink}, room.Min.X, y)
	}
	y -= 5.5
	for _, l := range s.wrap(c.Subtitle, subtitleSize, false, width, 2) {
		y -= 1.2 * subtitleSize
		s.write(label{text: l, size: subtitleSize, colour: s.muted}, room.Min.X, y+2)
	}
	return y - 6
}

func (s *sheet) foot(c *Chart, room vg.Rectangle) vg.Length {
	const lead, bottom = 9.0, 8.5
	var lines []string
	for _, t := range []string{prefixed("Note: ", c.Note), prefixed("Source: ", c.Source)} {
		lines = append(lines, s.wrapLoose(t, noteSize, room.Max.X-room.Min.X, 3)...)
	}
	for i, l := range lines {
		y := bottom + lead*vg.Length(len(lines)-1-i)
		s.write(label{text: l, size: noteSize, colour: s.muted}, room.Min.X, y)
	}
	rule := bottom + lead*vg.Length(len(lines)) + 1
	s.fill(s.grid, vg.Rectangle{Min: vg.Point{X: room.Min.X, Y: rule}, Max: vg.Point{X: room.Max.X, Y: rule + 0.7}})
	return rule + 7
}

// wrapLoose fills each line before the next: right for small print, where few lines matter more than an even edge. Only a
// last line of a word or two is avoided.
func (s *sheet) wrapLoose(t string, size, width vg.Length, most int) []string {
	words := s.words(t, size, false, width)
	if len(words) == 0 {
		return nil
	}
	lines := s.breakAt(words, size, false, width)
	if len(lines) > most {
		return s.wrap(t, size, false, width, most)
	}
	for w := width; len(lines) > 1 && s.width(lines[len(lines)-1], size, false) < width/6 && w > width*0.8; w -= 6 {
		if narrower := s.breakAt(words, size, false, w); len(narrower) == len(lines) {
			lines = narrower
		}
	}
	return lines
}

func prefixed(prefix, t string) string {
	if t == "" {
		return ""
	}
	return prefix + t
}
