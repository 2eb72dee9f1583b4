package plots

import (
	"slices"
	"strings"
	"unicode"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// title is what the scenario of a report is called in data and messages, as it was written.
func title(r *model.Report) string {
	for _, t := range []string{r.Scenario.Title, r.Scenario.Name, r.Scenario.File} {
		if strings.TrimSpace(t) != "" {
			return t
		}
	}
	return "scenario"
}

// shown is what the scenario is called on a chart: the first of its names that the font can write.
func shown(r *model.Report) string {
	return readable(r.Scenario.Title, r.Scenario.Name, r.Scenario.File, "scenario")
}

// readable is the first of the names that keeps half of its letters and figures or more when it is made fit to print. The
// last is taken as it is.
func readable(names ...string) string {
	last := names[len(names)-1]
	fonts, err := newTypesetter()
	if err != nil {
		return last
	}
	for _, n := range names {
		c := strings.TrimSpace(fonts.clean(n))
		if kept := countLegible(c); kept > 0 && 2*kept >= min(countLegible(n), maxText) {
			return c
		}
	}
	return last
}

// countLegible is how many letters and figures there are in a text.
func countLegible(s string) int {
	n := 0
	for _, r := range s {
		n += btoi(unicode.IsLetter(r) || unicode.IsNumber(r))
	}
	return n
}

// legibleText reports whether there is a letter or figure in a text.
func legibleText(s string) bool {
	return countLegible(s) > 0
}

// labels are the names of the scenarios beside each other, no two alike. Titles that the font does not tell apart, or that
// are the same, give way to short names; whole words that all have in common at their front are left out.
func labels(rs []*model.Report) []string {
	out, count := make([]string, len(rs)), map[string]int{}
	for i, r := range rs {
		out[i] = shown(r)
		count[out[i]]++
	}
	alike := false
	for i, r := range rs {
		if count[out[i]] > 1 {
			out[i] = readable(r.Scenario.Name, r.Scenario.File, out[i])
			alike = alike || slices.Contains(out[:i], out[i])
		}
	}
	if len(out) < 2 || alike {
		return distinct(out)
	}
	cut := commonFront(out)
	for i := range out {
		out[i] = strings.TrimLeft(out[i][cut:], separators)
	}
	return distinct(out)
}

// separators are what may stand between the common front of names and the rest.
const separators = " ,:;–—-"

// commonFront is the length of the longest front that all names share, that ends where a word ends in each, and that leaves
// something of each.
func commonFront(names []string) int {
	cut := 0
	for i := 1; i < len(names[0]); i++ {
		for _, n := range names {
			if len(n) <= i || n[:i] != names[0][:i] {
				return cut
			}
		}
		if endsWord(names, i) {
			cut = i
		}
	}
	return cut
}

// endsWord reports whether a space, comma or colon follows the first i bytes of every name, and then something to read.
func endsWord(names []string, i int) bool {
	for _, n := range names {
		if !strings.ContainsRune(" ,:", rune(n[i])) || !legibleText(n[i:]) {
			return false
		}
	}
	return true
}

// distinct numbers names that occur more than once.
func distinct(names []string) []string {
	seen := map[string]bool{}
	for i, n := range names {
		for k := 2; seen[names[i]]; k++ {
			names[i] = n + " (" + itoa(k) + ")"
		}
		seen[names[i]] = true
	}
	return names
}

// contractNames are the providers, with the contract's id where the font does not tell two of them apart or one has several
// contracts. A provider of whom the font has no letter goes by the id.
func contractNames(r *model.Report) []string {
	count := map[string]int{}
	for i, c := range r.Contracts {
		count[provider(c, i)]++
	}
	out := make([]string, len(r.Contracts))
	for i, c := range r.Contracts {
		if out[i] = provider(c, i); count[out[i]] > 1 && c.ID != "" {
			out[i] += " (" + c.ID + ")"
		}
	}
	return distinct(out)
}

// provider is who the i-th contract is with.
func provider(c model.ContractReport, i int) string {
	return readable(c.Provider, c.ID, "contract "+itoa(i+1))
}

// tellApart shortens names with cut. Those that come out alike are shortened with middle instead, which keeps their ends, and
// numbered where even that does not tell them apart.
func tellApart(names []string, cut, middle func(string) string) []string {
	out, count := make([]string, len(names)), map[string]int{}
	for i, n := range names {
		out[i] = cut(n)
		count[out[i]]++
	}
	again := map[string]int{}
	for i, n := range names {
		if count[out[i]] > 1 {
			out[i] = middle(n)
		}
		again[out[i]]++
	}
	for i := range out {
		if again[out[i]] > 1 {
			out[i] = cut(itoa(i+1) + " " + names[i])
		}
	}
	return out
}

// shortAll cuts texts to at most n characters each and keeps them apart.
func shortAll(names []string, n int) []string {
	return tellApart(names, func(s string) string { return short(s, n) }, func(s string) string {
		r := []rune(s)
		if len(r) <= n {
			return s
		}
		return string(r[:(n-1)/2]) + "…" + string(r[len(r)-n/2:])
	})
}

// fitAll shortens texts to the width and keeps them apart.
func (s *sheet) fitAll(names []string, size vg.Length, bold bool, width vg.Length) []string {
	return tellApart(names, func(t string) string { return s.fit(t, size, bold, width) },
		func(t string) string { return s.fitMiddle(t, size, bold, width) })
}

// fitMiddle shortens a text to the width, with an ellipsis for what goes in its middle.
func (s *sheet) fitMiddle(t string, size vg.Length, bold bool, width vg.Length) string {
	if s.width(t, size, bold) <= width {
		return t
	}
	r := []rune(t)
	lo, hi := 1, len(r)/2 // how many characters stay on each side
	for lo < hi {
		n := (lo + hi + 1) / 2
		if s.width(string(r[:n])+"…"+string(r[len(r)-n:]), size, bold) <= width {
			lo = n
		} else {
			hi = n - 1
		}
	}
	return strings.TrimRight(string(r[:lo]), separators) + "…" + strings.TrimLeft(string(r[len(r)-lo:]), separators)
}
