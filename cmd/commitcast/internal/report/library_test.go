package report

import (
	"testing"

	"commitcast/scenarios"
)

func TestLibrary(t *testing.T) {
	all := []scenarios.Entry{
		{Name: "deal", Title: "A | deal", Description: "What it is.", Contracts: true},
		{Name: "long-name", Title: "Revenue\x1b[31m"},
	}
	for format, want := range map[Format]string{
		Table: "deal       A | deal\nlong-name  Revenue (to be extended)\n",
		Markdown: "| Name | Title | Description | Contracts |\n|:--|:--|:--|:--|\n" +
			"| deal | A \\| deal | What it is. | yes |\n| long-name | Revenue |  | none: to be extended |\n",
	} {
		if got := string(Library(all, format)); got != want {
			t.Errorf("as %s:\n%s\nwant\n%s", format, got, want)
		}
	}
	got := parsed[struct {
		Schema    string
		Scenarios []scenarios.Entry
	}](t, Library(all, JSON))
	all[1].Title = "Revenue"
	if got.Schema != "commitcast.library/1" || len(got.Scenarios) != 2 || got.Scenarios[0] != all[0] || got.Scenarios[1] != all[1] {
		t.Errorf("as JSON: %+v", got)
	}
}
