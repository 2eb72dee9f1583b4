package scenarios

import (
	"strconv"
	"strings"

	"commitcast/model"
)

// The kinds of what is said of uncertainty and checks.
var (
	number            = &kind{accepts: "a number such as 200_000", read: readAmount}
	volatility        = &kind{accepts: "a rate a year such as 15%", read: readPercent, percent: true, offered: 5}
	rho               = &kind{accepts: "a correlation between −1 and 1 such as -0.3", read: readNumber, signed: true}
	percentile        = &kind{accepts: "a percentile such as p10", read: readPercentile, text: true, canon: percentileKey}
	percentileOrBound = &kind{accepts: "a percentile such as p10, or min or max", read: readPercentileOrBound, text: true, canon: percentileKey}
	pathText          = &kind{accepts: "a path such as contracts.aws.delay", read: readLine, text: true}
	metricName        = &kind{accepts: "a metric such as coverage.revenue or funding_gap", read: readMetric, text: true}
	measure           = &kind{accepts: "a number such as 1.0, an amount such as $5B or a share such as 80%", read: readMeasure, signed: true, money: true}
)

var percentileText = compiled(`^p([0-9]{1,2})(?:[._]([0-9]{1,6}))?$`)

// readPercentile reads p10 or p97.5, also written p97_5, as a probability.
func readPercentile(text string) (value, *mistake) {
	m := percentileText.FindStringSubmatch(text)
	if m == nil {
		hint := "write p10"
		if lower := strings.ToLower(text); percentileText.MatchString(lower) {
			hint = didYouMean(lower)
		}
		return value{}, wrong(hint, "%q is not a percentile such as p10 or p97.5", short(text))
	}
	v, err := strconv.ParseFloat(m[1]+"."+m[2]+"0e-2", 64)
	if err != nil || v == 0 {
		return value{}, wrong("write p1", "%q must be above p0", short(text))
	}
	return value{number: v}, nil
}

func readPercentileOrBound(text string) (value, *mistake) {
	if text == "min" || text == "max" {
		return value{}, nil
	}
	return readPercentile(text)
}

// percentileKey writes a percentile as its address has it, without dots and idle zeros: p97_5 for p97.5, p5 for p05.
func percentileKey(text string) string {
	m := percentileText.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	whole, fraction := strings.TrimLeft(m[1], "0"), strings.TrimRight(m[2], "0")
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		fraction = "_" + fraction
	}
	return "p" + whole + fraction
}

// readMetric reads the name of a metric of a scenario, or of a figure.
func readMetric(text string) (value, *mistake) {
	if _, ok := model.MeasureUnit(text); ok {
		return value{}, nil
	}
	hint := didYouMean(Nearest(text, model.MeasureNames()))
	if hint == "" {
		hint = "coverage.revenue, cash_balance, funding_gap and min_coverage are some"
	}
	return value{}, wrong(hint, "%q is no metric or figure of a scenario", short(text))
}

// readMeasure reads what a metric may be held against: 1.0, 1.2x, $5B or 80%.
func readMeasure(text string) (value, *mistake) {
	if strings.HasSuffix(text, "%") {
		v, bad := readPercent(text)
		v.unit = ofShare
		return v, bad
	}
	if times, ok := strings.CutSuffix(text, "x"); ok {
		v, bad := readNumber(times)
		v.unit = ofTimes
		return v, bad
	}
	v, bad := readMoney(text)
	if v.currency != "" {
		v.unit = ofMoney
	}
	return v, bad
}

// ofTimes is a multiple written with its x.
const ofTimes unit = "multiple"

// misfit says why a limit cannot be one of a metric in that unit; nil when it can.
func misfit(v value, text, metric string, u model.Unit) *mistake {
	money := strings.HasPrefix(string(u), string(model.Currency))
	part := u == model.Share || u == model.Rate || u == model.Index
	switch {
	case v.unit == ofMoney && !money:
		return wrong("write a number", "%s is an amount of money, and %s is not", short(text), metric)
	case v.unit == ofShare && !part && u != model.Multiple:
		return wrong("write "+word(money, "$5B", "a number"), "%s is a share, and %s is not", short(text), metric)
	case v.unit == ofTimes && u != model.Multiple:
		return wrong("", "%s is a multiple, and %s is not", short(text), metric)
	case v.unit == "" && part && (v.number >= doubtedRate || v.number <= -doubtedRate):
		return wrong(didYouMean(text+"%"), "%s is a share: %s would be %s", metric, short(text), percentOf(v.number))
	}
	return nil
}

func percentOf(v float64) string { return strconv.FormatFloat(100*v, 'g', 6, 64) + "%" }
