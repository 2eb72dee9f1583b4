package model_test

import (
	"errors"
	"testing"

	"commitcast/model"
)

// two are two contracts from January 2026, of 24 months and of 36.
func two() *model.Scenario {
	contract := func(id string, term model.Months) model.Contract {
		return model.Contract{ID: id, Status: model.Signed, Start: model.DateOf(2026, 1, 1), Term: term, Value: 1}
	}
	return &model.Scenario{FiscalYearEnd: 6, Contracts: []model.Contract{contract("a", 24), contract("b", 36)}}
}

func TestATargetThatAScenarioDoesNotHaveSaysWhy(t *testing.T) {
	s, option := two(), two()
	option.Contracts[1].Status = model.Option
	shown := two()
	shown.Horizon = model.Horizon{From: model.MonthOf(2026, 7), To: model.MonthOf(2028, 6)}
	none := two()
	none.Contracts = none.Contracts[:0]
	for _, test := range []struct {
		s          *model.Scenario
		text, want string
	}{
		{s, "spend@2027", ""},
		{s, "b:spend@Y3", ""},
		{s, "spend", ""},
		{option, "spend@Y2", ""}, // only a counts
		{s, "spend@Y2", "Y2 is a year of one contract, and 2 count: write a:spend@Y2"},
		{s, "a:spend@Y3", "contract a has no year Y3: its years are Y1 to Y2"},
		{s, "c:spend", `there is no contract "c"`},
		{option, "b:spend", "contract b does not count: it is option"},
		{s, "a:funding_gap", "funding_gap is a figure of the whole scenario, not of a contract"},
		{s, "funding_gap@2027", "funding_gap is one figure of the whole life: it has no periods"},
		{s, "cash_balance", "cash_balance has no total: name a period, such as cash_balance@2027"},
		{s, "spend@2028-Q4", ""},
		{s, "spend@2029", "spend@2029: 2029 lies outside of what is shown, 2026 to 2028"},
		{s, "revenue@2025", "revenue@2025: 2025 lies outside of what is shown, 2026 to 2028"},
		{s, "a:spend@2029-Q1", "a:spend@2029-Q1: 2029-Q1 lies outside of what is shown, 2026-01 to 2028-12"},
		{s, "spend@FY2029", ""}, // from July 2028 on
		{shown, "spend@FY2029", "spend@FY2029: FY2029 lies outside of what is shown, 2026-07 to 2028-06"},
		{shown, "spend@2026-06", "spend@2026-06: 2026-06 lies outside of what is shown, 2026-07 to 2028-06"},
		{shown, "spend@2026", ""},
		{none, "spend@2027", "spend@2027: none of the contracts counts"},
		{none, "cash_balance", "cash_balance: none of the contracts counts"},
		{none, "spend@Y1", "spend@Y1: none of the contracts counts"},
	} {
		target, err := model.ParseTarget(test.text)
		if err == nil {
			err = target.Check(test.s)
		}
		if err == nil && test.want != "" || err != nil && err.Error() != test.want {
			t.Errorf("%s: %v, want %q", test.text, err, test.want)
		}
	}
}

func TestATargetThatIsNoneIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"spned@2027":    `there is no metric or figure "spned"`,
		":spend":        `":spend" has a colon with no contract before it: write aws:spend@2028`,
		"spend@":        `"spend@" names no period after the @: write spend@2028`,
		"spend@2028Q1":  `"2028Q1" is no period: write 2028, 2028-Q1, 2028-03, FY2028 or, of a contract's year, Y3`,
		"spend@2028-13": `"2028-13" is no period: write 2028, 2028-Q1, 2028-03, FY2028 or, of a contract's year, Y3`,
	} {
		_, err := model.ParseTarget(text)
		var name *model.UnknownName
		var target *model.TargetError
		if err == nil || err.Error() != want || !errors.As(err, &name) && !errors.As(err, &target) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
	for _, text := range []string{"spend@2028", "a:spend@2028-Q3", "aws:spend@Y12", "spend@FY2029", "spend@2028-12", "funding_gap", "spend"} {
		if got, err := model.ParseTarget(text); err != nil || got.String() != text {
			t.Errorf("%s is read as %s (%v)", text, got, err)
		}
	}
}

func TestATargetLiesWithinWhatAnyOfSeveralShows(t *testing.T) {
	s := two()
	year := func(y int) model.Horizon { return model.Horizon{From: model.MonthOf(y, 1), To: model.MonthOf(y, 12)} }
	target := model.Target{Name: "spend", Period: "2030"}
	if err := target.Exists(s); err != nil {
		t.Error(err)
	}
	if err := target.Within(s, year(2026), year(2030)); err != nil {
		t.Error(err)
	}
	err := target.Within(s, year(2026), year(2028))
	if want := "spend@2030: 2030 lies outside of what is shown, 2026 to 2028"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	err = target.Within(s, year(2027))
	if want := "spend@2030: 2030 lies outside of what is shown, 2027"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	for _, text := range []model.Target{{Name: "spend"}, {Name: "funding_gap"}, {Contract: "a", Name: "spend", Period: "Y2"}} {
		if err := text.Within(s, year(2040)); err != nil {
			t.Error(err)
		}
	}
}
