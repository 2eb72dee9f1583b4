package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"commitcast/model"
)

// Every number that the library's scenarios show is worked out again, node by node, from what it is explained by: each metric in each
// year and over the life, of the scenario and of each contract, and each figure. What a sum comes to is held against its largest part,
// and what rounding leaves of nothing is nothing.
func TestEveryNumberOfTheLibraryFollowsFromWhatItIsExplainedBy(t *testing.T) {
	if testing.Short() {
		t.Skip("walks through millions of nodes")
	}
	for _, s := range libraryScenarios(t) {
		t.Run(s.Name, func(t *testing.T) {
			p := model.NewProjector(s, model.GridOf(s))
			p.Run()
			walked := 0
			for _, target := range explainedTargets(s) {
				x, err := p.Explain(target, model.Horizon{}, math.MaxInt)
				if err != nil {
					t.Fatalf("%s: %v", target, err)
				}
				walked += workOut(t, target.String(), x.Root)
			}
			if walked < 1000 {
				t.Errorf("only %d nodes", walked)
			}
		})
	}
}

// explainedTargets are those of a scenario that may be named.
func explainedTargets(s *model.Scenario) []model.Target {
	years := append(s.ShownYears(), "")
	if len(years) > 4 { // the first, one in the middle and the last stand for the others
		years = []string{years[0], years[len(years)/2], years[len(years)-2], ""}
	}
	of := []string{""}
	for i := range s.Contracts {
		of = append(of, s.Contracts[i].ID)
	}
	var all []model.Target
	for _, name := range model.AllMeasureNames() {
		for _, year := range years {
			for _, contract := range of {
				if target := (model.Target{Name: name, Period: year, Contract: contract}); target.Check(s) == nil {
					all = append(all, target)
				}
			}
		}
	}
	return all
}

// workOut works a node and all below it out again, and returns how many they are.
func workOut(t *testing.T, at string, n *model.Node) int {
	t.Helper()
	again, size := n.Recompute(), math.Abs(n.Value)
	for _, c := range n.Children {
		if c.Unit == n.Unit && model.Known(c.Value) {
			size = max(size, math.Abs(c.Value))
		}
	}
	if model.Known(again) != model.Known(n.Value) || math.Abs(again-n.Value) > 1e-9*size && math.Abs(again-n.Value) > 1e-12 {
		t.Fatalf("%s / %s is %v, but follows as %v", at, n.Label, n.Value, again)
	}
	if n.Hidden != 0 {
		t.Fatalf("%s / %s hides %d", at, n.Label, n.Hidden)
	}
	count := 1
	for _, c := range n.Children {
		count += workOut(t, at+" / "+n.Label, c)
	}
	return count
}

func TestAnExplanationLeadsToWhereItsInputsAreWritten(t *testing.T) {
	x, err := model.Explain(embedded(t, "openai-aws"), model.Target{Name: "coverage.revenue", Period: "2027"}, 12)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]*model.Input{}
	var look func(n *model.Node)
	look = func(n *model.Node) {
		if n.Input != nil {
			found[n.Address] = n.Input
		}
		for _, c := range n.Children {
			look(c)
		}
	}
	look(x.Root)
	for path, want := range map[string]string{
		"contracts.aws.value":       "$38B disclosed aws-2025-11-03 openai-aws.yaml",
		"contracts.aws.ramp.full":   "2026-12 disclosed aws-2025-11-03 openai-aws.yaml",
		"revenue.total.annual.2027": "$62B reported plan-2026-27 revenue-plan-2026.yaml",
	} {
		in := found[path]
		if in == nil {
			t.Fatalf("%s is not among the inputs", path)
		}
		file, place, _ := strings.Cut(in.Origin, ":")
		if got := fmt.Sprintf("%s %s %s %s", in.Text, in.Grade, in.Source, file); got != want || !strings.Contains(place, ":") {
			t.Errorf("%s: %s at %s, want %s", path, got, place, want)
		}
	}
	if paths := slices.Sorted(maps.Keys(found)); slices.ContainsFunc(paths, func(path string) bool { return strings.HasSuffix(path, ".margin") }) {
		t.Errorf("revenue coverage does not rest on margins: %v", paths)
	}
}
