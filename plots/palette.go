package plots

import (
	"image/color"
	"math"
)

// palette are the colours of a theme.
type palette struct {
	paper, ink, muted  color.RGBA // page, main text, secondary text
	grid, axis, accent color.RGBA
	target             color.RGBA // a line to be held against
	other, sibling     color.RGBA // what is grouped, what stands behind
	series             [6]color.RGBA
	shade              color.RGBA // the end towards which a colour is moved to be legible
}

func rgb(hex uint32) color.RGBA {
	return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

// palette returns the colours of the theme. The series are Okabe and Ito's, in an order in which neighbours differ most; on
// dark paper they are lighter.
func (t Theme) palette() palette {
	if t == Dark {
		return palette{
			paper: rgb(0x14181D), ink: rgb(0xEEF1F4), muted: rgb(0xA3ADB8),
			grid: rgb(0x2E353D), axis: rgb(0x8A939E), accent: rgb(0xFF8A4C), target: rgb(0xEEF1F4),
			other: rgb(0x6B737D), sibling: rgb(0x59626C), shade: rgb(0xFFFFFF),
			series: [6]color.RGBA{rgb(0x56B4E9), rgb(0xE69F00), rgb(0x2CC295), rgb(0xE39AC4), rgb(0x4A7FE0), rgb(0xFF8A4C)},
		}
	}
	return palette{
		paper: rgb(0xFFFFFF), ink: rgb(0x1A1C23), muted: rgb(0x5B6270),
		grid: rgb(0xE1E3E8), axis: rgb(0x3A3F4A), accent: rgb(0xD55E00), target: rgb(0x1A1C23),
		other: rgb(0x73787F), sibling: rgb(0xBBC0C7), shade: rgb(0x000000),
		series: [6]color.RGBA{rgb(0x0072B2), rgb(0xE69F00), rgb(0x009E73), rgb(0xCC79A7), rgb(0x56B4E9), rgb(0xD55E00)},
	}
}

// mix is a, moved towards b by the share t.
func mix(a, b color.RGBA, t float64) color.RGBA {
	part := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*t)) }
	return color.RGBA{R: part(a.R, b.R), G: part(a.G, b.G), B: part(a.B, b.B), A: 255}
}

// contrast is the ratio of luminances of WCAG 2: 1 to 21.
func contrast(a, b color.RGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(c color.RGBA) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// linear undoes the sRGB transfer curve: 0 to 1.
func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

// The contrast that text and marks need on what they stand on.
const (
	textContrast = 4.5
	markContrast = 3.0
)

// legible is c moved towards the shade just as far as it needs to have the contrast on the paper.
func (p palette) legible(c color.RGBA, want float64) color.RGBA {
	for t := 0.0; t < 1; t += 0.04 {
		if m := mix(c, p.shade, t); contrast(m, p.paper) >= want {
			return m
		}
	}
	return p.shade
}

// word is the colour of text that names a series.
func (p palette) word(c color.RGBA) color.RGBA { return p.legible(c, textContrast) }

// edge is the outline of a filled mark: dark enough to be seen on the paper where the fill alone is not.
func (p palette) edge(c color.RGBA) color.RGBA { return p.legible(c, markContrast) }

// tint is the fill of an area below a line.
func (p palette) tint(c color.RGBA) color.RGBA { return mix(p.paper, c, 0.2) }

// of is the colour of the i-th of n series; what is beyond the palette is grey.
func (p palette) of(i int) color.RGBA {
	if i < len(p.series) {
		return p.series[i]
	}
	return p.other
}
