package scenarios

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"commitcast/model"
)

// docText is the package comment without its slashes.
func docText(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`(?m)^// ?`).ReplaceAllString(string(b), "")
}

func TestTheExampleOfTheDocumentationIsRead(t *testing.T) {
	text := docText(t)
	text = text[strings.Index(text, "\tscenario:"):strings.Index(text, "Keys at the top:")]
	l := mustRead(t, strings.ReplaceAll(text, "\n\t", "\n")[1:])
	s := l.Scenario
	if s.Contracts[0].Value != 38e9 || len(s.Contracts[0].Fleet) != 2 || len(s.Revenue) != 1 || len(s.Notes) != 0 {
		t.Errorf("the example is %+v", s)
	}
	if _, grade, source := input(t, l, "contracts.aws.value"); grade != "disclosed" || source != "press-release" {
		t.Errorf("its value is %s by %s", grade, source)
	}
}

func TestTheExampleOfClausesIsRead(t *testing.T) {
	text := docText(t)
	text = text[strings.Index(text, "\tcontracts:\n\t  azure:"):strings.Index(text, "Take-or-pay alone has")]
	s := mustRead(t, strings.ReplaceAll(text, "\n\t", "\n")[1:]).Scenario
	if len(s.Contracts[0].Drawdown.Milestones) != 3 || len(s.Contracts[1].Tranches) != 2 || s.Contracts[1].Exit.Notice.Days != 90 || len(s.Notes) != 0 {
		t.Errorf("the example is %+v", s)
	}
}

func TestTheExampleOfUncertaintyIsRead(t *testing.T) {
	text := docText(t)
	text = text[strings.Index(text, "\tuncertainty:\n"):strings.Index(text, "The distributions, and what each takes")]
	s := mustRead(t, strings.ReplaceAll(text, "\n\t", "\n")[1:]+`contracts:
  aws: {value: $38B, term: 7y, start: 2025-11, ramp: {full: 2026-12}}
  more: {status: option, value: $1B, term: 2y, start: 2027-01}
revenue: {all: {base: $10B, at: 2025-12, growth: {initial: 50%, terminal: 5%, half_life: 2y}}}
market: {gb200: {price: $3, at: 2026-01, decline: 20%}}
sources: {survey: {publisher: us}}
`).Scenario
	if u := s.Uncertainty; len(u.Inputs) != 5 || len(u.Noise) != 2 || len(u.Correlations) != 1 || len(s.Checks) != 2 || len(s.Notes) != 0 {
		t.Errorf("the example is %+v, %+v", u, s.Checks)
	}
	if got := s.Inputs.Grade("uncertainty.market.gb200.decline.pert.mode"); got != model.Estimated {
		t.Errorf("the grade of a distribution's parameter is %s", got)
	}
}

func TestTheExampleOfClaimsIsRead(t *testing.T) {
	text := docText(t)
	text = text[strings.Index(text, "\tclaims:\n"):strings.Index(text, "A claim's value is what")]
	l := mustRead(t, strings.ReplaceAll(text, "\n\t", "\n")[1:]+least+"sources: {press-release: {publisher: us}}\n")
	if len(l.Claims) != 4 || l.Claims[1].Scenario.Contracts[0].Value != 3.8e9 || l.Claims[3].Scenario.Contracts[0].Ramp.Full != 26 {
		t.Errorf("the claims are %+v", l.Claims)
	}
}

func TestTheDocumentationNamesEveryKey(t *testing.T) {
	text := docText(t)
	for name, s := range map[string]*spec{"the top": language, "a contract": contract, "revenue": revenueLine, "a share": revenueShare,
		"financing": financing, "market": market, "the catalogue": catalogRow, "a source": source, "demand": demand,
		"a tranche": tranche, "a prepayment": prepayment, "payment": payment, "an exit": exitRight, "an outage": outage, "actuals": actuals,
		"a backstop": backstop, "rollover": contract.field("rollover").spec, "shortfall": contract.field("shortfall").spec,
		"counts": contract.field("counts").spec, "noise": noise.field("demand").spec, "a correlation": correlation, "a check": checks.each,
		"a claim":        claimsAt("contracts.aws.value").each,
		"a distribution": distributionOf(duration), "a pert": distributionOf(duration).field("pert").spec,
		"a beta": distributionOf(duration).field("beta").spec} {
		for _, key := range s.known() {
			if key != "note" && !regexp.MustCompile(`\b`+key+`\b`).MatchString(text) {
				t.Errorf("%s of %s is not documented", key, name)
			}
		}
	}
}
