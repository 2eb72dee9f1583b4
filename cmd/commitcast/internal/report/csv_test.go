package report

import (
	"encoding/csv"
	"math"
	"strings"
	"testing"

	"commitcast/model"
	"pgregory.net/rapid"
)

func TestCSVText(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"plain text stays":             {"openai-aws", "openai-aws"},
		"a formula is guarded":         {"=1+1", `"'=1+1"`},
		"a command is guarded":         {"=cmd|'/C calc'!A0", `"'=cmd|'/C calc'!A0"`},
		"a dash is guarded":            {"-aws", `"'-aws"`},
		"an at sign is guarded":        {"@SUM(A1)", `"'@SUM(A1)"`},
		"full-width twins are guarded": {"＝1+1", `"'＝1+1"`},
		"a tab is guarded":             {"\t=1", "\"'\t=1\""},
		"spaces do not hide a formula": {"  =1", `"'  =1"`},
		"an apostrophe is kept apart":  {"'tis", `"''tis"`},
		"quotes are doubled":           {`a "b", c`, `"a ""b"", c"`},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			if got := csvText(c.text); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func FuzzCSVText(f *testing.F) {
	for _, s := range []string{"=1", "a,b", "\"", "'", "+", "＠x", "a\r\nb", " -1", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkCSVText(t, s) })
}

func TestAnyTextIsReadBackFromCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkCSVText(t, rapid.StringOf(rapid.RuneFrom([]rune("=+-@\t\r\n＝＋－＠'\", aé"))).Draw(t, "text"))
	})
}

// checkCSVText promises that the cell read back is the text, behind an apostrophe or not starting as a formula.
func checkCSVText(t interface{ Fatalf(string, ...any) }, s string) {
	rows, err := csv.NewReader(strings.NewReader("x," + csvText(s) + "\r\n")).ReadAll()
	if err != nil || len(rows) != 1 || len(rows[0]) != 2 {
		t.Fatalf("%q is not one cell: %v %v", s, rows, err)
	}
	text, guarded := strings.CutPrefix(rows[0][1], "'")
	if want := strings.ReplaceAll(s, "\r\n", "\n"); text != want { // encoding/csv reads CRLF inside quotes as LF
		t.Fatalf("%q is read back as %q", s, text)
	}
	for _, start := range "=+-@\t\r＝＋－＠" {
		if !guarded && strings.HasPrefix(text, string(start)) {
			t.Fatalf("%q starts with %q and is not guarded", s, start)
		}
	}
}

func TestCSVNumbers(t *testing.T) {
	tests := map[string]struct {
		v    float64
		want string
	}{
		"cents":                     {70500927.64, "70500927.64"},
		"large without exponent":    {1e21, "1000000000000000000000"},
		"small without exponent":    {1e-7, "0.0000001"},
		"negative with hyphen":      {-3.5, "-3.5"},
		"minus zero is zero":        {math.Copysign(0, -1), "0"},
		"not known is empty":        {math.NaN(), ""},
		"infinity is empty as well": {math.Inf(-1), ""},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			if got := string(appendNumber(nil, c.v, "")); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestCSVHasARowForEveryValue(t *testing.T) {
	r := announced()
	r.Metrics[0].Before, r.Metrics[0].After = 1.5, 2
	rows, err := csv.NewReader(strings.NewReader(string(Project(r, CSV, Options{Metrics: []string{"spend", "coverage.revenue"}})))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	// header; spend: before, 8 years, after, total; coverage: 8 years without a total; the contract's spend: 8 years and total
	if want := 1 + 11 + 8 + 9; len(rows) != want {
		t.Fatalf("%d rows, want %d", len(rows), want)
	}
	for i, want := range map[int]string{
		0:  "scenario,contract,metric,unit,period,value",
		1:  "openai-aws,,spend,USD,before,1.5",
		2:  "openai-aws,,spend,USD,2025,70501000",
		12: "openai-aws,,coverage.revenue,x,2025,",
		20: "openai-aws,aws,spend,USD,2025,70501000",
	} {
		if got := strings.Join(rows[i], ","); got != want {
			t.Errorf("row %d is %s, want %s", i, got, want)
		}
	}
}

// The total of a flow of money is that of its parts, without the noise of adding them up; the parts stay as they are.
func TestTotalsOfMoneyInCSVAreFreeOfNoise(t *testing.T) {
	third := 5e9 / 3
	tests := map[string]struct {
		parts []float64
		total float64
		want  string
	}{
		"thirds of five billion":                     {[]float64{third, third, third}, 4999999999.999999, "5000000000"},
		"small beside large":                         {[]float64{1e16, 1, -1e16}, 0, "1"},
		"a total below a cent":                       {[]float64{0.001, 0.002}, 0.003, "0.003"},
		"a total that is more than its parts":        {[]float64{1, 2}, 4.0000000001, "4.0000000001"},
		"what is not known among them stands apart":  {[]float64{nan, 0.1, 0.2}, 0.30000000000000004, "0.3"},
		"cents that no float holds are told shortly": {[]float64{0.1, 0.2, 38e9}, 38000000000.3, "38000000000.3"},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			r := announced()
			r.Metrics = []model.Series{flow("spend", "Spend", model.Currency, c.total, make([]float64, len(r.Periods))...)}
			copy(r.Metrics[0].Values, c.parts)
			out := string(Project(r, CSV, Options{}))
			if want := ",,spend,USD,total," + c.want + "\r\n"; !strings.Contains(out, want) {
				t.Errorf("no %q in\n%s", want, out)
			}
		})
	}
}

func TestCSVOfAScenarioWithAHostileName(t *testing.T) {
	r := announced()
	r.Scenario.Name = "=HYPERLINK(\"x\")\x1b[31m"
	out := string(Project(r, CSV, Options{}))
	for _, line := range strings.Split(strings.TrimSpace(out), "\r\n")[1:] {
		if !strings.HasPrefix(line, `"'=HYPERLINK(""x"")",`) {
			t.Fatalf("line starts as %q", line)
		}
	}
}
