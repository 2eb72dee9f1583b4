package plots

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"encoding/xml"
	"flag"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"

	"commitcast/model"
)

var update = flag.Bool("update", false, "rewrite the golden pictures")

func madeCharts(t testing.TB, su setup) []*Chart {
	t.Helper()
	charts, _, err := Charts(su.input(t))
	if err != nil {
		t.Fatal(err)
	}
	return charts
}

// madeBooks are the charts of a ledger and of a maturity table, one of each kind.
func madeBooks(t testing.TB) []*Chart {
	t.Helper()
	d := deals()["snap"]
	d.prepaid, d.rollover, d.deferCap = 60, 0.1, 0.05
	return append(drawn(t, d.ledger(t), LedgerCharts), drawn(t, tables()["several"].obligations(), ObligationCharts)...)
}

// others are the charts of all but projections, one of each kind.
func others(t testing.TB) []*Chart {
	return append(append(madeBooks(t), madeSimulations(t)...), madeAnalyses(t)...)
}

// chunks are the data of a PNG's chunks by type, texts by keyword; it checks every CRC.
func chunks(t *testing.T, b []byte) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for b = b[8:]; len(b) > 0; {
		n := binary.BigEndian.Uint32(b)
		kind, data, crc := string(b[4:8]), b[8:8+n], binary.BigEndian.Uint32(b[8+n:])
		if crc != crc32.ChecksumIEEE(b[4:8+n]) {
			t.Errorf("chunk %s has a wrong CRC", kind)
		}
		if kind == "iTXt" {
			keyword, text, _ := bytes.Cut(data, []byte{0})
			kind, data = kind+" "+string(keyword), text[4:]
		}
		out[kind] = data
		b = b[12+n:]
	}
	return out
}

func TestPNGCarriesDensityTitleAltTextAndHash(t *testing.T) {
	for _, c := range append(madeCharts(t, usual(2, 2, 4).withTerms(true)), others(t)...) {
		b, err := c.PNG(Style{Dark, 8, 4.5, 100})
		if err != nil {
			t.Fatal(err)
		}
		got := chunks(t, b)
		// 100 dots an inch of 0.0254 m are 3937 a metre
		if want := []byte{0, 0, 0x0F, 0x61, 0, 0, 0x0F, 0x61, 1}; !bytes.Equal(got["pHYs"], want) {
			t.Errorf("%s: pHYs %v, want %v", c.Name, got["pHYs"], want)
		}
		if string(got["iTXt Title"]) != plain(c.Title) || string(got["iTXt Description"]) != c.Alt || !strings.Contains(c.Alt, plain(c.Title)) {
			t.Errorf("%s: title %q, description %q", c.Name, got["iTXt Title"], got["iTXt Description"])
		}
		hash := "03f9c2a1b03f9c2a1b"
		switch {
		case slices.Contains([]string{"drawdown", "prepaid", "maturity"}, c.Name):
			hash = "ab12cd34ab12cd34"
		case len(c.Hash) == 64: // of one scenario
			hash = strings.Repeat("03f9c2a1b", 8)[:64]
		}
		if !strings.Contains(string(got["iTXt Comment"]), hash) {
			t.Errorf("%s: comment %q has no hash", c.Name, got["iTXt Comment"])
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if size := img.Bounds().Size(); size.X != 800 || size.Y != 450 {
			t.Errorf("%s: %v pixels, want 800 by 450", c.Name, size)
		}
	}
}

func TestSameChartSameBytes(t *testing.T) {
	st := Style{Light, 8, 4.5, 50}
	first := make([][]byte, 0)
	for _, c := range append(madeCharts(t, usual(3, 3, 6).withTerms(true)), others(t)...) {
		b, err := c.PNG(st)
		if err != nil {
			t.Fatal(err)
		}
		first = append(first, b)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i, c := range append(madeCharts(t, usual(3, 3, 6).withTerms(true)), others(t)...) {
				if b, err := c.PNG(st); err != nil || !bytes.Equal(b, first[i]) {
					t.Errorf("%s: other bytes, or %v", c.Name, err)
				}
			}
		}()
	}
	wg.Wait()
}

// plain is a text with plain spaces.
func plain(s string) string { return strings.ReplaceAll(s, nbsp, " ") }

// svgText is the text of an SVG: its title, its description and what it draws.
func svgText(t *testing.T, b []byte) (title, desc, drawn string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(b))
	in := ""
	var lines []string
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return title, desc, strings.Join(lines, " ")
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			in = tok.Name.Local
		case xml.EndElement:
			in = ""
		case xml.CharData:
			switch in {
			case "title":
				title = string(tok)
			case "desc":
				desc = string(tok)
			case "text":
				lines = append(lines, string(tok))
			}
		}
	}
}

func TestSVGSaysWhatItShows(t *testing.T) {
	su := usual(2, 2, 4)
	charts := append(madeCharts(t, su), others(t)...)
	charts[0].Title = `Spend <& "more"> ends here`
	for _, c := range charts {
		b, err := c.SVG(DefaultStyle())
		if err != nil {
			t.Fatal(err)
		}
		title, desc, drawn := svgText(t, b)
		if title != plain(c.Title) || desc != plain(c.Alt) {
			t.Errorf("%s: title %q, description %q", c.Name, title, desc)
		}
		if !strings.Contains(drawn, plain(c.Title)) {
			t.Errorf("%s: the title is not drawn: %s", c.Name, drawn)
		}
		if !strings.Contains(drawn, "not a forecast") {
			t.Errorf("%s: the source is not drawn whole: %s", c.Name, drawn)
		}
		if again, _ := c.SVG(DefaultStyle()); !bytes.Equal(b, again) {
			t.Errorf("%s: two SVGs differ", c.Name)
		}
	}
}

func TestCSVHasTheDataDrawn(t *testing.T) {
	su := usual(2, 1, 3)
	c := madeCharts(t, su)[0]
	rows, err := csv.NewReader(bytes.NewReader(c.CSV())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[0], ","); got != "chart,scenario,series,metric,unit,period,value,partial" {
		t.Errorf("head %s", got)
	}
	if len(rows) != 1+2*3 {
		t.Errorf("%d rows, want 3 periods of 2 contracts", len(rows)-1)
	}
	if got := strings.Join(rows[1][:6], "|"); got != "spend|OpenAI–AWS, as announced|Oracle|spend|USD|2025" || rows[1][7] != "true" {
		t.Errorf("first row %v", rows[1])
	}
}

func TestCSVWritesNumbersWithoutExponentsAndNoFormulas(t *testing.T) {
	c := &Chart{Name: "x", data: []Row{
		{Scenario: "=1+1", Series: "@x", Metric: "spend", Value: 1.25e21}, {Scenario: "＝1", Value: 1e-9}, {Value: nan},
	}}
	want := "x,'=1+1,'@x,spend,,,1250000000000000000000,false\nx,'＝1,,,,,0.000000001,false\nx,,,,,,,false\n"
	if _, got, _ := strings.Cut(string(c.CSV()), "\n"); got != want {
		t.Errorf("got %s", got)
	}
}

func TestTextIsMadeFitToPrint(t *testing.T) {
	fonts, err := newTypesetter()
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct{ in, want string }{
		"plain text stays":                             {"OpenAI–AWS: $38B × 2 − “x” …", "OpenAI–AWS: $38B × 2 − “x” …"},
		"characters without a glyph are one mark":      {"株式会社 OpenAI 比較", "? OpenAI ?"},
		"controls go":                                  {"a\x00b\x1b[31mc\u0085", "ab[31mc"},
		"line breaks become spaces":                    {"a\nb\tc", "a b c"},
		"marks of direction and of zero width go":      {"a\u202eb\u200bc\ufeff", "abc"},
		"bytes that are no text become a mark":         {"a\xff\xfeb", "a?b"},
		"a megabyte is cut":                            {strings.Repeat("x", 1<<20), strings.Repeat("x", maxText) + "…"},
		"a no-break space stays":                       {"$\u00a0billion", "$\u00a0billion"},
		"what is missing on both sides of a character": {"比a較", "?a?"},
	}
	for name, tt := range tests {
		if got := fonts.clean(tt.in); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, short(got, 60), short(tt.want, 60))
		}
	}
}

func TestTheLayoutIsTheSameInMoreDots(t *testing.T) {
	for _, c := range append(madeCharts(t, usual(3, 3, 8).withTerms(true)), others(t)...) {
		a, err := c.Layout(Style{Light, 8, 4.5, 200})
		if err != nil {
			t.Fatal(err)
		}
		b, err := c.Layout(Style{Light, 8, 4.5, 100})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Texts) != len(b.Texts) || len(a.Texts) < 10 {
			t.Fatalf("%s: %d and %d texts", c.Name, len(a.Texts), len(b.Texts))
		}
		for i := range a.Texts {
			if a.Texts[i] != b.Texts[i] {
				t.Errorf("%s: %q differs", c.Name, a.Texts[i].Text)
			}
		}
	}
}

// differing is how many decoded pixels of two PNGs are apart by more than a tenth in a channel; the bytes may differ with the
// Go version's compression.
func differing(t *testing.T, a, b []byte) int {
	t.Helper()
	x, err := png.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	y, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if x.Bounds() != y.Bounds() {
		return x.Bounds().Dx() * x.Bounds().Dy()
	}
	n := 0
	apart := func(p, q uint32) bool { return max(p, q)-min(p, q) > 0xFFFF/10 }
	for j := range x.Bounds().Dy() {
		for i := range x.Bounds().Dx() {
			r, g, bl, _ := x.At(i, j).RGBA()
			u, v, w, _ := y.At(i, j).RGBA()
			n += btoi(apart(r, u) || apart(g, v) || apart(bl, w))
		}
	}
	return n
}

// TestPicturesLookAsTheyDid holds one small picture a chart and theme to the one that a person has looked at.
func TestPicturesLookAsTheyDid(t *testing.T) {
	for _, theme := range Themes {
		for _, c := range append(madeCharts(t, usual(4, 3, 8).withTerms(true)), others(t)...) {
			c.Source = strings.ReplaceAll(c.Source, model.Version, "0.0.0") // a release is no reason to look again
			got, err := c.PNG(Style{theme, 8, 4.5, 72})
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", c.Name+"-"+string(theme)+".png")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if n := differing(t, got, want); n > 0 {
				t.Errorf("%s looks different in %d pixels; if it is meant to, run: go test ./plots -update", file, n)
			}
		}
	}
}

func TestFewerColoursCannotBeSeen(t *testing.T) {
	for _, theme := range Themes {
		for _, c := range append(madeCharts(t, usual(6, 3, 8).withTerms(true)), others(t)...) {
			st := Style{theme, 8, 4.5, 100}
			img := vgimg.NewWith(vgimg.UseWH(8*vg.Inch, 4.5*vg.Inch), vgimg.UseDPI(st.DPI), vgimg.UseBackgroundColor(theme.palette().paper))
			if _, err := c.on(img, st); err != nil {
				t.Fatal(err)
			}
			full := img.Image().(*image.RGBA)
			few, worst := paletted(full), 0
			for i := range few.Pix {
				k := few.Palette[few.Pix[i]].(color.RGBA)
				for j, v := range []uint8{k.R, k.G, k.B} {
					worst = max(worst, int(v)-int(full.Pix[4*i+j]), int(full.Pix[4*i+j])-int(v))
				}
			}
			if len(few.Palette) > 256 || worst > 12 {
				t.Errorf("%s, %s: %d colours, one pixel is off by %d of 255", c.Name, theme, len(few.Palette), worst)
			}
		}
	}
}
