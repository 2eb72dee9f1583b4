package plots

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"commitcast/model"
)

// honest is what every chart says about itself.
const honest = "A projection of the terms as stated, not a forecast."

// source says where a chart's numbers come from: scenario, file and hash, grades, publishers and the program's version.
func source(rs []*model.Report, withRevenue bool) string {
	parts := []string{origin(rs), grades(rs[0], len(rs) > 1, withRevenue), publishers(rs, withRevenue)}
	return strings.Join(filled(parts), "; ") + ". commitcast " + model.Version + ". " + honest
}

func filled(all []string) []string {
	var out []string
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// origin names the scenarios: one by title, file and hash; several by file and hash, at most four of them.
func origin(rs []*model.Report) string {
	if len(rs) == 1 {
		sc := rs[0].Scenario
		return fmt.Sprintf("scenario “%s”%s", short(shown(rs[0]), 60), inBrackets(fileName(sc), shortHash(sc)))
	}
	var names []string
	for i, r := range rs {
		if i == 3 && len(rs) > 4 {
			names = append(names, fmt.Sprintf("%d more", len(rs)-3))
			break
		}
		name := fileName(r.Scenario)
		if name == "" {
			name = "“" + short(shown(r), 28) + "”"
		}
		names = append(names, name+inBrackets(shortHash(r.Scenario)))
	}
	return fmt.Sprintf("%d scenarios: %s", len(rs), list(names))
}

func inBrackets(parts ...string) string {
	if parts = filled(parts); len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

func fileName(s *model.Scenario) string {
	if s.File == "-" {
		return "standard input"
	}
	return short(s.File, 40)
}

// shortHash is the beginning of the input's hash, enough to tell two inputs apart.
func shortHash(s *model.Scenario) string {
	if len(s.InputSHA256) < 8 {
		return ""
	}
	return "sha256" + nbsp + s.InputSHA256[:8]
}

// hashes are the full hashes of the inputs, in order.
func hashes(rs []*model.Report) string {
	var all []string
	for _, r := range rs {
		all = append(all, r.Scenario.InputSHA256)
	}
	return strings.Join(all, " ")
}

// grades says what rests on which grade: committed value 72% disclosed, 28% assumed.
func grades(r *model.Report, several, withRevenue bool) string {
	var committed, revenue []float64
	for _, g := range r.Grades {
		committed, revenue = append(committed, g.Committed), append(revenue, g.Revenue)
	}
	var parts []string
	if t := gradeShares(r.Grades, committed); t != "" {
		parts = append(parts, "committed value "+t)
	}
	if t := gradeShares(r.Grades, revenue); t != "" && withRevenue {
		parts = append(parts, "revenue "+t)
	}
	if len(parts) > 0 && several {
		parts[0] = "in the first, " + parts[0]
	}
	return strings.Join(parts, "; ")
}

// gradeShares writes shares in whole percents that add up to 100.
func gradeShares(gs []model.GradeShare, shares []float64) string {
	var parts []string
	for i, n := range wholePercents(shares) {
		switch {
		case !(shares[i] > 0):
		case n == 0:
			parts = append(parts, "<1% "+string(gs[i].Grade))
		default:
			parts = append(parts, fmt.Sprintf("%d%% %s", n, gs[i].Grade))
		}
	}
	return strings.Join(parts, ", ")
}

// wholePercents rounds shares to percents with the largest remainders, so that they keep their sum.
func wholePercents(shares []float64) []int {
	out, rest, left := make([]int, len(shares)), make([]float64, len(shares)), 0.0
	var order []int
	for i, s := range shares {
		if !(s > 0) {
			continue
		}
		out[i] = int(s*100 + 1e-9)
		rest[i] = s*100 - float64(out[i])
		left += rest[i]
		order = append(order, i)
	}
	sort.SliceStable(order, func(a, b int) bool { return rest[order[a]] > rest[order[b]] })
	for k := 0; k < int(math.Round(left)) && k < len(order); k++ {
		out[order[k]]++
	}
	return out
}

// publishers names those who published the figures in use, the best graded and most used first, at most four.
func publishers(rs []*model.Report, withRevenue bool) string {
	var all []*publisher
	for _, r := range rs {
		all = use(all, r.Scenario, withRevenue)
	}
	sort.SliceStable(all, func(i, j int) bool {
		if a, b := all[i].rank, all[j].rank; a != b {
			return a < b
		}
		return all[i].uses > all[j].uses
	})
	var names []string
	for _, p := range all {
		names = append(names, short(p.name, 24))
	}
	if len(names) == 0 {
		return ""
	}
	if more := len(names) - 4; more > 1 {
		names = append(names[:4], itoa(more)+" more")
	}
	return "figures from " + list(names)
}

// publisher is one who published figures: the best grade of them, and how many there are.
type publisher struct {
	name       string
	rank, uses int
}

// use adds the publishers behind a scenario's contracts, and behind its revenue; of a scenario whose inputs name no source,
// all it lists.
func use(all []*publisher, s *model.Scenario, withRevenue bool) []*publisher {
	add := func(name string, rank int) {
		for _, p := range all {
			if p.name == name {
				p.uses++
				p.rank = min(p.rank, rank)
				return
			}
		}
		all = append(all, &publisher{name, rank, 1})
	}
	named := map[string]string{}
	for _, src := range s.Sources {
		if p := strings.TrimSpace(src.Publisher); p != "" {
			named[src.ID] = p
		}
	}
	linked := false
	for _, in := range s.Inputs {
		name, ok := named[in.Source]
		linked = linked || ok
		if ok && (strings.HasPrefix(in.Path, "contracts.") || withRevenue && strings.HasPrefix(in.Path, "revenue.")) {
			add(name, in.Grade.Rank())
		}
	}
	for _, src := range s.Sources {
		if name := named[src.ID]; name != "" && !linked {
			add(name, 0)
		}
	}
	return all
}

// list joins names as one says them: a, b and c.
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// partNote explains the asterisks: which periods are only partly there, and which months of them.
func partNote(r *model.Report, how string) string {
	var parts []string
	for _, p := range r.Periods {
		if !p.Partial {
			continue
		}
		t := p.Label
		if p.To-p.From != 11 {
			t += " (" + months(p) + ")"
		} else {
			t += " (not every month has spend)"
		}
		parts = append(parts, t)
	}
	if len(parts) == 0 {
		return ""
	}
	if len(parts) > 4 {
		parts = append(parts[:3], itoa(len(parts)-3)+" more")
	}
	word := "part-year"
	if len(parts) > 1 {
		word = "part-years"
	}
	return "* " + word + how + ": " + list(parts) + "."
}

// months names the months shown of a period: Nov–Dec.
func months(p model.Period) string {
	a, b := p.From.Calendar().String()[:3], p.To.Calendar().String()[:3]
	if p.From == p.To {
		return a
	}
	return a + "–" + b
}

// left says which contracts a total leaves out for want of data.
func leftOut(r *model.Report, known [][]float64, what string) string {
	names := shortAll(contractNames(r), 30)
	var out []string
	for i, vs := range known {
		if vs == nil {
			out = append(out, names[i])
		}
	}
	if len(out) == 0 || len(out) == len(known) {
		return ""
	}
	if len(out) > 4 {
		out = append(out[:3], itoa(len(out)-3)+" more")
	}
	return "Without " + list(out) + ", whose " + what + " not known."
}

// notes joins sentences.
func notes(parts ...string) string { return strings.Join(filled(parts), " ") }
