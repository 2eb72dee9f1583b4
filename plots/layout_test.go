package plots

import (
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
)

func boxAt(x, y, w, h vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: x, Y: y}, Max: vg.Point{X: x + w, Y: y + h}}
}

func TestFaultsAreFound(t *testing.T) {
	ink, paper := rgb(0), rgb(0xFFFFFF)
	good := TextBox{Text: "good", Box: boxAt(10, 10, 20, 8), Size: 8, Colour: ink, Background: paper}
	change := func(f func(t *TextBox)) TextBox { u := good; u.Text = "other"; f(&u); return u }
	tests := map[string]struct {
		texts []TextBox
		marks []Mark
		want  string // "" for none
	}{
		"a text alone is good":                   {texts: []TextBox{good}},
		"texts side by side are good":            {texts: []TextBox{good, change(func(t *TextBox) { t.Box = boxAt(30, 10, 20, 8) })}},
		"texts on each other":                    {texts: []TextBox{good, change(func(t *TextBox) { t.Box = boxAt(29, 12, 20, 8) })}, want: "overlaps"},
		"a text off the page":                    {texts: []TextBox{change(func(t *TextBox) { t.Box = boxAt(90, 10, 20, 8) })}, want: "leaves the page"},
		"a text that has lost its letters":       {texts: []TextBox{change(func(t *TextBox) { t.Text = "…" })}, want: "nothing to read"},
		"a question mark is no text":             {texts: []TextBox{change(func(t *TextBox) { t.Text = "? ?" })}, want: "nothing to read"},
		"a dash stands for what is not known":    {texts: []TextBox{change(func(t *TextBox) { t.Text = "–" })}},
		"a text on a patch in a column":          {texts: []TextBox{change(func(t *TextBox) { t.Patch = true })}, marks: []Mark{{Kind: Data, Box: boxAt(0, 0, 25, 50), solid: true}}},
		"a patch does not help against a line":   {texts: []TextBox{change(func(t *TextBox) { t.Patch = true })}, marks: []Mark{lineMark(Data, 0, 0, 40, 28)}, want: "over a mark"},
		"a faint text":                           {texts: []TextBox{change(func(t *TextBox) { t.Colour = rgb(0x999999) })}, want: "contrast"},
		"a large bold text may be fainter":       {texts: []TextBox{change(func(t *TextBox) { t.Colour, t.Bold, t.Size = rgb(0x8A8A8A), true, 14 })}},
		"a text over a column":                   {texts: []TextBox{good}, marks: []Mark{{Kind: Data, Box: boxAt(0, 0, 15, 15)}}, want: "over a mark"},
		"a text in a column on purpose":          {texts: []TextBox{change(func(t *TextBox) { t.OnFill = true })}, marks: []Mark{{Kind: Data, Box: boxAt(0, 0, 50, 50), solid: true}}},
		"a text that leaves its column":          {texts: []TextBox{change(func(t *TextBox) { t.OnFill = true })}, marks: []Mark{{Kind: Data, Box: boxAt(0, 0, 25, 50), solid: true}}, want: "over a mark"},
		"a line through a text":                  {texts: []TextBox{good}, marks: []Mark{lineMark(Data, 0, 0, 40, 28)}, want: "over a mark"},
		"a line that passes a text's corner":     {texts: []TextBox{good}, marks: []Mark{lineMark(Data, 0, 15, 15, 30)}},
		"a gridline through a text":              {texts: []TextBox{good}, marks: []Mark{lineMark(Grid, 0, 14, 99, 14)}, want: "over a gridline"},
		"a gridline that the text is cleared of": {texts: []TextBox{change(func(t *TextBox) { t.Knockout = true })}, marks: []Mark{lineMark(Grid, 0, 14, 99, 14)}},
		"a leader through a text":                {texts: []TextBox{good}, marks: []Mark{lineMark(Leader, 0, 14, 99, 14)}, want: "over a leader"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			l := Layout{Width: 100, Height: 50, Texts: tt.texts, Marks: tt.marks}
			got := strings.Join(l.Faults(), "; ")
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func lineMark(k MarkKind, x0, y0, x1, y1 vg.Length) Mark {
	pts := []vg.Point{{X: x0, Y: y0}, {X: x1, Y: y1}}
	return Mark{Kind: k, Line: pts, Box: bounds(pts), Width: 1}
}

func TestSpreadBlocksDoNotOverlapAndKeepTheirOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		want, height, all := make([]float64, n), make([]float64, n), 0.0
		for i := range want {
			want[i] = rapid.Float64Range(-50, 250).Draw(t, "want")
			height[i] = rapid.Float64Range(5, 25).Draw(t, "height")
			all += height[i]
		}
		lo, hi := 0.0, all+rapid.Float64Range(0, 100).Draw(t, "spare")
		got := spread(want, height, lo, hi)
		for i := range got {
			if got[i]-height[i]/2 < lo-1e-6 || got[i]+height[i]/2 > hi+1e-6 {
				t.Fatalf("block %d at %g leaves %g to %g", i, got[i], lo, hi)
			}
			if i > 0 && got[i]-height[i]/2 < got[i-1]+height[i-1]/2-1e-6 {
				t.Fatalf("block %d at %g overlaps the one before at %g", i, got[i], got[i-1])
			}
		}
	})
}

func TestSpreadLeavesBlocksThatHaveRoom(t *testing.T) {
	got := spread([]float64{10, 50, 90}, []float64{10, 10, 10}, 0, 100)
	if got[0] != 10 || got[1] != 50 || got[2] != 90 {
		t.Errorf("got %v", got)
	}
}

func TestSpreadMovesTwoBlocksApartAlike(t *testing.T) {
	got := spread([]float64{50, 50}, []float64{10, 10}, 0, 100)
	if got[0] != 45 || got[1] != 55 {
		t.Errorf("got %v, want 45 and 55", got)
	}
}
