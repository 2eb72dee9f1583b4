package plots

import (
	"math"
	"strings"
	"testing"
)

func TestParseSize(t *testing.T) {
	tests := map[string]struct {
		size          string
		dpi           int
		width, height float64
		wantDPI       int
	}{
		"the report page is 1600 by 900 pixels":           {"report", 0, 8, 4.5, 200},
		"a name keeps its inches at another density":      {"report", 100, 8, 4.5, 100},
		"a4 is set for print":                             {"a4", 0, 6.3, 3.5, 300},
		"names may be written large":                      {" Square ", 0, 6, 6, 200},
		"the thumbnail is the report in fewer dots":       {"thumbnail", 0, 8, 4.5, 100},
		"pixels become inches at the usual density":       {"1600x900", 0, 8, 4.5, 200},
		"pixels become inches at the given density":       {"1920x1080px", 160, 12, 6.75, 160},
		"inches are inches":                               {"8x4.5in", 0, 8, 4.5, 200},
		"centimetres are 1/2.54 inches":                   {"25.4x12.7cm", 0, 10, 5, 200},
		"millimetres are 1/25.4 inches":                   {"254×127mm", 96, 10, 5, 96},
		"pixels that are no whole inches keep their size": {"1601x903", 0, 8.005, 4.515, 200},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := ParseSize(tt.size, tt.dpi)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(got.Width-tt.width) > 1e-9 || math.Abs(got.Height-tt.height) > 1e-9 || got.DPI != tt.wantDPI {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestParseSizeRefuses(t *testing.T) {
	tests := map[string]struct {
		size string
		dpi  int
		say  string
	}{
		"what is no size":               {"large", 0, "report, a4, square, thumbnail"},
		"nothing":                       {"", 0, "1600x900"},
		"a page too small for the type": {"400x300", 200, "must be 5x3.4 in"},
		"a picture too large to hold":   {"20000x20000", 1200, "million"},
		"more than 50 million pixels":   {"40x40in", 300, "million"},
		"a density of 100,000":          {"8x4.5in", 100_000, "dpi"},
		"a negative density":            {"report", -1, "dpi"},
		"a negative width":              {"-8x4.5in", 0, "inches"},
		"an exponent":                   {"1e9x1e9", 0, "pixels"},
		"a very long number":            {strings.Repeat("9", 400) + "x1", 0, "pixels"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := ParseSize(tt.size, tt.dpi)
			if err == nil {
				t.Fatal("accepted")
			}
			if !strings.Contains(err.Error(), tt.say) {
				t.Errorf("%v does not say %q", err, tt.say)
			}
			if len(err.Error()) > 300 {
				t.Errorf("message of %d bytes", len(err.Error()))
			}
		})
	}
}

func TestAStyleWithoutAThemeIsRefused(t *testing.T) {
	st := DefaultStyle()
	st.Theme = "sepia"
	if err := st.Validate(); err == nil || !strings.Contains(err.Error(), "light or dark") {
		t.Errorf("got %v", err)
	}
	st = DefaultStyle()
	st.Width = math.NaN()
	if st.Validate() == nil {
		t.Error("a width that is no number is accepted")
	}
	if w, h := DefaultStyle().Pixels(); w != 1600 || h != 900 {
		t.Errorf("default is %d by %d pixels", w, h)
	}
}
