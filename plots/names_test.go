package plots

import (
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

func TestNamesBesideEachOtherLeaveOutWhatTheyShare(t *testing.T) {
	tests := map[string]struct{ names, want []string }{
		"a common front":          {[]string{"OpenAI–AWS, as announced", "OpenAI–AWS, nine months late"}, []string{"as announced", "nine months late"}},
		"with different words":    {[]string{"OpenAI–AWS, as announced", "OpenAI–AWS with more"}, []string{"as announced", "with more"}},
		"nothing in common":       {[]string{"Base", "Late"}, []string{"Base", "Late"}},
		"one within the other":    {[]string{"Base", "Base, late"}, []string{"Base", "Base, late"}},
		"a common front of words": {[]string{"Basement", "Base"}, []string{"Basement", "Base"}},
		"the same of two words":   {[]string{"Plan 2026", "Plan 2026"}, []string{"Plan 2026", "Plan 2026 (2)"}},
		"the same name":           {[]string{"Base", "Base"}, []string{"Base", "Base (2)"}},
		"one":                     {[]string{"OpenAI–AWS, as announced"}, []string{"OpenAI–AWS, as announced"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var rs []*model.Report
			for _, n := range tt.names {
				rs = append(rs, &model.Report{Scenario: &model.Scenario{Title: n}})
			}
			got := labels(rs)
			for i := range got {
				if got[i] != tt.want[i] {
					t.Errorf("got %q, want %q", got, tt.want)
				}
			}
		})
	}
}

func TestNamesThatTheTypefaceHasNotGiveWayToIDs(t *testing.T) {
	tests := map[string]struct {
		providers []string
		want      string
	}{
		"another script":              {[]string{"株式会社", "比較"}, "c0|c1"},
		"pictures":                    {[]string{"🚀🚀", "Oracle"}, "c0|Oracle"},
		"marks that cannot be seen":   {[]string{"\u200b", " "}, "c0|c1"},
		"what is left is the same":    {[]string{"東京 Cloud", "大阪 Cloud"}, "? Cloud (c0)|? Cloud (c1)"},
		"little of it is left":        {[]string{"株式会社 A", "計算契約1月"}, "c0|c1"},
		"one provider, two contracts": {[]string{"Oracle", "Oracle"}, "Oracle (c0)|Oracle (c1)"},
	}
	for name, tt := range tests {
		r := &model.Report{}
		for i, p := range tt.providers {
			r.Contracts = append(r.Contracts, model.ContractReport{ID: "c" + itoa(i), Provider: p})
		}
		if got := strings.Join(contractNames(r), "|"); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
	if got := contractNames(&model.Report{Contracts: make([]model.ContractReport, 2)}); got[0] != "contract 1" || got[1] != "contract 2" {
		t.Errorf("without a provider and an id: got %q", got)
	}
}

func TestTitlesThatTheTypefaceHasNotGiveWayToShortNames(t *testing.T) {
	tests := map[string]struct{ titles, want []string }{
		"another script":           {[]string{"株式会社", "比較"}, []string{"s0", "s1"}},
		"a front that is readable": {[]string{"Plan: 株式", "Plan: 比較"}, []string{"s0", "s1"}},
		"only one of them":         {[]string{"Base", "比較"}, []string{"Base", "s1"}},
		"the same title twice":     {[]string{"Contracts, April 2026", "Contracts, April 2026"}, []string{"s0", "s1"}},
	}
	for name, tt := range tests {
		var rs []*model.Report
		for i, n := range tt.titles {
			rs = append(rs, &model.Report{Scenario: &model.Scenario{Title: n, Name: "s" + itoa(i)}})
		}
		if got := labels(rs); got[0] != tt.want[0] || got[1] != tt.want[1] {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
	if got := shown(&model.Report{Scenario: &model.Scenario{Title: "比較"}}); got != "scenario" {
		t.Errorf("without a short name: got %q", got)
	}
}

func TestShortenedNamesStayApart(t *testing.T) {
	st := DefaultStyle()
	fonts, err := newTypesetter()
	if err != nil {
		t.Fatal(err)
	}
	s := newSheet(blank{}, st, fonts)
	front, end := strings.Repeat("the same long front ", 4), strings.Repeat(" the same long end", 4)
	for name, names := range map[string][]string{
		"that differ at the end":    {front + "A", front + "B", front + "C"},
		"that differ at the front":  {"A" + end, "B" + end},
		"that differ in the middle": {front + "A" + end, front + "B" + end, front + "C" + end},
		"of one long word":          {strings.Repeat("x", 90) + "1", strings.Repeat("x", 90) + "2"},
	} {
		for _, width := range []vg.Length{30, 60, 120} {
			told := map[string]bool{}
			for _, n := range s.fitAll(names, labelSize, true, width) {
				if told[n] || !legibleText(n) || s.width(n, labelSize, true) > width {
					t.Errorf("names %s, %g pt: %q is there twice, too wide or empty", name, width, n)
				}
				told[n] = true
			}
		}
		told := map[string]bool{}
		for _, n := range shortAll(names, 30) {
			if told[n] || len([]rune(n)) > 30 {
				t.Errorf("names %s: %q is there twice or too long", name, n)
			}
			told[n] = true
		}
	}
}

func TestNoLabelLosesItsLetters(t *testing.T) {
	fonts, err := newTypesetter()
	if err != nil {
		t.Fatal(err)
	}
	for _, scenarios := range []int{1, 2, 5, 12} {
		in := usual(4, scenarios, 6).input(t)
		for i, r := range append(append([]*model.Report(nil), in.Year...), in.Month...) {
			r.Scenario.Title = []string{"比較", "🚀🚀🚀", "株式会社 ", "\u200b"}[i%4]
			for k := range r.Contracts {
				r.Contracts[k].Provider = []string{"甲", "乙", "🚀", "A very long name that two contracts share but for the end 甲"}[k]
			}
		}
		charts, _, err := Charts(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range charts {
			for _, size := range Sizes() {
				l, err := c.Layout(Style{Light, size.Width, size.Height, 100})
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range l.Faults() {
					t.Errorf("%d scenarios, %s, %s: %s", scenarios, c.Name, size.Name, f)
				}
				for _, text := range l.Texts {
					if fonts.clean(text.Text) != text.Text {
						t.Errorf("%d scenarios, %s: %q has characters that the typeface has not", scenarios, c.Name, text.Text)
					}
				}
			}
		}
	}
}
