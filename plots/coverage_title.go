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
	kept, reached, counted, low, lowest := 0, 0, 0, math.Inf(1), ""
	names := labels(rs)
	for i, r := range rs {
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
		if least < low {
			low, lowest = least, names[i]
		}
	}
	switch missing := counted - kept; {
	case counted < len(rs):
		return amongKnown(kept, counted, goal)
	case missing == 0:
		return withLowest(all(counted)+" always meet "+goal, lowest, low)
	case reached == 0 && counted == 2:
		return "Neither scenario reaches " + goal + " in a full year"
	case reached == 0:
		return fmt.Sprintf("None of the %d scenarios reaches %s in a full year", counted, goal)
	case missing == counted:
		return withLowest(all(counted)+" miss "+goal+" at times", lowest, low)
	default:
		return withLowest(fmt.Sprintf("%d of %d scenarios %s %s at times", missing, counted, plural(missing, "misses", "miss"), goal), lowest, low)
	}
}

// amongKnown is the finding where the coverage of some scenarios is not known.
func amongKnown(kept, counted int, goal string) string {
	if counted == 1 {
		verb := "misses "
		if kept == 1 {
			verb = "always meets "
		}
		return "The one scenario with known coverage " + verb + goal
	}
	return fmt.Sprintf("Of %d scenarios with known coverage, %d always %s %s", counted, kept, plural(kept, "meets", "meet"), goal)
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

// withLowest adds the scenario with the lowest coverage to a finding, or how low it is.
func withLowest(main, lowest string, low float64) string {
	return finding(joined(quoted(main+"; ", titled(lowest)), " is lowest, at "+times(low)), main+"; the lowest is "+times(low), main)
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
		return "Coverage never falls below " + goal + "; it is lowest in " + label(low) + ", at " + times(vs[low])
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
