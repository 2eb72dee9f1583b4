package scenarios

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"testing"

	"commitcast/model"
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
		case l.Scenario.Name != path.Base(e.Name) || path.Base(l.Scenario.File) != path.Base(e.Name)+".yaml" || l.Scenario.Title != e.Title:
			t.Errorf("%s is called %q in %q, titled %q", e.Name, l.Scenario.Name, l.Scenario.File, l.Scenario.Title)
		case slices.ContainsFunc(l.Scenario.Notes, func(w model.Warning) bool { return !strings.HasSuffix(w.Path, ".forfeit") }):
			t.Errorf("%s has notes: %v", e.Name, l.Scenario.Notes)
		}
	}
	for _, name := range []string{
		"openai-aws", "openai-aws-late", "openai-aws-expanded", "openai-aws-misprint", "openai-portfolio",
		"bench/reference", "disclosed/snap-aws", "families/azure-macc",
	} {
		if !found[name] {
			t.Errorf("%s is not listed as a scenario with contracts", name)
		}
	}
	if contracts, listed := found["revenue-hsbc"]; contracts || !listed {
		t.Error("revenue-hsbc is not listed as a file to extend")
	}
}

func TestTheLibraryIsReadAlikeFromDisk(t *testing.T) {
	for _, name := range []string{"openai-aws-late", "disclosed/snap-aws-amended"} {
		embedded, err := Load(name, Options{})
		if err != nil {
			t.Fatal(err)
		}
		onDisk, err := Load(name+".yaml", Options{})
		if err != nil {
			t.Fatal(err)
		}
		a, b := embedded.Scenario, onDisk.Scenario
		if a.InputSHA256 != b.InputSHA256 || path.Base(a.Inputs[0].Origin) != path.Base(b.Inputs[0].Origin) {
			t.Errorf("%s: the embedded scenario is another one", name)
		}
	}
}

func TestAScenarioExtendsOneOfAFolderOfTheLibrary(t *testing.T) {
	l := mustRead(t, "extends: disclosed/snap-aws\ncontracts: {aws: {start: 2018-01}}\n")
	if c := l.Scenario.Contracts; len(c) != 1 || c[0].Provider != "Amazon Web Services" || len(c[0].Minimums) != 5 {
		t.Errorf("contracts are %+v", c)
	}
}

func TestTheListBeginsWithTheDealAndGoesOnByFolder(t *testing.T) {
	all := names()
	if !slices.IsSortedFunc(all, func(a, b string) int {
		return cmp.Or(cmp.Compare(path.Dir(a), path.Dir(b)), cmp.Compare(a, b))
	}) || all[0] != "openai-aws" {
		t.Errorf("the names are %q", all)
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
