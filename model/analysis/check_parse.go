package analysis

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

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

// ParseTest reads a check of the level error, which is named as it is written:
//
//	coverage.revenue@2028 >= 1.0            a number as model.ParseTarget reads it, one of >= <= > < ==, and a limit
//	coverage.revenue@2029.. >= 1.0          in every full calendar year from 2029; also ..2030, 2029..2030, and .. for all
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
		if !closed {
			return t, noExpression("P(coverage.revenue@2028 >= 1.0) >= 80% is one", "%q does not close its bracket", text)
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

// operatorSigns are the characters of operators.
const operatorSigns = "<>=≥≤"

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
		hint := map[string]string{"=": "write ==", "=>": "write >=", "=<": "write <=", "<>": "write ==, or two checks"}[op]
		return "", "", "", noExpression(hint, "%q is no comparison: a check has one of >= <= > < ==", op)
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
	none, op, right, err := comparison("P" + demand)
	if err != nil {
		return 0, err
	}
	a, err := readAmount(right)
	p := a.value
	switch {
	case none != "P":
		return 0, noExpression("P(coverage.revenue@2028 >= 1.0) >= 80% is one", "%q stands between the bracket and %s", none[1:], op)
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

var yearRange = regexp.MustCompile(`^(\d{4})?\.\.(\d{4})?$`)

// parseTarget reads the number that is compared, and the years it is compared in.
func (t *Test) parseTarget(text string) (model.Target, error) {
	name, years, ranged := strings.Cut(text, "@")
	if !ranged || !strings.Contains(years, "..") {
		return model.ParseTarget(text)
	}
	m := yearRange.FindStringSubmatch(years)
	if m == nil {
		return model.Target{}, noExpression("write 2029.., ..2030 or 2029..2030", "%q are no years", years)
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
	t.Years = true
	t.From, t.To = yearNumber(m[1]), yearNumber(m[2])
	if t.To != 0 && t.To < t.From {
		return target, noExpression("", "%s: the years end before they begin", text)
	}
	return target, nil
}

// yearNumber is the number of four digits; 0 for none.
func yearNumber(digits string) int {
	y, _ := strconv.Atoi(digits) // digits or nothing
	return y
}
