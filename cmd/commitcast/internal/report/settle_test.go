package report

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"commitcast/model"
	"pgregory.net/rapid"
)

// book makes a book that closes from its first opening and its lines.
func book(opening float64, lines ...model.BookLine) *model.Book {
	b := &model.Book{Name: "prepaid", Label: "Prepaid balance"}
	for p := range lines[0].Values {
		b.Opening = append(b.Opening, opening)
		for k := range lines {
			opening += signed(lines[k]) * lines[k].Values[p]
		}
		b.Closing = append(b.Closing, opening)
	}
	for _, l := range lines {
		l.Total = 0
		for _, v := range l.Values {
			l.Total += v
		}
		b.Lines = append(b.Lines, l)
	}
	return b
}

func signed(l model.BookLine) float64 {
	if l.Reduces {
		return -1
	}
	return 1
}

func added(name string, vs ...float64) model.BookLine {
	return model.BookLine{Name: name, Label: name, Values: vs}
}

func takes(name string, vs ...float64) model.BookLine {
	return model.BookLine{Name: name, Label: name, Values: vs, Reduces: true}
}

func TestABookClosesInPrint(t *testing.T) {
	third := 1.0 / 3
	tests := map[string]struct {
		book           *model.Book
		opening, close string
		lines, totals  []string
	}{
		"thirds that end at nothing": {
			// 1.00 is drawn in thirds: 0.67 and 0.33 remain, so that the middle third alone is a digit more
			book(1, takes("drawn", third, third, third)), "[1.00 0.67 0.33]", "[0.67 0.33 0.00]",
			[]string{"[0.33 0.34~ 0.33]"}, []string{"1.00"}},
		"what cancels out leaves nothing": {
			book(0, added("paid", 0.125, 0), takes("applied", 0, 0.125)), "[0.00 0.13]", "[0.13 0.00]",
			[]string{"[0.13 0.00]", "[0.00 0.13]"}, []string{"0.13", "0.13"}},
		"figures that add up by themselves are left alone": {
			book(2, added("paid", 1.001, 0.302), takes("applied", 0.5, 0.8)), "[2.00 2.50]", "[2.50 2.00]",
			[]string{"[1.00 0.30]", "[0.50 0.80]"}, []string{"1.30", "1.30"}},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			got := footBook(c.book, c.book.Lines, 2)
			check := func(what string, figures []figure, want string) {
				t.Helper()
				if text := fmt.Sprint(texts(figures, 2)); text != want {
					t.Errorf("%s is %s, want %s", what, text, want)
				}
			}
			check("opening", got.opening, c.opening)
			check("closing", got.closing, c.close)
			for k, want := range c.lines {
				check(c.book.Lines[k].Name, got.lines[k], want)
				check(c.book.Lines[k].Name+"'s total", got.totals[k:k+1], "["+c.totals[k]+"]")
			}
		})
	}
}

// near reports an error unless the printed digits are less than a whole last digit from the number.
func near(t *rapid.T, what string, f figure, v float64, places int) {
	t.Helper()
	away := distance(f.digits, v, places)
	if away >= 1 {
		t.Errorf("%s: %v is printed %v last digits away", what, v, away)
	}
	if away > 0.5+2*tie && !f.off {
		t.Errorf("%s: %v is %v last digits away and not marked", what, v, away)
	}
	if v == 0 && f.digits.Sign() != 0 {
		t.Errorf("%s: nothing is printed as %s", what, f.digits)
	}
}

func total(fs []figure) *big.Int {
	sum := new(big.Int)
	for _, f := range fs {
		sum.Add(sum, f.digits)
	}
	return sum
}

// Whatever the numbers: every period closes in print, every line adds up to its total, and no figure is a whole last digit
// away from its number.
func TestAnyBookClosesInPrint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		periods := rapid.IntRange(1, 30).Draw(t, "periods")
		size := rapid.SampledFrom([]float64{1, 1e3, 1e9}).Draw(t, "size")
		places := rapid.IntRange(-7, 2).Draw(t, "places")
		amount := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(0, 1), rapid.SampledFrom([]float64{0.5, 0.25, 1.0 / 3}))
		var lines []model.BookLine
		for k := range rapid.IntRange(1, 6).Draw(t, "lines") {
			l := model.BookLine{Name: fmt.Sprint("line ", k), Reduces: rapid.Bool().Draw(t, "reduces")}
			for range periods {
				l.Values = append(l.Values, size*amount.Draw(t, "amount"))
			}
			lines = append(lines, l)
		}
		b := book(size*amount.Draw(t, "opening"), lines...)
		got := footBook(b, b.Lines, places)
		for p := range periods {
			closing := new(big.Int).Set(got.opening[p].digits)
			for k, l := range b.Lines {
				closing.Add(closing, new(big.Int).Mul(big.NewInt(int64(signed(l))), got.lines[k][p].digits))
				near(t, l.Name, got.lines[k][p], l.Values[p], places)
			}
			if closing.Cmp(got.closing[p].digits) != 0 {
				t.Errorf("period %d comes to %s and closes at %s", p, closing, got.closing[p].digits)
			}
			if p > 0 && got.opening[p].digits.Cmp(got.closing[p-1].digits) != 0 {
				t.Errorf("period %d opens with %s after %s", p, got.opening[p].digits, got.closing[p-1].digits)
			}
			near(t, "closing", got.closing[p], b.Closing[p], places)
		}
		for k, l := range b.Lines {
			if sum := total(got.lines[k]); sum.Cmp(got.totals[k].digits) != 0 {
				t.Errorf("%s adds up to %s, its total is %s", l.Name, sum, got.totals[k].digits)
			}
			near(t, l.Name+"'s total", got.totals[k], l.Total, places)
		}
	})
}

func TestABookThatDoesNotCloseIsLeftToItsOwnRounding(t *testing.T) {
	broken := func(change func(*model.Book)) *model.Book {
		b := book(1, takes("drawn", 0.336, 0.336))
		change(b)
		return b
	}
	for name, b := range map[string]*model.Book{
		"a closing that does not follow": broken(func(b *model.Book) { b.Closing[1] = 7 }),
		"an opening that does not":       broken(func(b *model.Book) { b.Opening[1] = 7 }),
		"a total that is not the sum":    broken(func(b *model.Book) { b.Lines[0].Total = 7 }),
		"a number that is not known":     broken(func(b *model.Book) { b.Closing[1] = nan }),
	} {
		t.Run(name, func(t *testing.T) {
			got := footBook(b, b.Lines, 2)
			if text := fmt.Sprint(texts(got.lines[0], 2)); text != "[0.34 0.34]" {
				t.Errorf("drawn is %s", text)
			}
			for i, v := range b.Closing {
				if want := round(v, 2).text(2, false); got.closing[i].text(2, false) != want {
					t.Errorf("closing is %s, want %s", got.closing[i].text(2, false), want)
				}
			}
		})
	}
}

// Rows and columns of any grid add up in print, also when its rows' sums have been printed before.
func TestAnyGridAddsUpInPrint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(1, 12).Draw(t, "rows"), rapid.IntRange(1, 8).Draw(t, "columns")
		places := rapid.IntRange(-1, 2).Draw(t, "places")
		a := amounts{rows: make([]float64, rows), columns: make([]float64, columns)}
		for i := range rows {
			a.cells = append(a.cells, make([]float64, columns))
			for j := range columns {
				v := rapid.Float64Range(-50, 50).Draw(t, "cell")
				a.cells[i][j] = v
				a.rows[i] += v
				a.columns[j] += v
				a.grand += v
			}
		}
		g := footGrid(a, places, nil)
		checkGrid(t, a, g, places)
		for i := range rows { // another way to split the same rows
			a.cells[i] = append(a.cells[i][columns-1:], a.cells[i][:columns-1]...)
		}
		a.columns = append(a.columns[columns-1:], a.columns[:columns-1]...)
		h := footGrid(a, places, &g)
		checkGrid(t, a, h, places)
		for i := range rows {
			if h.rows[i].digits.Cmp(g.rows[i].digits) != 0 {
				t.Errorf("row %d is told as %s and as %s", i, g.rows[i].digits, h.rows[i].digits)
			}
		}
	})
}

func checkGrid(t *rapid.T, a amounts, g grid, places int) {
	t.Helper()
	for i, row := range g.cells {
		if sum := total(row); sum.Cmp(g.rows[i].digits) != 0 {
			t.Errorf("row %d adds up to %s, its sum is %s", i, sum, g.rows[i].digits)
		}
	}
	for j, sum := range g.columns {
		parts := new(big.Int)
		for i := range g.cells {
			parts.Add(parts, g.cells[i][j].digits)
		}
		if parts.Cmp(sum.digits) != 0 {
			t.Errorf("column %d adds up to %s, its sum is %s", j, parts, sum.digits)
		}
	}
	for _, sums := range [][]figure{g.rows, g.columns} {
		if all := total(sums); all.Cmp(g.grand.digits) != 0 {
			t.Errorf("sums add up to %s, all is %s", all, g.grand.digits)
		}
	}
	if away := math.Abs(distance(g.grand.digits, a.grand, places)); away >= 1 {
		t.Errorf("all is %v last digits away", away)
	}
}

func BenchmarkFootBook(b *testing.B) {
	for _, months := range []int{120, 1200} {
		var lines []model.BookLine
		for k := range 8 {
			l := model.BookLine{Reduces: k%2 > 0}
			for p := range months {
				l.Values = append(l.Values, math.Mod(float64(p*7919+k*104729), 1009)/997)
			}
			lines = append(lines, l)
		}
		book := book(3, lines...)
		b.Run(fmt.Sprintf("lines=8/months=%d", months), func(b *testing.B) {
			for b.Loop() {
				footBook(book, book.Lines, 2)
			}
		})
	}
}
