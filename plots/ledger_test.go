package plots

import (
	"bytes"
	"encoding/csv"
	"errors"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"commitcast/model"
)

// bookPages are the pages that the charts of books and tables are checked on.
func bookPages() map[string]Style {
	pages := map[string]Style{
		"dark":     {Theme: Dark, Width: 8, Height: 4.5, DPI: 100},
		"smallest": {Theme: Light, Width: minWidth, Height: minHeight, DPI: 100},
		"tall":     {Theme: Light, Width: 5, Height: 9, DPI: 100},
		"flat":     {Theme: Light, Width: 14, Height: minHeight, DPI: 100},
	}
	for _, size := range Sizes() {
		pages[size.Name] = Style{Theme: Light, Width: size.Width, Height: size.Height, DPI: 100}
	}
	return pages
}

// checkLayouts holds charts to the lint and to the length of titles, on every page.
func checkLayouts(t *testing.T, what string, charts []*Chart) {
	t.Helper()
	for _, c := range charts {
		if n := wordCount(c.Title); n > mostWords || n < 3 || strings.Contains(c.Title+c.Alt+c.Note+c.Subtitle, "NaN") {
			t.Errorf("%s, %s: %d words: %s | %s | %s", what, c.Name, n, c.Title, c.Alt, c.Note)
		}
		for page, st := range bookPages() {
			l, err := c.Layout(st)
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			for _, f := range l.Faults() {
				t.Errorf("%s, %s, %s: %s", what, page, c.Name, f)
			}
		}
	}
}

func TestNoChartOfALedgerHasAFault(t *testing.T) {
	for name, d := range deals() {
		l := d.ledger(t)
		charts := drawn(t, l, LedgerCharts)
		if len(charts) == 0 || charts[0].Name != "drawdown" {
			t.Errorf("%s: %d charts", name, len(charts))
		}
		checkLayouts(t, name, charts)
	}
}

// oddDeal has amounts of any size, and zeros, in any number of years.
func oddDeal(rng *rand.Rand) deal {
	n := 1 + rng.IntN(14)
	d := deal{provider: providers[rng.IntN(len(providers))], months: []int{1, 3, 12, 12, 12, 24}[rng.IntN(6)],
		kind: []dealKind{byYears, milestones, pools}[rng.IntN(3)], rollover: rng.Float64(), deferCap: rng.Float64(),
		credit: rng.IntN(2) == 0, currency: []string{"USD", "EUR", "CHF"}[rng.IntN(3)], scale: math.Pow(10, rng.Float64()*12-3)}
	total := 0.0
	for range n {
		m := []float64{0, 1, 50, 300}[rng.IntN(4)] * rng.Float64()
		u := []float64{0, 1, 0.9, 0.1, 4}[rng.IntN(5)] * m
		d.minimums, d.use = append(d.minimums, m), append(d.use, u)
		total += m
	}
	if d.kind == byYears && rng.IntN(2) == 0 {
		d.aggregate = total * (1 + rng.Float64())
	}
	if rng.IntN(2) == 0 {
		d.prepaid = total * rng.Float64()
	}
	return d
}

func TestNoOddLedgerGivesAFault(t *testing.T) {
	for seed := range uint64(60) {
		d := oddDeal(rand.New(rand.NewPCG(3, seed)))
		checkLayouts(t, "seed "+strconv.FormatUint(seed, 10), drawn(t, d.ledger(t), LedgerCharts))
	}
}

func TestDrawdownTitleSaysWhatTheNumbersSay(t *testing.T) {
	aws := func(minimums, use []float64) deal { return deal{provider: "AWS", minimums: minimums, use: use} }
	with := func(d deal, f func(*deal)) deal { f(&d); return d }
	fours, fives := []float64{80, 80, 80, 80}, []float64{50, 50}
	tests := map[string]struct {
		deal deal
		want string
	}{
		"every year met":              {aws(fives, []float64{50, 60}), "Use of AWS meets what is required in both commitment years"},
		"some years short":            {aws(fours, []float64{60, 80, 70, 90}), "Use of AWS falls short in 2 of 4 commitment years; $30M is charged"},
		"every year short":            {aws(fives, []float64{40, 30}), "Use of AWS falls short in both commitment years; $30M is charged"},
		"the only year short":         {aws([]float64{12}, []float64{9}), "Use of AWS falls short of the $12M required; $3M is charged"},
		"the only year met":           {aws([]float64{12}, []float64{12}), "Use of AWS meets what is required in the only commitment year"},
		"a shortfall that is made up": {with(aws(fives, []float64{45, 55}), func(d *deal) { d.deferCap = 0.5 }), "Use of AWS falls short in 1 of 2 commitment years; all is deferred"},
		"years met, aggregate not":    {with(aws(fours, fours), func(d *deal) { d.aggregate = 350 }), "Use of AWS meets every minimum but not the aggregate; $30M is charged"},
		"neither met":                 {with(aws(fours, []float64{60, 60, 60, 60}), func(d *deal) { d.aggregate = 350 }), "Use falls short in all 4 commitment years and in aggregate; $110M is charged"},
		"milestones": {deal{provider: "Azure", kind: milestones, minimums: []float64{3, 4, 5}, use: []float64{2.4, 3.6, 4.2}},
			"Use of Azure falls short of all 3 milestones; $1.8M is charged"},
		"pools": {deal{provider: "Oracle", kind: pools, minimums: []float64{12, 12}, use: []float64{10.2, 13.8}},
			"Use of Oracle falls short in 1 of 2 pools; $1.8M is lost"},
		"an aggregate alone": {deal{provider: "Google Cloud", minimums: []float64{0}, use: []float64{320}, months: 48, aggregate: 350},
			"Use of Google Cloud falls short of the $350M aggregate; $30M is charged"},
		"an aggregate that is reached": {deal{provider: "Google Cloud", minimums: []float64{0}, use: []float64{480}, months: 48, aggregate: 350},
			"Use of Google Cloud reaches the $350M committed in December 2028"}, // 10 a month from February 2026: the 35th month
		"a name that is too long": {deal{provider: "A provider with a rather long name", minimums: fives, use: []float64{40, 30}},
			"Use falls short in both commitment years; $30M is charged"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := Drawdown(tt.deal.ledger(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := plain(c.Title); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestPrepaidTitleSaysWhatTheNumbersSay(t *testing.T) {
	spent := model.BookLine{Name: "applied", Reduces: true, Values: []float64{0, 4e6, 4e6, 2e6}}
	left := model.BookLine{Name: "applied", Reduces: true, Values: []float64{0, 4e6, 0, 0}}
	paid := model.BookLine{Name: "prepaid", Values: []float64{10e6, 0, 0, 0}}
	granted := model.BookLine{Name: "granted", Values: []float64{0, 3e6, 0, 0}}
	expired := model.BookLine{Name: "expired", Reduces: true, Values: []float64{0, 0, 0, 3e6}}
	forfeits := model.BookLine{Name: "forfeits", Values: []float64{0, 0, 0, 2e6}}
	tests := map[string]struct {
		books []model.Book
		want  string
	}{
		"used up":             {[]model.Book{corkscrew("prepaid", paid, spent)}, "Prepaid balance peaks at $10M in February 2026 and is used up by May 2026"},
		"left over":           {[]model.Book{corkscrew("prepaid", paid, left)}, "Prepaid balance peaks at $10M in February 2026; $6M is left at the end"},
		"lost":                {[]model.Book{corkscrew("prepaid", paid, spent), corkscrew("expense", forfeits)}, "Prepaid balance with AWS peaks at $10M in February 2026; $2M is lost"},
		"credit that expires": {[]model.Book{corkscrew("credit", granted, expired)}, "Shortfall credit with AWS peaks at $3M in March 2026; $3M expires unused"},
		"prepaid and credit": {[]model.Book{corkscrew("prepaid", paid, spent), corkscrew("credit", granted, expired)},
			"Prepaid balance with AWS peaks at $10M in February 2026; $3M of credit expires unused"},
		"refunded": {[]model.Book{corkscrew("prepaid", paid, left, model.BookLine{Name: "refunded", Reduces: true, Values: []float64{0, 0, 0, 6e6}})},
			"Prepaid balance with AWS peaks at $10M in February 2026; $6M is refunded"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			l := deal{provider: "AWS", minimums: []float64{1}, use: []float64{1}, months: 4}.ledger(t)
			l.Books = tt.books
			c, err := Prepaid(l)
			if err != nil {
				t.Fatal(err)
			}
			if got := plain(c.Title); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// csvOf is the data of a chart by metric and period.
func csvOf(t *testing.T, c *Chart) map[string]float64 {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(c.CSV())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, r := range rows[1:] {
		v, err := strconv.ParseFloat(r[6], 64)
		if err != nil {
			t.Fatal(err)
		}
		out[r[3]+" "+r[5]] += v
	}
	return out
}

func TestTheDataOfADrawdownIsWhatItsBooksSay(t *testing.T) {
	// 50 a year: 40 is used in the first year, of which 5 is deferred and 5 charged; 66 in the second, 11 above what it requires.
	c, err := Drawdown(deal{provider: "AWS", minimums: []float64{50, 50}, use: []float64{40, 66}, deferCap: 0.1, scale: 1}.ledger(t))
	if err != nil {
		t.Fatal(err)
	}
	got := csvOf(t, c)
	for key, want := range map[string]float64{
		"counted_to_date 2026-07": 20, "counted_to_date 2027-01": 40, "counted_to_date 2027-02": 5.5, "counted_to_date 2028-01": 66,
		"minimum Y2": 50, "required Y1": 50, "required Y2": 55, "counted Y2": 66, "shortfall Y1": 10, "deferred Y1": 5, "charged Y1": 5, "charged Y2": 0,
	} {
		if math.Abs(got[key]-want) > 1e-9 {
			t.Errorf("%s is %g, want %g", key, got[key], want)
		}
	}
}

func TestCumulativeMilestonesBuildUpOverTheTerm(t *testing.T) {
	// 2.4 of 3, then 3.6 of 4 more: what is charged, 0.6 and 0.4, counts as met.
	b, err := buildUpOf(deal{provider: "Azure", kind: milestones, minimums: []float64{3, 4}, use: []float64{2.4, 3.6}, scale: 1}.ledger(t))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][3]float64{{0, 2.4, 3}, {3, 6.6, 7}} {
		if r := b.rungs[i]; math.Abs(r.base-want[0]) > 1e-9 || math.Abs(r.end()-want[1]) > 1e-9 || math.Abs(r.level-want[2]) > 1e-9 {
			t.Errorf("milestone %d goes from %g to %g of %g, want %v", i, r.base, r.end(), r.level, want)
		}
	}
}

func TestTheAggregateIsHeldAgainstTheTermWithoutItsTail(t *testing.T) {
	l := deal{provider: "AWS", minimums: []float64{50, 50, 0}, use: []float64{50, 30, 0}, deferCap: 0.2, aggregate: 120, scale: 1}.ledger(t)
	l.Years[2].Label = "tail"
	l.Years[1].TrueUp, l.Years[2].TrueUp = 20, 0 // 120 less 50, 30 and 10 charged, and 10 still owed in the tail
	b, err := buildUpOf(l)
	if err != nil {
		t.Fatal(err)
	}
	w := b.whole
	if w.To != l.Years[1].To || w.end() != 90 || w.Charged != 20 || w.Deferred != 10 || w.level != 120 {
		t.Errorf("it ends in %s at %g of %g, with %g charged and %g deferred", w.To, w.end(), w.level, w.Charged, w.Deferred)
	}
}

func TestTheDataOfABalanceIsWhatItsBookSays(t *testing.T) {
	d := deals()["pools"] // 24 paid in the first month and used over 21 months
	c, err := Prepaid(d.ledger(t))
	if err != nil {
		t.Fatal(err)
	}
	got := csvOf(t, c)
	for key, want := range map[string]float64{
		"prepaid_added 2026-02": 24e6, "prepaid 2026-02": 24e6 * 20 / 21, "prepaid 2027-09": 24e6 / 21, "prepaid 2027-10": 0,
	} {
		if math.Abs(got[key]-want) > 1 {
			t.Errorf("%s is %g, want %g", key, got[key], want)
		}
	}
}

func TestChartsOfALedgerAreNotDrawnForAReason(t *testing.T) {
	change := func(f func(l *model.Ledger)) *model.Ledger {
		l := deal{provider: "AWS", minimums: []float64{50, 60}, use: []float64{40, 70}}.ledger(t)
		f(l)
		return l
	}
	tests := map[string]struct {
		ledger *model.Ledger
		draw   func(*model.Ledger) (*Chart, error)
		want   string
	}{
		"take or pay":         {change(func(l *model.Ledger) { l.Contract.Kind, l.Years = model.TakeOrPay, nil }), Drawdown, "not held against a commitment"},
		"nothing required":    {deal{provider: "AWS", minimums: []float64{0}, use: []float64{1}}.ledger(t), Drawdown, "requires nothing"},
		"books by quarter":    {change(func(l *model.Ledger) { l.By = model.ByQuarter }), Drawdown, "not by month"},
		"nothing paid ahead":  {change(func(*model.Ledger) {}), Prepaid, "nothing is paid ahead"},
		"an amount too large": {change(func(l *model.Ledger) { l.Books[2].Closing[0] = 1e19 }), Prepaid, "too large to draw"},
		"a level too large":   {change(func(l *model.Ledger) { l.Years[0].Required = math.Inf(1) }), Drawdown, "too large to draw"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := tt.draw(tt.ledger)
			var not *NotDrawn
			if !errors.As(err, &not) || !strings.Contains(not.Reason, tt.want) || not.Name == "" {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestBooksThatDoNotFitAreRefused(t *testing.T) {
	short := deal{provider: "AWS", minimums: []float64{1}, use: []float64{1}}.ledger(t)
	short.Books[0].Closing = short.Books[0].Closing[1:]
	for name, l := range map[string]*model.Ledger{"none": nil, "no contract": {Scenario: &model.Scenario{}}, "a value too few": short} {
		var not *NotDrawn
		if _, err := Drawdown(l); err == nil || errors.As(err, &not) {
			t.Errorf("%s: got %v", name, err)
		}
		if got, _, err := LedgerCharts(l); len(got) != 0 || err == nil {
			t.Errorf("%s: %d charts", name, len(got))
		}
	}
}
