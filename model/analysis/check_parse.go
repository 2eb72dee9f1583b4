package analysis

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"commitcast/model"
)

// ExpressionError is an error of an expression that is no check, or none of a scenario.
type ExpressionError struct {
	Message string
	Hint    string // what to write instead; may be empty
}

func (e *ExpressionError) Error() string { return e.Message }

func noExpression(hint, format string, args ...any) error {
	return &ExpressionError{fmt.Sprintf(format, args...), hint}
}

// example is a check as it is written.
const example = "coverage.revenue@2028 >= 1.0 is one"

// chanceExample is a check with a probability as it is written.
const chanceExample = "P(coverage.revenue@2028 >= 1.0) >= 80% is one"

// ParseTest reads a check of the level error, which is named as it is written:
//
//	coverage.revenue@2028 >= 1.0            a number as model.ParseTarget reads it, one of >= <= > < ==, and a limit
//	coverage.revenue@2029.. >= 1.0          in every full calendar year from 2029; also ..2030, 2029..2030, and .. for all
//	coverage.revenue@FY2029.. >= 1.0        in every full fiscal year from FY2029; also ..FY2030, FY2029..FY2030, and FY.. for all
//	P(coverage.revenue@2028 >= 1.0) >= 80%  with the probability that a simulation must give it
//
// The limit is written in the unit of the number: 1.2x, $5B or 5B, 80%, 2029. The error is an *ExpressionError, or that of
// model.ParseTarget.
func ParseTest(text string) (Test, error) {
	text = strings.TrimSpace(text)
	t := Test{Name: text, Level: model.LevelError, Probability: model.Unknown()}
	rest := text
	if inner, ok := strings.CutPrefix(text, "P("); ok {
		limit, demand, closed := strings.Cut(inner, ")")
		switch {
		case strings.Contains(limit, "("):
			return t, noExpression(chanceExample, "%q has a bracket within P( ), which takes a check without one", text)
		case !closed:
			return t, noExpression(chanceExample, "%q does not close its bracket", text)
		}
		p, err := parseDemand(limit, demand)
		if err != nil {
			return t, err
		}
		rest, t.Probability = limit, p
	}
	left, op, right, err := comparison(rest)
	if err != nil {
		return t, err
	}
	if t.Limit.Target, err = t.parseTarget(left); err != nil {
		return t, err
	}
	a, err := readAmount(right)
	if err == nil {
		err = a.misfit(t.Limit.Target)
	}
	t.Limit, t.currency = t.Limit.bound(op, a.value), a.currency
	return t, err
}

// bound is the limit that an operator sets at a number.
func (l Limit) bound(op string, v float64) Limit {
	l.Min, l.Max, l.Strict = model.Unknown(), model.Unknown(), op == ">" || op == "<"
	if op != "<" && op != "<=" {
		l.Min = v
	}
	if op != ">" && op != ">=" {
		l.Max = v
	}
	return l
}

// operatorSigns are the characters of operators, and of what is taken for one.
const operatorSigns = "<>=≥≤≠!"

// whatToWrite is the operator to write for what is none.
var whatToWrite = map[string]string{"=": "write ==", "=>": "write >=", "=<": "write <=", "≠": unequal, "!=": unequal, "<>": unequal}

const unequal = "a check is a limit: write < or >"

// comparison parts an expression at its operator, which comes back as one of >= <= > < ==.
func comparison(text string) (left, op, right string, err error) {
	from := strings.IndexAny(text, operatorSigns)
	if from < 0 {
		return "", "", "", noExpression(example, "%q compares nothing: a check has one of >= <= > < ==", text)
	}
	rest := strings.TrimLeft(text[from:], operatorSigns)
	op = text[from : len(text)-len(rest)]
	switch op {
	case "≥":
		op = ">="
	case "≤":
		op = "<="
	case ">=", "<=", ">", "<", "==":
	default:
		return "", "", "", noExpression(whatToWrite[op], "%q is no comparison: a check has one of >= <= > < ==", op)
	}
	left, right = strings.TrimSpace(text[:from]), strings.TrimSpace(rest)
	switch {
	case strings.ContainsAny(right, operatorSigns):
		return "", "", "", noExpression("give each limit as a check of its own", "%q compares twice", text)
	case left == "":
		return "", "", "", noExpression(example, "%q has nothing before %s", text, op)
	case right == "":
		return "", "", "", noExpression(example, "%q has nothing after %s", text, op)
	}
	return left, op, right, nil
}

// parseDemand reads the probability that is demanded of a limit: >= 80%.
func parseDemand(limit, demand string) (float64, error) {
	if !strings.ContainsAny(demand, operatorSigns) {
		return 0, noExpression("write P("+limit+") >= 80%", "%q does not say which chance it must have", "P("+limit+")"+demand)
	}
	none, op, right, err := comparison("P" + demand)
	if err != nil {
		return 0, err
	}
	a, err := readAmount(right)
	p := a.value
	switch {
	case none != "P":
		return 0, noExpression(chanceExample, "%q stands between the bracket and %s", none[1:], op)
	case err != nil:
		return 0, err
	case op != ">=":
		return 0, noExpression(otherWay(limit, op, p), "a chance is demanded by >=, not by %s", op)
	case a.currency != "" || a.suffix != "" && a.suffix != "%" || !(p > 0 && p < 1):
		return 0, noExpression("", "a probability must be above 0%% and below 100%%, is %s", right)
	}
	return p, nil
}

// opposite are the operators of what is not.
var opposite = map[string]string{">=": "<", "<=": ">", ">": "<=", "<": ">="}

// otherWay is the same demand of the opposite: P(x >= 1) >= 80% for P(x < 1) <= 20%; empty where there is none.
func otherWay(limit, op string, p float64) string {
	left, inner, right, err := comparison(limit)
	if err != nil || opposite[inner] == "" || op[0] != '<' || strings.Contains(left, "..") {
		return ""
	}
	return fmt.Sprintf("write P(%s %s %s) >= %s%%", left, opposite[inner], right, strconv.FormatFloat(math.Round(1e8*(1-p))/1e6, 'f', -1, 64))
}

// yearRange is the first year and the last, of which each may be missing; FY alone begins all fiscal years.
var yearRange = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(FY\d{4}|FY|\d{4})?\.\.(FY\d{4}|\d{4})?$`) })

// parseTarget reads the number that is compared, and the years it is compared in.
func (t *Test) parseTarget(text string) (model.Target, error) {
	name, years, ranged := strings.Cut(text, "@")
	if !ranged || !strings.Contains(years, "..") {
		return model.ParseTarget(text)
	}
	m := yearRange().FindStringSubmatch(years)
	if m == nil {
		return model.Target{}, noExpression("write 2029.., ..2030, 2029..2030 or FY2029..", "%q are no years", years)
	}
	target, err := model.ParseTarget(name)
	if err != nil {
		return target, err
	}
	metric, _ := target.Measured()
	switch {
	case target.Contract != "":
		return target, noExpression("name one period, such as "+name+"@2028", "%s: a range of years is of the whole scenario, not of a contract", text)
	case metric == nil:
		return target, noExpression("write "+name, "%s is one figure of the whole life: it has no years", name)
	case !metric.Scenario:
		return target, noExpression("", "%s is of a contract, and a range of years is of the whole scenario", name)
	}
	return target, t.setYears(text, m[1], m[2])
}

// setYears sets the years from the first and the last: 2029, FY2029, or nothing for no bound.
func (t *Test) setYears(text, from, to string) error {
	t.Years, t.From, t.To = true, yearNumber(from), yearNumber(to)
	t.Fiscal = fiscal(from) || fiscal(to)
	switch {
	case from != "" && to != "" && fiscal(from) != fiscal(to):
		return noExpression("write 2029..2030 or FY2029..FY2030", "%s: a calendar year and a fiscal year are no range", text)
	case t.To != 0 && t.To < t.From:
		return noExpression("", "%s: the years end before they begin", text)
	}
	return nil
}

func fiscal(year string) bool { return strings.HasPrefix(year, "FY") }

// yearNumber is the number of a year such as 2029 or FY2029; 0 for none.
func yearNumber(year string) int {
	y, _ := strconv.Atoi(strings.TrimPrefix(year, "FY")) // digits or nothing
	return y
}
