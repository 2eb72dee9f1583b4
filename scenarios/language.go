package scenarios

import (
	"slices"

	"commitcast/model"
)

// language is the scenario file: every key there is.
var language = &spec{fields: slices.Concat(quantities, []field{
	{key: "uncertainty", spec: uncertaintyOf(quantities)}, {key: "checks", spec: checks}, {key: claimsKey, spec: claims}})}

// quantities are the keys of the scenario itself.
var quantities = []field{
	{key: "scenario", spec: unlisted(title)},
	{key: "description", spec: unlisted(prose)},
	{key: "extends", spec: either(unlisted(filePath), &spec{each: unlisted(filePath), unlisted: true})},
	{key: "currency", spec: unlisted(currency), standard: "USD"},
	{key: "horizon", spec: asOne(&spec{fields: []field{{key: "from", spec: scalar(month)}, {key: "to", spec: scalar(month)}}})},
	{key: "valuation", spec: &spec{fields: []field{
		{key: "date", spec: scalar(monthOrDate)}, {key: "discount_rate", spec: scalar(discount)}}}},
	{key: "fiscal_year_end", spec: scalar(monthNumber), standard: "12"},
	{key: "target", spec: scalar(factor), standard: "1.0"},
	{key: "defaults", spec: lineOf(operation...)},
	{key: "contracts", spec: lines(contract)},
	{key: "revenue", spec: lines(revenueLine)},
	{key: "revenue_share", spec: namedList(revenueShare)},
	{key: "costs", spec: lines(costLine)},
	{key: "financing", spec: namedList(financing)},
	{key: "opening_cash", spec: scalar(signedMoney), standard: "0"},
	{key: "min_cash", spec: scalar(signedMoney), standard: "0"},
	{key: "market", spec: table(accelerator, market)},
	{key: "catalog", spec: table(identifier, catalogRow)},
	{key: "plausibility", spec: &spec{fields: []field{{key: "spend_per_mw_year", spec: band(money)}}}},
	{key: "sources", spec: &spec{keys: identifier, each: source, unlisted: true}},
	{key: "demand", spec: demand},
}

// contract is one entry of contracts. What is committed is given in one of several ways, which exclude each other.
var contract = withRivals(bound(lineOf(slices.Concat(contractFields, termFields, drawdownFields, operation)...),
	commitmentKeys, []string{"status", "exercised"}),
	rivalry{{"value", "minimums", "minimums_by", "milestones", "milestones_are", "aggregate_minimum"}, {"fee"}},
	rivalry{{"minimums", "minimums_by"}, {"milestones", "milestones_are"}},
	rivalry{{"value", "minimums", "minimums_by", "milestones", "milestones_are", "aggregate_minimum", "fee", "fleet", "consumption"},
		{"tranches"}})

// commitmentKeys are the keys of a contract that say how much is committed.
var commitmentKeys = []string{"value", "minimums", "minimums_by", "milestones", "milestones_are", "aggregate_minimum", "fee"}

var contractFields = []field{
	{key: "provider", spec: scalar(title)},
	{key: "status", spec: scalar(status), standard: string(model.Signed)},
	{key: "exercised", spec: scalar(boolean), standard: "false"},
	{key: "commitment", spec: scalar(choice(model.TakeOrPay, model.OnDemand, model.Drawdown)), standard: string(model.TakeOrPay)},
	{key: "value", spec: scalar(money)},
	{key: "term", spec: scalar(duration)},
	{key: "start", spec: scalar(monthOrDate)},
	{key: "ramp", spec: ramp},
	{key: "delay", spec: scalar(duration), standard: "0mo"},
	{key: "on_delay", spec: scalar(choice(model.Extend, model.Compress, model.Forgive, model.Pay)), standard: string(model.Extend)},
	{key: "escalator", spec: scalar(rate), standard: "0%"},
	{key: "minimums", spec: either(list(scalar(money)), table(anyYear, scalar(money)))},
	{key: "minimums_by", spec: scalar(choice(model.ContractYears, model.CalendarYears, model.FiscalYears))},
	{key: "price", spec: prices},
	{key: "fee", spec: scalar(money)},
	{key: "schedule", spec: asOne(either(scalar(choice(model.ByRamp, model.Even)), ownSteps)), standard: string(model.ByRamp)},
	{key: "hours", spec: scalar(choice(allHours, fixedHours)), standard: allHours},
	{key: "fleet", spec: table(accelerator, scalar(count))},
	{key: "consumption", spec: curve(money)},
}

// operation are the keys of a contract that defaults may give for all contracts.
var operation = []field{
	{key: "availability", spec: scalar(share), standard: "100%"},
	{key: "utilisation", spec: scalar(share), standard: "100%"},
	{key: "pue", spec: scalar(atLeastOne)},
	{key: "load_factor", spec: scalar(share), standard: "100%"},
	{key: "grid_intensity", spec: scalar(amount)},
	{key: "wue", spec: scalar(amount)},
}

// status is how firm a contract or a financing is.
var status = choice(model.Signed, model.Reported, model.LetterOfIntent, model.Option)

// ownSteps is a schedule apart from the ramp.
var ownSteps = &spec{fields: []field{
	{key: "initial", spec: scalar(share), standard: "0%"}, {key: "steps", spec: knots, required: true}}}

// Words that the model has no names for.
const (
	gpu, cpu             = "gpu", "cpu"      // kinds of accelerators
	allHours, fixedHours = "calendar", "730" // hours billed a month
)

var ramp = &spec{whole: true, variant: rampShape, fields: []field{
	{key: "shape", spec: scalar(choice(model.Shapes...)), standard: string(model.Linear)},
	{key: "initial", spec: scalar(share), standard: "0%"},
	{key: "full", spec: scalar(monthOrSpan)},
	{key: "steepness", spec: scalar(steepness)},
	{key: "steps", spec: knots},
	{key: "points", spec: knots},
}}

var knots = table(month, scalar(share))

// prices are one price, one by accelerator, or one that follows the market's.
var prices = either(scalar(price), floating, table(accelerator, either(scalar(price), floating)))

// floating is a price that follows the market's.
var floating = &spec{fields: []field{
	{key: "market", spec: scalar(accelerator), required: true}, {key: "multiple", spec: scalar(factor), standard: "1"}}}

// curveFields are the keys of a curve of amounts.
func curveFields(amounts *kind) []field {
	return []field{
		{key: "annual", spec: table(year, scalar(amounts))},
		{key: "run_rate", spec: table(month, scalar(amounts))},
		{key: "base", spec: scalar(amounts)},
		{key: "at", spec: scalar(month)},
		{key: "growth", spec: either(scalar(rate), &spec{fields: []field{
			{key: "initial", spec: scalar(rate)}, {key: "terminal", spec: scalar(rate)}, {key: "half_life", spec: scalar(duration)}}})},
		{key: "backcast", spec: scalar(boolean), standard: "false"},
	}
}

// curveRivals are the three ways a curve is given, which exclude each other.
var curveRivals = rivalry{{"annual"}, {"run_rate"}, {"base", "at"}}

// curveKeys are the keys of a curve.
var curveKeys = []string{"annual", "run_rate", "base", "at", "growth", "backcast"}

func curve(amounts *kind) *spec {
	return withRivals(&spec{whole: true, fields: curveFields(amounts)}, curveRivals)
}

var (
	costLine    = withRivals(bound(lineOf(curveFields(money)...), curveKeys), curveRivals)
	revenueLine = withRivals(bound(lineOf(append([]field{
		{key: "margin", spec: scalar(share), standard: "100%"},
		{key: "lag", spec: scalar(duration), standard: "0mo"},
	}, curveFields(money)...)...), curveKeys), curveRivals)
)

var revenueShare = lineOf([]field{
	{key: "name", spec: unlisted(name), required: true},
	{key: "to", spec: scalar(title)},
	{key: "rate", spec: scalar(share), required: true},
	{key: "until", spec: scalar(month)},
	{key: "cap", spec: scalar(money)},
}...)

var financing = lineOf([]field{
	{key: "name", spec: unlisted(name), required: true},
	{key: "amount", spec: scalar(money), required: true},
	{key: "date", spec: scalar(monthOrDate), required: true},
	{key: "vendor", spec: scalar(contractID)},
	{key: "kind", spec: scalar(choice(model.Equity, model.Debt, model.Rebate, model.Warrant)), required: true},
	{key: "status", spec: scalar(status), standard: string(model.Signed)},
}...)

var market = bound(lineOf([]field{
	{key: "price", spec: scalar(price), required: true},
	{key: "at", spec: scalar(month), required: true},
	{key: "decline", spec: scalar(decline), standard: "0%"},
}...), []string{"price", "at"})

var catalogRow = lineOf([]field{
	{key: "name", spec: unlisted(title)},
	{key: "kind", spec: unlisted(choice(gpu, cpu)), standard: gpu},
	{key: "power", spec: scalar(power), required: true},
	{key: "price", spec: band(price)},
	{key: "available", spec: scalar(month)},
}...)

var source = &spec{unlisted: true, fields: []field{
	{key: "publisher", spec: unlisted(title)},
	{key: "title", spec: unlisted(title)},
	{key: "date", spec: unlisted(monthOrDate)},
	{key: "url", spec: unlisted(title)},
	{key: "note", spec: unlisted(prose)},
}}

// lineOf is a map with a source and a grade of its own that hold for its other scalars.
func lineOf(fields ...field) *spec {
	return &spec{line: true, fields: ofLine(fields...)}
}

// statement are the keys every line has besides its own.
var statement = []field{{key: "source", spec: unlisted(sourceID)}, {key: "grade", spec: unlisted(gradeWord)},
	{key: "description", spec: unlisted(prose)}, {key: "note", spec: unlisted(prose)}}

// ofLine is a line's fields with those every line has.
func ofLine(fields ...field) []field { return append(slices.Clip(fields), statement...) }

// gradeWord is one of the grades.
var gradeWord = choice(model.Grades...)

func withRivals(s *spec, rivals ...rivalry) *spec {
	s.rivals = rivals
	return s
}

func bound(s *spec, groups ...[]string) *spec {
	s.bound = groups
	return s
}

// maxLines is how many contracts, lines of revenue and lines of costs a scenario may have of each.
const maxLines = 500

// lines is a map of lines whose order shows in results.
func lines(each *spec) *spec {
	return &spec{keys: identifier, each: each, ordered: true, most: maxLines}
}

func namedList(each *spec) *spec { return &spec{each: each, named: true} }

func unlisted(k *kind) *spec { return &spec{kind: k, unlisted: true} }

// band is a low and a high figure.
func band(k *kind) *spec {
	return asOne(&spec{fields: []field{{key: "low", spec: scalar(k)}, {key: "high", spec: scalar(k)}}})
}

// rampShape is the shape a ramp has. One that names none has the shape its keys imply; full alone keeps the base's.
func rampShape(over, base *node) string {
	standard := string(model.Linear)
	switch {
	case over.get("shape") != nil:
		return over.get("shape").text
	case over.has("steps"):
		return string(model.Steps)
	case over.has("points"):
		return string(model.Points)
	case base == nil:
		return standard
	}
	shape := model.Shape(rampShape(base, nil))
	if over.has("full", "steepness") && slices.Contains([]model.Shape{model.Steps, model.Points, model.Immediate}, shape) {
		return standard
	}
	return string(shape)
}
