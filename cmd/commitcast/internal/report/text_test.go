package report

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"commitcast/model"
	"pgregory.net/rapid"
)

// lineOf is the first line of a text that begins with start.
func lineOf(t *testing.T, text, start string) string {
	t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, start) {
			return line
		}
	}
	t.Fatalf("no line begins with %q in\n%s", start, text)
	return ""
}

func TestProjectTableOfTheWorkedExample(t *testing.T) {
	out := string(Project(announced(), Table, Options{Width: 100}))
	for _, want := range []string{
		"OpenAI–AWS, as announced",
		"by calendar year · USD · openai-aws.yaml",
		// $38.000001B of six-digit figures; rounded down they lack 0.02, which goes to 4.935065 and 3.384045
		"Spend, $B                  0.07    3.39~   5.92   5.92   5.92   5.92   5.92   4.94    38.00",
		"GPU-hours available, M       21   1,012   1,752  1,757  1,752  1,752  1,752  1,460   11,258",
		"Revenue coverage, ×           –    8.87   10.00  12.50  15.00  18.00  21.00      –        –",
		"Remaining commitment, $B  37.90   34.50   28.60  22.70  16.80  10.90   4.90   0.00",
		"  Present value of cash at 9% on 2025-11-01  $27.69B",
		"  Weighted average life                      3.82 years",
		"  Peak spend                                 $5.92B in 2027",
		"  Lowest revenue coverage                    8.87× in 2026",
		"  Committed value rests on                   100% disclosed",
		"  more (Amazon): letter of intent, $100.00B",
		"  ~ a last digit away from its own rounding, so that the row adds up to its total",
		"  contracts.aws.value: implied price is below the band",
		"input 0123456789ab · commitcast " + model.Version,
	} {
		lineOf(t, out, want)
	}
	for _, no := range []string{"\x1b", "Cash", "before", "after", "by contract", "Inputs"} {
		if strings.Contains(out, no) {
			t.Errorf("%q does not belong in\n%s", no, out)
		}
	}
}

func TestProjectTableTellsMoreWhereThereIsMore(t *testing.T) {
	r := announced()
	r.Metrics[1].Values[0] += 100e6 // cash that is not spend
	r.Metrics[1].Total += 100e6
	r.Metrics[0].Before, r.Metrics[0].Total = 2e9, r.Metrics[0].Total+2e9
	r.Contracts = append(r.Contracts, model.ContractReport{ID: "b", Metrics: []model.Series{flow("spend", "Spend", model.Currency, 0, make([]float64, 8)...)}})
	out := string(Project(r, Table, Options{Width: 200, Inputs: true, Charts: []Chart{{"out/spend.png", "Spend peaks in 2027"}}}))
	for _, want := range []string{
		"                          before   2025*   2026",
		"Spend, $B                   2.00   0.07    3.39~",
		"Cash, $B                           0.17",
		"Spend by contract, $B",
		"  aws ",
		"  b                                0.00",
		"  contracts.aws.value = $38B [aws-2025-11-03]",
		"Inputs, assumed",
		"  [aws-2025-11-03] Amazon, AWS and OpenAI, 2025-11-03, https://example.org/a|b",
		"  out/spend.png  Spend peaks in 2027",
	} {
		lineOf(t, out, want)
	}
	if strings.Contains(out, "after") {
		t.Error("there is a column for what lies after, but nothing does")
	}
}

func TestMetricsAskedForStandInTheirOrder(t *testing.T) {
	out := string(Project(announced(), Table, Options{Width: 100, Metrics: []string{"remaining", "cash"}}))
	first, second := strings.Index(out, "Remaining commitment"), strings.Index(out, "Cash")
	if first < 0 || second < first || strings.Contains(out, "\nSpend") {
		t.Errorf("got\n%s", out)
	}
}

func TestCompareTable(t *testing.T) {
	out := string(Compare(against(announced(), dearer()), Table, Options{Width: 100}))
	for _, want := range []string{
		"openai-aws compared with dearer",
		"Spend, $B",
		"  openai-aws   0.07    3.39~   5.92",
		"  Δ dearer    +0.01   +0.34",
		"  Δ% dearer   +10.0   +10.0",
		"Commitment, $B                     38.00       41.80  +3.80",
		"First covered year                  2026        2028     +2",
		"  dearer: A tenth more (input 0123456789ab)",
		"  dearer: contracts.aws.value: implied price is below the band",
	} {
		lineOf(t, out, want)
	}
	if strings.Contains(out, "Cash") {
		t.Error("a metric that nobody asked for is compared")
	}
}

// However narrow the page, no line of the table is too long, each column stands once, and each panel has every label.
func TestPanelsFitThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		page := rapid.IntRange(50, 160).Draw(t, "width")
		out := string(Project(announced(), Table, Options{Width: page}))
		table, _, _ := strings.Cut(out, "\nSummary\n")
		for line := range strings.SplitSeq(table, "\n") {
			if n := width(line); n > page {
				t.Errorf("%d columns in %q", n, line)
			}
		}
		for _, head := range []string{"2025*", "2026", "2027", "2028", "2029", "2030", "2031", "2032*", "Total"} {
			if n := strings.Count(table, " "+head); n != 1 {
				t.Errorf("column %s stands %d times", head, n)
			}
		}
		if heads, rows := strings.Count(table, "──\n"), strings.Count(table, "\nSpend, $B"); heads != rows {
			t.Errorf("%d panels, %d rows of spend", heads, rows)
		}
	})
}

// The decimal points of one metric's rows stand below each other, whatever marks there are.
func TestDecimalPointsOfABlockAreAligned(t *testing.T) {
	out := string(Compare(against(announced(), dearer()), Table, Options{Width: 120, Metrics: []string{"spend"}}))
	points := func(line string) (at []int) {
		for i, r := range []rune(line) {
			if r == '.' {
				at = append(at, i)
			}
		}
		return at
	}
	base := points(lineOf(t, out, "  openai-aws"))
	for _, row := range []string{"  dearer", "  Δ dearer"} {
		if got := points(lineOf(t, out, row)); fmt.Sprint(got) != fmt.Sprint(base) {
			t.Errorf("points of %q are at %v, want %v", row, got, base)
		}
	}
}

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

func TestColourAddsOnlyBoldAndDim(t *testing.T) {
	without := string(Project(announced(), Table, Options{Width: 100}))
	with := string(Project(announced(), Table, Options{Width: 100, Colour: true}))
	if ansi.ReplaceAllString(with, "") != without {
		t.Error("colour changes the text")
	}
	for _, code := range ansi.FindAllString(with, -1) {
		if code != "\x1b[1m" && code != "\x1b[2m" && code != "\x1b[0m" {
			t.Errorf("code %q", code)
		}
	}
	if with == without {
		t.Error("colour changes nothing")
	}
}

func TestNoTextOfAUserReachesTheTerminalAsItIs(t *testing.T) {
	const evil = "x\x1b]0;owned\a\u202ey\nz"
	r := announced()
	r.Scenario.Title, r.Scenario.Name, r.Scenario.File, r.Scenario.Currency = evil, evil, evil, evil
	r.Contracts = append(r.Contracts, r.Contracts[0])
	r.Contracts[0].ID, r.Uncounted[0].ID, r.Uncounted[0].Provider = evil, evil, evil
	r.Warnings = []model.Warning{{Path: evil, Message: evil}}
	r.Scenario.Inputs[0] = model.Input{Path: evil, Text: evil, Source: evil, Grade: model.Disclosed}
	r.Scenario.Sources[0] = model.Source{ID: evil, Publisher: evil, Title: evil, URL: evil}
	o := Options{Width: 100, Inputs: true, Contract: evil, Charts: []Chart{{evil, evil}}}
	for _, f := range Formats {
		for name, out := range map[string][]byte{"project": Project(r, f, o), "compare": Compare(against(r, r), f, o),
			"ledger": Ledger(hostileBooks(evil, r.Scenario), f, o), "obligations": Obligations(hostileObligations(evil, r.Scenario), f, o)} {
			shown := strings.ReplaceAll(string(out), `"file": "x\u001b]0;owned\u0007\u202ey\nz"`, "") // JSON keeps a file's name, escaped
			if strings.ContainsAny(shown, "\x1b\a\u202e") || strings.Contains(shown, "owned") {
				t.Errorf("%s as %s lets it through:\n%q", name, f, out)
			}
		}
	}
}

func hostileBooks(evil string, s *model.Scenario) *model.Ledger {
	l := books()
	l.Scenario, l.Contract = s, &model.Contract{ID: evil, Provider: evil}
	l.Periods[0].Label, l.Years[0].Label = evil, evil
	for _, i := range []int{0, 2} { // one that is shown and one that is left out
		l.Books[i].Name, l.Books[i].Label, l.Books[i].Lines[0].Name, l.Books[i].Lines[0].Label = evil, evil, evil, evil
	}
	l.Notes[0][0].Clause, l.Notes[0][0].Text = evil, evil
	l.Warnings = []model.Warning{{Path: evil, Message: evil}}
	return l
}

func hostileObligations(evil string, s *model.Scenario) *model.Obligations {
	o := obliged()
	o.Scenario = s
	s.Contracts = []model.Contract{{ID: evil, Provider: evil, Status: model.Option}}
	o.Rows[0].ID, o.Rows[0].Provider, o.Rows[1].ID = evil, evil, evil
	o.Years[0].Label, o.Bands[0].Label = evil, evil
	o.Warnings = []model.Warning{{Path: evil, Message: evil}}
	return o
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "é–Δ−×…": 6, "東京": 4, "e\u0301": 1, "👩‍🚀": 2, "→€─": 3,
	} {
		if got := width(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
	for r := rune(0); r < 0x3000; r++ { // the short cut says what the tables say
		if narrow(r) && wide.RuneWidth(r) != 1 {
			t.Errorf("%q (%U) takes %d columns", r, r, wide.RuneWidth(r))
		}
	}
}

func TestScales(t *testing.T) {
	tests := map[string]struct {
		unit           model.Unit
		peak, v        float64
		text, unitText string
	}{
		"billions":              {model.Currency, 5.9e9, 70500927.64, "0.07", "$B"},
		"millions":              {model.Currency, 493e6, 70500927.64, "70.50", "$M"},
		"thousands":             {model.Currency, 4200, 4200, "4.20", "$k"},
		"dollars":               {model.Currency, 12, 3.5, "3.50", "$"},
		"trillions in billions": {model.Currency, 1.4e12, 1.4e12, "1,400.0", "$B"},
		"GPU-hours in millions": {model.GPUHours, 21.0857e6, 21.0857e6, "21.1", "M"},
		"GPUs one by one":       {model.Count, 200000, 200000, "200,000", ""},
		"cores in millions":     {model.Count, 20e6, 20e6, "20.00", "M"},
		"a few providers":       {model.Count, 2.5, 2.5, "2.5", ""},
		"shares in percent":     {model.Share, 0.5, 0.123, "12.3", "%"},
		"rates in percent":      {model.Rate, 0.5, 0.17, "17.0", "% a year"},
		"coverage":              {model.Multiple, 8.8, 0.43, "0.43", "×"},
		"a thousandth is shown": {model.Multiple, 0.0012, 0.0012, "0.0012", "×"},
		"prices by the cent":    {model.CurrencyPerHour, 3.38, 3.3753, "3.38", "$/GPU-hour"},
		"spend per month":       {model.CurrencyPerMonth, 16.2e6, 16.15e6, "16.15", "$M/month"},
		"spend per MW-year":     {model.CurrencyPerMWYr, 16.2e6, 16.15e6, "16.15", "$M/MW-year"},
		"energy in GWh":         {model.MegawattHours, 3.66e6, 3.66e6, "3,660.0", "GWh"},
		"power in MW":           {model.Megawatts, 418, 418, "418.0", "MW"},
		"nothing known":         {model.Currency, 0, nan, "–", "$"},
		"the last digit shown":  {model.Count, 5e-7, 5e-7, "0.000001", ""},
		"smaller in powers":     {model.Count, 4.9e-7, 4.9e-7, "4.900e−7", ""},
		"tiny shares in powers": {model.Share, 1e-12, -1e-12, "−1.000e−10", "%"},
		"zero among tiny ones":  {model.Count, 1e-9, 0, "0", ""},
		"the widest number":     {model.Currency, 9.99e23, 9.99e23, "999,000,000,000,000.0", "$B"},
		"larger in powers":      {model.Currency, 1e24, 1e24, "1.000e15", "$B"},
		"far larger":            {model.Count, 1.23456e93, 1.23456e93, "1.235e87", "M"},
		"one among large ones":  {model.Count, 1e30, 1e6, "1.000e0", "M"},
		"not known, in powers":  {model.Count, 1e30, nan, "–", "M"},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			s := scaleFor(c.unit, c.peak)
			if got := s.write(c.v, false); got != c.text {
				t.Errorf("printed %s, want %s", got, c.text)
			}
			if got := s.unitLabel(c.unit, "USD"); got != c.unitText {
				t.Errorf("unit %q, want %q", got, c.unitText)
			}
		})
	}
}

// However small or large the numbers of a row, it is neither all zeros nor wider than its page, and the other rows stay as
// they are.
func TestRowsOfVerySmallAndVeryLargeNumbersArePrintedInPowersOfTen(t *testing.T) {
	r := announced()
	r.Metrics[2] = flow("gpu_hours.available", "GPU-hours available", model.GPUHours, 8e-9, 1e-9, 1e-9, 1e-9, 1e-9, 1e-9, 1e-9, 1e-9, 1e-9)
	r.Metrics[1] = flow("cash", "Cash", model.Currency, 1e80, 1e80, 0, 0, 0, 0, 0, 0, 0)
	page := 80
	out := string(Project(r, Table, Options{Width: page, Metrics: []string{"spend", "cash", "gpu_hours.available"}}))
	for _, want := range []string{
		"Spend, $B                0.07       3.39~      5.92",
		"Cash, $B             1.000e71          0",
		"GPU-hours available  1.000e−9   1.000e−9",
	} {
		lineOf(t, out, want)
	}
	for line := range strings.SplitSeq(out, "\n") {
		if n := width(line); n > page {
			t.Errorf("%d columns in %q", n, line)
		}
	}
	base := announced()
	base.Metrics[0].Values[0] = 1e-80 // so that a difference is 10^90 percent
	if out := string(Compare(against(base, r), Table, Options{Width: page, Metrics: []string{"spend"}})); !strings.Contains(out, "+7.050e89") {
		t.Errorf("got\n%s", out)
	}
}

func TestGradesInWords(t *testing.T) {
	shares := func(vs ...float64) (out []model.GradeShare) {
		for i, v := range vs {
			out = append(out, model.GradeShare{Grade: model.Grades[i], Committed: v})
		}
		return out
	}
	tests := map[string]struct {
		shares []model.GradeShare
		want   string
	}{
		"one grade":                        {shares(1), "100% disclosed"},
		"thirds add up to a hundred":       {shares(1.0/3, 1.0/3, 1.0/3), "34% disclosed, 33% reported, 33% estimated"},
		"a grade with nothing is left out": {shares(0.6, 0, 0, 0.4), "60% disclosed, 40% assumed"},
		"a little is told":                 {shares(0.999, 0.001), "100% disclosed, under 1% reported"},
		"nothing committed":                {shares(nan), ""},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			if got := gradesText(c.shares, func(g model.GradeShare) float64 { return g.Committed }); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestMarkdownHasTheRowsOfTheTable(t *testing.T) {
	out := string(Project(announced(), Markdown, Options{Width: 10}))
	for _, want := range []string{
		"# OpenAI–AWS, as announced",
		`| | 2025\* | 2026 | 2027 | 2028 | 2029 | 2030 | 2031 | 2032\* | Total |`,
		`| Spend, $B | 0.07 | 3.39\~ | 5.92 | 5.92 | 5.92 | 5.92 | 5.92 | 4.94 | 38.00 |`,
		"| Weighted average life | 3.82 years |",
		"- contracts.aws.value: implied price is below the band",
	} {
		lineOf(t, out, want)
	}
}

func TestMarkdownEscapes(t *testing.T) {
	for text, want := range map[string]string{
		"plain – $38B":      "plain – $38B",
		"a|b":               `a\|b`,
		"<script>`x`":       "\\<script\\>\\`x\\`",
		"[a](javascript:b)": `\[a\](javascript:b)`,
		`\|`:                `\\\|`,
		"&lt;":              `\&lt;`,
	} {
		if got := escapeMarkdown(text); got != want {
			t.Errorf("%q is escaped to %q, want %q", text, got, want)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	r := announced()
	for range 120 - len(r.Periods) { // ten years of months
		r.Periods = append(r.Periods, model.Period{Label: "2026-01"})
		for i := range r.Metrics {
			r.Metrics[i].Values = append(r.Metrics[i].Values, 1)
		}
		s := &r.Contracts[0].Metrics[0]
		s.Values = append(s.Values, 1)
	}
	for _, f := range Formats {
		b.Run(fmt.Sprintf("format=%s/periods=120", f), func(b *testing.B) {
			for b.Loop() {
				Project(r, f, Options{Width: 100})
			}
		})
	}
}
