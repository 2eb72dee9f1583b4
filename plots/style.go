package plots

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Theme is the set of colours a chart is drawn in.
type Theme string

// The themes.
const (
	Light Theme = "light"
	Dark  Theme = "dark"
)

// Themes are the names a user may give.
var Themes = []Theme{Light, Dark}

// Style is how and how large a chart is drawn. Type is set in points, so a larger DPI gives the same page in more pixels.
type Style struct {
	Theme         Theme
	Width, Height float64 // inches
	DPI           int     // dots an inch
}

// What a Style may be: a page that the type fits on, and a picture that memory holds.
const (
	minWidth, minHeight = 5.0, 3.4  // inches
	maxSide             = 60.0      // inches
	minDPI, maxDPI      = 36, 1200  // dots an inch
	maxPixels           = 50e6      // width × height × DPI²
	defaultDPI          = 200       // 8 × 4.5 in are 1600 × 900 pixels
	pixelTolerance      = 1.0 / 512 // of a pixel, for sizes that were given in pixels
)

// Size is a page that has a name.
type Size struct {
	Name          string
	Width, Height float64 // inches
	DPI           int     // unless the user gives another
}

// Sizes are the pages with names; the first is the default.
func Sizes() []Size {
	return []Size{
		{"report", 8, 4.5, defaultDPI},
		{"a4", 6.3, 3.5, 300},
		{"square", 6, 6, defaultDPI},
		{"thumbnail", 8, 4.5, 100},
	}
}

// DefaultStyle is a light 8 × 4.5 in page at 200 dpi: 1600 × 900 pixels.
func DefaultStyle() Style {
	s := Sizes()[0]
	return Style{Theme: Light, Width: s.Width, Height: s.Height, DPI: s.DPI}
}

// Pixels is the size of the PNG.
func (s Style) Pixels() (width, height int) {
	return int(s.Width*float64(s.DPI) + 0.5), int(s.Height*float64(s.DPI) + 0.5)
}

// Validate says what is wrong with the style; nil when it can be drawn.
func (s Style) Validate() error {
	switch {
	case s.Theme != Light && s.Theme != Dark:
		return fmt.Errorf("theme must be light or dark, is %q", s.Theme)
	case s.DPI < minDPI || s.DPI > maxDPI:
		return fmt.Errorf("dpi must be %d to %d, is %d", minDPI, maxDPI, s.DPI)
	case !within(s.Width, minWidth, maxSide) || !within(s.Height, minHeight, maxSide):
		return fmt.Errorf("size must be %gx%g in to %gx%g in, is %.4gx%.4g in at %d dpi (fewer dpi make a larger page of the same pixels)",
			minWidth, minHeight, maxSide, maxSide, s.Width, s.Height, s.DPI)
	case s.Width*s.Height*float64(s.DPI)*float64(s.DPI) > maxPixels:
		return fmt.Errorf("size must be at most %g million pixels, is %.4g million", maxPixels/1e6,
			s.Width*s.Height*float64(s.DPI)*float64(s.DPI)/1e6)
	}
	return nil
}

// within is false for a NaN.
func within(v, lo, hi float64) bool {
	slack := pixelTolerance / minDPI
	return v >= lo-slack && v <= hi+slack
}

var sizePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?)[x×]([0-9]+(?:\.[0-9]+)?)(px|in|cm|mm)?$`)
})

// ParseSize reads a --size: a name of Sizes, pixels (1600x900, 1600x900px) or lengths (8x4.5in, 16x9cm, 160x90mm). Pixels
// become inches at dpi. A dpi of 0 means the named size's own, else 200. The result is valid, in the light theme.
func ParseSize(size string, dpi int) (Style, error) {
	st := Style{Theme: Light, DPI: dpi}
	text := strings.ToLower(strings.TrimSpace(size))
	if named, ok := findSize(text); ok {
		st.Width, st.Height = named.Width, named.Height
		if dpi == 0 {
			st.DPI = named.DPI
		}
		return st, st.Validate()
	}
	m := sizePattern().FindStringSubmatch(text)
	if m == nil || len(text) > 40 {
		return Style{}, fmt.Errorf("size %q is not pixels such as 1600x900, inches such as 8x4.5in, or %s",
			short(size, 40), strings.Join(sizeNames(), ", "))
	}
	if dpi == 0 {
		st.DPI = defaultDPI
	}
	st.Width, st.Height = inches(m[1], m[3], st.DPI), inches(m[2], m[3], st.DPI)
	return st, st.Validate()
}

func findSize(name string) (Size, bool) {
	for _, s := range Sizes() {
		if s.Name == name {
			return s, true
		}
	}
	return Size{}, false
}

func sizeNames() []string {
	var names []string
	for _, s := range Sizes() {
		names = append(names, s.Name)
	}
	return names
}

// inches turns a length in the unit (pixels when there is none) into inches.
func inches(number, unit string, dpi int) float64 {
	v, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return math.NaN()
	}
	switch unit {
	case "in":
		return v
	case "cm":
		return v / 2.54
	case "mm":
		return v / 25.4
	}
	return v / float64(dpi)
}
