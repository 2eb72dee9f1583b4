package report

import (
	"encoding/xml"
	"fmt"
	"strings"

	"commitcast/model"
	"commitcast/model/analysis"
)

// The elements of JUnit's XML, as far as builds read them.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Failure *junitMessage `xml:"failure"`
		Skipped *junitMessage `xml:"skipped"`
	}
	junitMessage struct {
		Message string `xml:"message,attr"`
	}
)

// checkJUnit writes a suite a scenario and a case a check. A check of the level error that does not hold is a failure. One of the level warning is
// skipped, with its message, since it may not fail a build.
func checkJUnit(all []*analysis.Checked) []byte {
	suites := junitSuites{Name: "commitcast check"}
	for _, c := range all {
		suite := junitSuite{Name: Clean(c.Scenario.Name), Tests: len(c.Results)}
		for i := range c.Results {
			r := &c.Results[i]
			one := junitCase{Class: "commitcast." + suite.Name, Name: checkHeading(r, c.Scenario.Currency)}
			message := &junitMessage{checkMessage(r, c.Scenario.Currency)}
			switch {
			case r.Outcome == analysis.Holds:
			case r.Broken():
				suite.Failures++
				one.Failure = message
			default:
				suite.Skipped++
				message.Message = "warning: " + message.Message
				one.Skipped = message
			}
			suite.Cases = append(suite.Cases, one)
		}
		suites.Tests, suites.Failures, suites.Skipped = suites.Tests+suite.Tests, suites.Failures+suite.Failures, suites.Skipped+suite.Skipped
		suites.Suites = append(suites.Suites, suite)
	}
	b, err := xml.MarshalIndent(suites, "", "  ")
	if err != nil {
		panic(err) // texts and numbers can always be written
	}
	return append([]byte(xml.Header), append(b, '\n')...)
}

// checkMessage says in a line how a check came out: fails: own value 0.83× in 2028; coverage.revenue at
// least 1.00×.
func checkMessage(r *analysis.CheckResult, currency string) string {
	parts := []string{string(r.Outcome)}
	if model.Known(r.Value) {
		own := "own value " + amount(r.Value, r.Limit.Target.Unit(), currency)
		if r.Period != "" {
			own += " in " + Clean(r.Period)
		}
		parts = append(parts, own)
	}
	if model.Known(r.Held) {
		holds, interval := chance(heldOn(r))
		parts = append(parts, fmt.Sprintf("holds on %s of the paths (%s), %s is demanded", holds, interval, percentText(r.Probability)))
	}
	return parts[0] + ": " + strings.Join(append(parts[1:], limitText(r.Limit, currency)), "; ")
}
