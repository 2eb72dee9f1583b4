package report

import (
	"math"
	"slices"
	"strings"

	"commitcast/model"
	"commitcast/model/analysis"
)

// Claims renders competing reports of a scenario's paths.
func Claims(c *analysis.Claims, f Format, o Options) []byte {
	switch f {
	case CSV:
		return claimsCSV(c)
	case JSON:
		return claimsJSON(c)
	}
	return claimsDocument(c, o).render(f, o)
}

func claimsDocument(c *analysis.Claims, o Options) *document {
	d := &document{title: Clean(c.Scenario.Title) + ": claims", subtitle: claimsSubtitle(c)}
	for _, all := range claimsByPath(c) {
		d.sections = append(d.sections, section{heading: Clean(all[0].Path), table: claimsTable(c, all)})
		d.list("", outLines(c, all))
		if t := survivorsTable(c, all); t != nil {
			d.sections = append(d.sections, section{heading: Clean(all[0].Path) + ": what the claims that survive come to", table: t})
		}
	}
	d.list("What is claimed", claimLines(c))
	d.list("Sources", claimSources(c))
	d.list("Notes", append(claimsNotes(c), warningLines(append(slices.Clone(c.Warnings), c.Scenario.Notes...), "")...))
	d.list("Charts", chartLines(o.Charts))
	d.list("", []string{provenance(c.Scenario)})
	return d
}

func claimsSubtitle(c *analysis.Claims) string {
	parts := []string{Clean(c.Scenario.Currency)}
	if c.Scenario.File != "" {
		parts = append(parts, sourceName(c.Scenario))
	}
	survive, judged := 0, 0
	for i := range c.All {
		if c.All[i].Judged {
			judged++
		}
		if c.All[i].Judged && c.All[i].Survives {
			survive++
		}
	}
	held := wholeNumber(judged) + " held against plausible bands, " + wholeNumber(survive) + " inside"
	return strings.Join(append(parts, counted(len(c.All), "claim"), held), " · ")
}

// claimsByPath are the claims, those of each path together.
func claimsByPath(c *analysis.Claims) [][]analysis.Claim {
	var out [][]analysis.Claim
	place := map[string]int{}
	for _, one := range c.All {
		i, ok := place[one.Path]
		if !ok {
			i = len(out)
			place[one.Path] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], one)
	}
	return out
}

// longestClaim is how many columns what is claimed takes at most in a table.
const longestClaim = 16

// modelledMark stands after a claim that says what the scenario says.
const modelledMark = " ="

// claimsTable has a row for each claim of one path, below those of the bands and of the scenario itself.
func claimsTable(c *analysis.Claims, all []analysis.Claim) *table {
	contract := all[0].Contract
	own := judgementsOf(c.Own, contract)
	measures := measuresOf(append(claimJudgements(all), own...))
	t := &table{heads: []string{"says", "grade", "peak year"}}
	for _, m := range measures {
		t.heads = append(t.heads, measureHead(m, c.Scenario.Currency))
	}
	t.heads = append(t.heads, "verdict")
	row := func(label string, cells []string, js []analysis.Judgement, cell func(analysis.Judgement) string, verdict string) {
		for _, m := range measures {
			cells = append(cells, measured(js, m, cell))
		}
		t.add(plainRow, label, append(cells, verdict))
	}
	value := func(j analysis.Judgement) string { return measureText(j.Measure, j.Value, j.Inside) }
	currency := c.Scenario.Currency
	if len(own) > 0 {
		row("plausible", []string{"", "", ""}, own, bandText, "")
	}
	names := claimNames(all)
	modelled := slices.IndexFunc(all, func(one analysis.Claim) bool { return one.Base })
	if modelled < 0 {
		row("as modelled", []string{"", "", money(analysis.PeakSpend(c.Report, contract), currency)}, own, value, "")
	}
	for i := range all {
		one := &all[i]
		label := names[i]
		if one.Base {
			label += modelledMark
		}
		cells := []string{shorten(Clean(one.Text), longestClaim), string(one.Grade), money(one.PeakSpend, currency)}
		row(label, cells, one.Judgements, value, claimVerdict(one))
		if bands, differ := ownBands(one.Judgements, own, measures); differ {
			t.add(plainRow, indent+"its own band", append(append([]string{"", "", ""}, bands...), ""))
		}
	}
	return t
}

// ownBands are the bands that a claim's numbers are held against, by measure, where they are not those of the scenario as it stands.
func ownBands(claimed, modelled []analysis.Judgement, measures []string) (bands []string, differ bool) {
	for _, m := range measures {
		band := measured(claimed, m, bandText)
		if band == measured(modelled, m, bandText) {
			band = ""
		}
		bands, differ = append(bands, band), differ || band != ""
	}
	return bands, differ
}

// longestName is how many columns a claim's name takes at most in a table, with its mark.
const longestName = 16

// claimNames are the names of claims, short enough for a table where that keeps them apart.
func claimNames(all []analysis.Claim) []string {
	var names []string
	for i := range all {
		most := longestName
		if all[i].Base {
			most -= width(modelledMark)
		}
		name := shortenMiddle(Clean(all[i].Name), most)
		if slices.Contains(names, name) {
			name = Clean(all[i].Name)
		}
		names = append(names, name)
	}
	return names
}

// shortenMiddle leaves out the middle of a name of more than so many columns: names that begin alike often differ in their end.
func shortenMiddle(name string, most int) string {
	if width(name) <= most {
		return name
	}
	r := []rune(name)
	head, tail := shorten(name, most/2), len(r)
	for tail > 0 && width(head)+width(string(r[tail-1:])) <= most {
		tail--
	}
	return head + string(r[tail:])
}

func claimVerdict(c *analysis.Claim) string {
	switch {
	case !c.Judged:
		return "not judged"
	case c.Survives:
		return "survives"
	}
	return "out"
}

// judgementsOf are those of a contract; none where none is named.
func judgementsOf(all []analysis.Judgement, contract string) []analysis.Judgement {
	var out []analysis.Judgement
	for _, j := range all {
		if contract != "" && j.Contract == contract {
			out = append(out, j)
		}
	}
	return out
}

func claimJudgements(all []analysis.Claim) []analysis.Judgement {
	var out []analysis.Judgement
	for i := range all {
		out = append(out, all[i].Judgements...)
	}
	return out
}

// measuresOf are the measures that some judgement is of, in their order.
func measuresOf(all []analysis.Judgement) []string {
	var out []string
	for _, m := range analysis.Measures {
		if slices.ContainsFunc(all, func(j analysis.Judgement) bool { return j.Measure == m }) {
			out = append(out, m)
		}
	}
	return out
}

// measured is a measure's cell; of several contracts the first outside its band, or else the first.
func measured(all []analysis.Judgement, measure string, cell func(analysis.Judgement) string) string {
	text := ""
	for _, j := range all {
		if j.Measure == measure && (text == "" || !j.Inside) {
			if text = cell(j); !j.Inside {
				break
			}
		}
	}
	return text
}

// measureHead names a measure with its unit.
func measureHead(measure, currency string) string {
	switch measure {
	case "spend_per_mw_year":
		return symbol(currency) + "M/MW-year"
	case "gpus_per_million":
		return "GPUs/" + symbol(currency) + "M"
	case "price.effective":
		return symbol(currency) + "/used GPU-hour"
	}
	return symbol(currency) + "/GPU-hour"
}

// measureScale is how numbers of a measure are written.
func measureScale(measure string) scale {
	switch measure {
	case "spend_per_mw_year":
		return scale{step: step{power: 6, decimals: 1}}
	case "gpus_per_million":
		return scale{step: step{decimals: 1}}
	}
	return scale{step: step{decimals: 2}}
}

// beyondBand stands after a number outside its band.
const beyondBand = "*"

func measureText(measure string, v float64, inside bool) string {
	s := measureScale(measure)
	for v != 0 && s.decimals < maxDecimals && shift(math.Abs(v), s.places()) < 5 {
		s.decimals++
	}
	text := s.write(v, false)
	if !inside {
		text += beyondBand
	}
	return text
}

// bandText is a band: 2.00–9.00, or ≥ 2.00 where it is open.
func bandText(j analysis.Judgement) string {
	switch {
	case !model.Known(j.High):
		return "≥ " + measureText(j.Measure, j.Low, true)
	case !model.Known(j.Low):
		return "≤ " + measureText(j.Measure, j.High, true)
	}
	return measureText(j.Measure, j.Low, true) + "–" + measureText(j.Measure, j.High, true)
}
