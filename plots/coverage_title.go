package plots

import (
	"fmt"
	"math"

	"commitcast/model"
)

// coverageTitle says how the scenarios stand to the target in their full years.
func coverageTitle(rs []*model.Report, target float64) string {
	goal := "the " + targetText(target) + " target"
	if len(rs) == 1 {
		return finding(soleCoverage(rs[0], goal, target), "Revenue coverage by year")
	}
	kept, reached, counted, low := 0, 0, 0, math.Inf(1)
	for _, r := range rs {
		vs := values(r, "coverage.revenue")
		if vs == nil || len(full(r, vs)) == 0 {
			continue
		}
		counted++
		least, most := math.Inf(1), math.Inf(-1)
		for _, k := range full(r, vs) {
			least, most = math.Min(least, vs[k]), math.Max(most, vs[k])
		}
		kept += btoi(least >= target)
		reached += btoi(most >= target)
		low = math.Min(low, least)
	}
	lowest := "; the lowest is " + times(low)
	switch missing := counted - kept; {
	case counted < len(rs):
		return amongKnown(kept, counted, goal)
	case missing == 0:
		main := all(counted) + " meet " + goal + " in every full year"
		return finding(main+lowest, main)
	case reached == 0 && counted == 2:
		return "Neither scenario reaches " + goal + " in a full year"
	case reached == 0:
		return fmt.Sprintf("None of the %d scenarios reaches %s in a full year", counted, goal)
	case missing == counted:
		main := all(counted) + " miss " + goal + " at times"
		return finding(main+lowest, main)
	default:
		main := fmt.Sprintf("%d of %d scenarios %s %s at times", missing, counted, plural(missing, "misses", "miss"), goal)
		return finding(main+lowest, main)
	}
}

// amongKnown is the finding where some scenarios have no coverage that is known for a full year.
func amongKnown(kept, counted int, goal string) string {
	const known = " with full-year coverage "
	switch {
	case counted == 1 && kept == 1:
		return "The one scenario" + known + "meets " + goal + " in every full year"
	case counted == 1:
		return "The one scenario" + known + "misses " + goal + " at times"
	case kept == counted:
		return all(counted) + known + "meet " + goal + " in every full year"
	case kept == 0:
		return all(counted) + known + "miss " + goal + " at times"
	}
	return fmt.Sprintf("%d of %d scenarios%s%s %s at times", counted-kept, counted, known, plural(counted-kept, "misses", "miss"), goal)
}

// all begins a sentence about every scenario.
func all(n int) string {
	if n == 2 {
		return "Both scenarios"
	}
	return fmt.Sprintf("All %d scenarios", n)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// soleCoverage is the finding for one scenario.
func soleCoverage(r *model.Report, goal string, target float64) string {
	vs := values(r, "coverage.revenue")
	at := full(r, vs)
	below, since, low := 0, -1, at[0]
	for _, i := range at {
		if vs[i] < target {
			below++
			since = -1
		} else if since < 0 {
			since = i
		}
		if vs[i] < vs[low] {
			low = i
		}
	}
	label := func(i int) string { return r.Periods[i].Label }
	switch {
	case len(at) == 1:
		return "Revenue is " + times(vs[low]) + " compute spend in " + label(low) + courseOf(r, vs).only(r, "year")
	case below == 0:
		return finding("Coverage meets "+goal+" in every full year; it is lowest in "+label(low)+" ("+times(vs[low])+")",
			"Coverage meets "+goal+" in every full year")
	case below == len(at):
		return "Coverage stays below " + goal + " in all " + itoa(below) + " full years"
	case since >= 0 && countBefore(at, since) == below:
		return "Coverage reaches " + goal + " in " + label(since) + " and stays at or above it"
	case since < 0 && onlyLast(vs, at, target) == below:
		return "Coverage falls below " + goal + " from " + label(at[len(at)-below])
	}
	return "Coverage is below " + goal + " in " + itoa(below) + " of " + itoa(len(at)) + " full years"
}

// countBefore is how many of the periods come before i.
func countBefore(at []int, i int) int {
	n := 0
	for _, k := range at {
		n += btoi(k < i)
	}
	return n
}

// onlyLast is how many periods at the end are below the target without a break.
func onlyLast(vs []float64, at []int, target float64) int {
	n := 0
	for k := len(at) - 1; k >= 0 && vs[at[k]] < target; k-- {
		n++
	}
	return n
}
