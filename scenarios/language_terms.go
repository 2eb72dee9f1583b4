package scenarios

import "commitcast/model"

// payment is when a contract is paid.
var payment = &spec{fields: []field{
	{key: "timing", spec: scalar(choice(model.Arrears, model.Advance))},
	{key: "lag", spec: scalar(duration), standard: "0mo"},
	{key: "prepay", spec: namedList(prepayment)},
}}

// prepayment is one item of prepay.
var prepayment = withRivals(asOne(lineOf([]field{
	{key: "name", spec: unlisted(name), required: true},
	{key: "share", spec: scalar(share)},
	{key: "amount", spec: scalar(money)},
	{key: "at", spec: scalar(monthOrDate)},
	{key: "before_start", spec: scalar(duration)},
	{key: "tranche", spec: scalar(identifier)},
	{key: "apply", spec: scalar(choice(model.ProRata, model.StraightLine, model.ApplyFirst, model.ApplyLast))},
	{key: "from", spec: scalar(duration), standard: "0mo"},
	{key: "to", spec: scalar(duration)},
}...)), rivalry{{"share"}, {"amount"}}, rivalry{{"at"}, {"before_start"}})

// tranche is one entry of tranches; what it leaves out is the contract's.
var tranche = withRivals(bound(lineOf([]field{
	{key: "start", spec: scalar(monthOrDate)},
	{key: "term", spec: scalar(duration)},
	{key: "value", spec: scalar(money)},
	{key: "fee", spec: scalar(money)},
	{key: "fleet", spec: table(accelerator, scalar(count))},
	{key: "price", spec: prices},
	{key: "ramp", spec: ramp},
	{key: "delay", spec: scalar(duration)},
}...), []string{"value", "fee"}), rivalry{{"value"}, {"fee"}})

var exitRight = &spec{fields: []field{
	{key: "by", spec: scalar(choice(model.Buyer, model.Seller, model.Either)), required: true},
	{key: "notice", spec: scalar(span)},
	{key: "from", spec: scalar(monthOrDate)},
	{key: "fee", spec: asOne(either(scalar(exitFee), &spec{fields: []field{
		{key: "share", spec: scalar(share)}, {key: "amount", spec: scalar(money)}, {key: "months", spec: scalar(duration)}}}))},
	{key: "exercise", spec: scalar(monthOrDate)},
}}

var backstop = &spec{fields: []field{
	{key: "value", spec: scalar(money), required: true},
	{key: "resold", spec: either(scalar(share), table(monthOrYear, scalar(share)))},
}}

var outage = lineOf([]field{
	{key: "name", spec: unlisted(name), required: true},
	{key: "from", spec: scalar(monthOrDate), required: true},
	{key: "for", spec: scalar(duration), required: true},
	{key: "share", spec: scalar(share), standard: "100%"},
	{key: "credit", spec: scalar(share), standard: "0%"},
}...)

var actuals = asOne(lineOf([]field{
	{key: "through", spec: scalar(month), required: true},
	{key: "spend", spec: table(period, scalar(money))},
	{key: "consumption", spec: table(period, scalar(money))},
	{key: "cash", spec: table(period, scalar(signedMoney))},
}...))

// termFields are the keys of a contract that any kind of commitment may have.
var termFields = []field{
	{key: "discount", spec: scalar(share), standard: "0%"},
	{key: "payment", spec: payment},
	{key: "tranches", spec: &spec{keys: identifier, each: tranche, ordered: true}},
	{key: "cancel_if_late", spec: &spec{fields: []field{{key: "grace", spec: scalar(duration), required: true}}}},
	{key: "backstop", spec: backstop},
	{key: "exit_right", spec: exitRight},
	{key: "outages", spec: namedList(outage)},
	{key: "actuals", spec: actuals},
}

// drawdownFields are the keys of a contract that only a drawdown has.
var drawdownFields = []field{
	{key: "aggregate_minimum", spec: scalar(money)},
	{key: "milestones", spec: table(month, scalar(money))},
	{key: "milestones_are", spec: scalar(choice(cumulative, increments)), standard: cumulative},
	{key: "rollover", spec: asOne(&spec{fields: []field{
		{key: "excess", spec: scalar(share), standard: "0%"},
		{key: "years", spec: scalar(wholeYears), standard: "1"},
		{key: "shortfall_years", spec: scalar(wholeYears), standard: "1"}}})},
	{key: "shortfall", spec: asOne(&spec{fields: []field{
		{key: "order", spec: scalar(choice(model.DeferFirst, model.ChargeFirst)), standard: string(model.DeferFirst)},
		{key: "charge_cap", spec: either(scalar(money), list(scalar(money)))},
		{key: "defer_cap", spec: scalar(deferCap), standard: "0%"}}})},
	{key: "shortfall_credit", spec: asOne(either(scalar(creditKind), &spec{fields: []field{
		{key: "kind", spec: scalar(creditKind), required: true}, {key: "for", spec: scalar(duration)}}})), standard: string(model.NoCredit)},
	{key: "forfeit", spec: scalar(choice(model.AnnualPools, model.MonthlyPools))},
	{key: "overage_price", spec: scalar(overPrice), standard: "1"},
	{key: "counts", spec: &spec{fields: []field{
		{key: "discount", spec: scalar(choice(netPrice, listPrice)), standard: netPrice},
		{key: "marketplace", spec: &spec{fields: []field{
			{key: "weight", spec: scalar(share), standard: "100%"}, {key: "cap", spec: scalar(share)}}}},
		{key: "prepaid", spec: scalar(boolean), standard: "false"}}}},
	{key: "marketplace", spec: curve(money)},
	{key: "tail", spec: scalar(duration), standard: "0mo"},
}

// Words that the model has no names for.
const (
	cumulative, increments = "cumulative", "increments" // milestones
	netPrice, listPrice    = "net", "list"              // what consumption counts at, and what overage costs
	unlimited              = "unlimited"                // deferral
)

var creditKind = choice(model.NoCredit, model.UsableCredit, model.PrepaymentCredit)

// demand is given as a curve or by revenue. One that changes from the one to the other is replaced whole.
var demand = &spec{
	line:    true,
	whole:   true,
	variant: demandForm,
	fields: append(ofLine(curveFields(hours)...),
		field{key: "intensity", spec: scalar(amount)}, field{key: "efficiency", spec: scalar(decline), standard: "0%"}),
	rivals: []rivalry{{{"annual"}, {"run_rate"}, {"base"}}, {{"annual", "run_rate"}, {"at"}},
		{{"intensity", "efficiency"}, {"annual", "run_rate", "base", "growth", "backcast"}}},
}

// demandForm tells demand by revenue from a curve. What names neither is as the base is.
func demandForm(over, base *node) string {
	switch {
	case over.has("intensity", "efficiency"):
		return "intensity"
	case base == nil || over.has("annual", "run_rate", "base", "growth", "backcast"):
		return "curve"
	}
	return demandForm(base, nil)
}
