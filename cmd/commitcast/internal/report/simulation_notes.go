package report

import (
	"fmt"
	"strings"

	"commitcast/model/risk"
)

// simulationNotes gathers what the footnotes of a simulation have to explain.
type simulationNotes struct {
	form       Format
	of         string // begins what is told of a scenario: "name: ", where there are several
	margins    bool   // a figure has a margin
	partial    bool
	undefineds []string // of a period's figure, and on how many paths
	missing    []string // metrics that no path has
	close      []string // checks whose demand lies within the interval
}

func (n *simulationNotes) undefined(what string, d *risk.Distribution) {
	share := float64(d.Undefined) / float64(d.Undefined+d.Paths)
	text, _ := chance(risk.Probability{Estimate: risk.Estimate{Value: share, Low: share, High: share}})
	n.undefineds = append(n.undefineds, n.of+what+" ("+text+")")
}

func (n *simulationNotes) nowhere(name string) { n.missing = append(n.missing, n.of+Clean(name)) }

// listedUndefined is how many figures not defined on some paths are listed one by one.
const listedUndefined = 6

// lines are the footnotes.
func (n *simulationNotes) lines(r *risk.Result) []string {
	var lines []string
	if n.partial {
		lines = append(lines, "* partial period: the horizon, or the months with spend, cover less than all of it")
	}
	if n.margins {
		lines = append(lines, n.marginNotes()...)
	}
	if len(n.undefineds) > 0 {
		list, more := n.undefineds, ""
		if len(list) > listedUndefined {
			list, more = list[:listedUndefined], fmt.Sprintf(" and %d more", len(list)-listedUndefined)
		}
		lines = append(lines, "† not defined on some paths, which are left out: "+strings.Join(list, ", ")+more)
	}
	if len(n.missing) > 0 {
		lines = append(lines, "not defined on any path: "+strings.Join(n.missing, ", "))
	}
	if len(n.close) > 0 {
		lines = append(lines, "too close to call on so few paths: "+strings.Join(n.close, ", "))
	}
	if len(r.Differences) > 0 {
		lines = append(lines, "differences are taken path by path: a percentile of them is not the difference of two percentiles")
	}
	return lines
}

// marginNotes explain the margins.
func (n *simulationNotes) marginNotes() []string {
	after := ""
	if n.form != Markdown {
		after = " of P5, P50 and P95"
	}
	notes := []string{fmt.Sprintf("± is the %.0f%% interval%s, which tells how sure the sampling is and nothing else; without ± it lies within the digits shown",
		100*risk.Confidence, after)}
	if n.form != Markdown {
		notes = append(notes, "no figure has more digits than its interval supports; the intervals of all of them are in the forms csv, json and markdown")
	}
	return notes
}
