package plots

import (
	"fmt"
	"image/color"
	"math"
	"testing"
)

// Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
var deficiencies = map[string][3][3]float64{
	"normal": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protan": {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deutan": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritan": {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// seen is a colour in CIELAB as an eye with the deficiency sees it.
func seen(c color.RGBA, m [3][3]float64) [3]float64 {
	in := [3]float64{linear(c.R), linear(c.G), linear(c.B)}
	var l [3]float64
	for i := range l {
		for j := range in {
			l[i] += m[i][j] * in[j]
		}
		l[i] = math.Min(1, math.Max(0, l[i]))
	}
	f := func(t float64) float64 {
		if t > 0.008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16.0/116
	}
	x := f((0.4124*l[0] + 0.3576*l[1] + 0.1805*l[2]) / 0.95047)
	y := f(0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2])
	z := f((0.0193*l[0] + 0.1192*l[1] + 0.9505*l[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func distance(a, b color.RGBA, m [3][3]float64) float64 {
	p, q := seen(a, m), seen(b, m)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

func TestSeriesCanBeToldApartByEveryEye(t *testing.T) {
	for _, theme := range Themes {
		p := theme.palette()
		all := append(p.series[:], p.other)
		for name, m := range deficiencies {
			for i := range all {
				for j := range i {
					if d := distance(all[i], all[j], m); d < 10 {
						t.Errorf("%s, %s: series %d and %d are %.1f apart, want at least 10", theme, name, j, i, d)
					}
				}
			}
		}
	}
}

func TestTheDistanceMeasureFindsAPaletteThatFails(t *testing.T) {
	green, red := rgb(0x59A14F), rgb(0xE15759) // Tableau's
	if n, d := distance(green, red, deficiencies["normal"]), distance(green, red, deficiencies["deutan"]); d > n/2 {
		t.Errorf("green and red are %.1f apart for a deuteranope, %.1f for others", d, n)
	}
}

func TestTextAndMarksHaveContrast(t *testing.T) {
	for _, theme := range Themes {
		p := theme.palette()
		text := map[string]color.RGBA{"ink": p.ink, "muted": p.muted, "target": p.target, "other's name": p.word(p.other)}
		marks := map[string]color.RGBA{"axis": p.axis, "accent": p.accent, "other's edge": p.edge(p.other)}
		for i, c := range p.series {
			text[fmt.Sprintf("name of series %d", i)] = p.word(c)
			marks[fmt.Sprintf("edge of series %d", i)] = p.edge(c)
		}
		for name, c := range text {
			if got := contrast(c, p.paper); got < 4.5 {
				t.Errorf("%s: %s has contrast %.2f, needs 4.5", theme, name, got)
			}
		}
		for name, c := range marks {
			if got := contrast(c, p.paper); got < 3 {
				t.Errorf("%s: %s has contrast %.2f, needs 3", theme, name, got)
			}
		}
	}
}

func TestContrastIsThatOfWCAG(t *testing.T) {
	if got := contrast(rgb(0), rgb(0xFFFFFF)); math.Abs(got-21) > 1e-9 {
		t.Errorf("black on white: %v, want 21", got)
	}
	// #777777 on white is the well-known near miss: 4.48
	if got := contrast(rgb(0x777777), rgb(0xFFFFFF)); math.Abs(got-4.48) > 0.005 {
		t.Errorf("#777777 on white: %v, want 4.48", got)
	}
}
