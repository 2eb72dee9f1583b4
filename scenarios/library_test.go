package scenarios

import (
	"strings"
	"testing"
)

func TestEveryFileOfTheLibraryLoads(t *testing.T) {
	all, err := List()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, e := range all {
		found[e.Name] = e.Contracts
		if e.Title == "" || e.Title == e.Name || e.Description == "" {
			t.Errorf("%s has no title or description", e.Name)
		}
		l, err := Load(e.Name, Options{})
		switch {
		case !e.Contracts:
			refused(t, err, "needs at least one contract")
		case err != nil:
			t.Errorf("%s: %v", e.Name, err)
		case l.Scenario.Name != e.Name || l.Scenario.File != e.Name+".yaml" || l.Scenario.Title != e.Title:
			t.Errorf("%s is called %q in %q, titled %q", e.Name, l.Scenario.Name, l.Scenario.File, l.Scenario.Title)
		case len(l.Scenario.Notes) > 0:
			t.Errorf("%s has notes: %v", e.Name, l.Scenario.Notes)
		}
	}
	for _, name := range []string{"openai-aws", "openai-aws-late", "openai-aws-expanded", "openai-aws-misprint", "openai-portfolio"} {
		if !found[name] {
			t.Errorf("%s is not listed as a scenario with contracts", name)
		}
	}
	if contracts, listed := found["revenue-hsbc"]; contracts || !listed {
		t.Error("revenue-hsbc is not listed as a file to extend")
	}
}

func TestTheLibraryIsReadAlikeFromDisk(t *testing.T) {
	embedded, err := Load("openai-aws-late", Options{})
	if err != nil {
		t.Fatal(err)
	}
	onDisk, err := Load("openai-aws-late.yaml", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if embedded.Scenario.InputSHA256 != onDisk.Scenario.InputSHA256 || embedded.Scenario.Inputs[0] != onDisk.Scenario.Inputs[0] {
		t.Error("the embedded scenario is another one")
	}
}

func TestTheStarterIsAScenarioWithoutNotes(t *testing.T) {
	l := mustRead(t, string(Starter()))
	if len(l.Scenario.Contracts) != 1 || len(l.Scenario.Revenue) != 1 || len(l.Scenario.Notes) != 0 {
		t.Errorf("%d contracts, %d lines of revenue, notes %v", len(l.Scenario.Contracts), len(l.Scenario.Revenue), l.Scenario.Notes)
	}
	if !strings.HasPrefix(string(Starter()), "# ") {
		t.Error("the starter does not begin with a comment")
	}
	Starter()[0] = 'x'
	if Starter()[0] != '#' {
		t.Error("the starter can be changed by its caller")
	}
}
