package main

import (
	"testing"

	"commitcast/model"
	"commitcast/scenarios"
)

func TestShortNamesAreMadeDistinct(t *testing.T) {
	tests := map[string]struct{ names, want []string }{
		"distinct names stay":                {[]string{"a", "b"}, []string{"a", "b"}},
		"the same file twice":                {[]string{"a", "a", "a"}, []string{"a", "a#2", "a#3"}},
		"a number that is taken is not used": {[]string{"a", "a", "a#2"}, []string{"a", "a#3", "a#2"}},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			var ss []*model.Scenario
			for _, n := range c.names {
				ss = append(ss, &model.Scenario{Name: n})
			}
			distinguish(ss)
			for i, s := range ss {
				if s.Name != c.want[i] {
					t.Errorf("scenario %d is called %s, want %s", i, s.Name, c.want[i])
				}
			}
		})
	}
}

func TestNearest(t *testing.T) {
	known := []string{"spend", "revenue", "coverage.revenue", "gpu_hours.available"}
	for word, want := range map[string]string{
		"spnd": "spend", "revenues": "revenue", "coverage.revenu": "coverage.revenue", "Spend": "spend",
		"gpu_hours.availible": "gpu_hours.available", "xyz": "", "": "",
	} {
		if got := scenarios.Nearest(word, known); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
}
