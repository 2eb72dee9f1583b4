package scenarios

import (
	"strings"
	"testing"
)

// topped is a take-or-pay contract of $1B from November 2025 for seven years with more keys, which stand from line 7 on.
func topped(more string) string { return in("    value: $1B\n" + more) }

// pieces is a contract in two tranches with more keys, which stand from line 6 on.
func pieces(more string) string {
	return "contracts:\n  a:\n    tranches:\n      one: {start: 2026-01, term: 2y, value: $1B}\n" +
		"      two: {start: 2026-07, term: 2y, value: $1B}\n" + more
}

func TestTermsThatMakeNoDrawdownAreRefused(t *testing.T) {
	const curve = "    consumption: {annual: {2026: $1M}}\n"
	refuseAll(t, map[string]struct{ text, want string }{
		"a clause of a drawdown in another contract": {topped("    rollover: {excess: 10%}\n"), "-:7:5: contracts.aws.rollover: is a clause of a drawdown, but commitment is take_or_pay (write commitment: drawdown)"},
		"another, though it says the default":        {topped("    tail: 0mo\n"), "-:7:5: contracts.aws.tail: is a clause of a drawdown"},
		"milestones on demand":                       {in("    commitment: on_demand\n    milestones: {2026-12: $1}\n" + curve), "-:7:5: contracts.aws.milestones: is a clause of a drawdown, but commitment is on_demand"},
		"no minimum":                                 {drawn(""), "-:2:3: contracts.a: a drawdown does not say what is committed (give minimums, milestones, aggregate_minimum or value)"},
		"pools of nothing":                           {drawn("    forfeit: annual\n"), "-:2:3: contracts.a: a drawdown does not say what is committed"},
		"a fee without pools":                        {drawn("    fee: $1M\n"), "-:3:10: contracts.a.fee: is no minimum of a drawdown (give minimums, or forfeit: monthly"},
		"minimums and milestones":                    {drawn("    minimums: [$1]\n    milestones: {2026-06: $1}\n"), "-:4:5: contracts.a.milestones: cannot stand beside minimums (give one of them)"},
		"milestones and a fee":                       {drawn("    milestones: {2026-06: $1}\n    fee: $1\n"), "-:4:5: contracts.a.fee: cannot stand beside milestones"},
		"nothing to draw it down":                    {"contracts:\n  a: {commitment: drawdown, minimums: [$1], term: 1y, start: 2026-01}\n", "-:2:6: contracts.a: a drawdown has nothing that draws it down (give consumption, a fleet with a price, or a price and demand)"},
		"a price without demand":                     {"contracts:\n  a: {commitment: drawdown, minimums: [$1], term: 1y, start: 2026-01, price: $2}\n", "has nothing that draws it down"},
		"what has happened, but not all of it":       {"contracts:\n  a: {commitment: drawdown, minimums: [$1], term: 1y, start: 2026-01, actuals: {through: 2026-03, consumption: {2026-Q1: 1}}}\n", "has nothing that draws it down"},
		"a schedule without pools":                   {drawn("    value: $1\n    schedule: even\n"), "-:4:15: contracts.a.schedule: lays out spend, but a drawdown is spent as it is consumed"},
		"a discount of everything":                   {topped("    discount: 100%\n"), "-:7:15: contracts.aws.discount: must be at least 0% and below 100%, is 100%"},
		"a discount of everything off list":          {drawn("    minimums: [$1]\n    discount: 100%\n    overage_price: list\n"), "-:4:15: contracts.a.discount: must be at least 0%"},
		"overage for nothing":                        {drawn("    minimums: [$1]\n    overage_price: 0\n"), "-:4:20: contracts.a.overage_price: must be above 0, is 0"},
		"overage at another price":                   {drawn("    minimums: [$1]\n    overage_price: lst\n"), "-:4:20: contracts.a.overage_price: \"lst\" is not a number (must be a number above 0 such as 1.1, or list)"},
		"a credit of another kind":                   {drawn("    minimums: [$1]\n    shortfall_credit: usabel\n"), "-:4:23: contracts.a.shortfall_credit: \"usabel\" is not none, usable or prepayment (did you mean usable?)"},
		"how milestones are meant, without any":      {drawn("    minimums: [$1]\n    milestones_are: increments\n"), "-:4:5: contracts.a.milestones_are: cannot stand beside minimums"},
		"the same, with a value":                     {drawn("    value: $1\n    milestones_are: increments\n"), "-:4:5: contracts.a.milestones_are: says how milestones are meant, but there are none"},
		"a misspelt term of it":                      {drawn("    minimums: [$1]\n    rolover: {excess: 10%}\n"), "-:4:5: contracts.a.rolover: is not known (did you mean rollover?)"},
		"a misspelt key in it":                       {drawn("    minimums: [$1]\n    rollover: {exces: 10%}\n"), "-:4:16: contracts.a.rollover.exces: is not known (did you mean excess?)"},
	})
}

func TestAmountsOfADrawdownThatDoNotFitAreRefused(t *testing.T) {
	refuseAll(t, map[string]struct{ text, want string }{
		"a milestone after the end":        {drawn("    milestones: {2026-06: $1, 2027-01: $2}\n"), "-:3:40: contracts.a.milestones.2027-01: is after the end of the contract, in 2026-12"},
		"a milestone before the start":     {drawn("    milestones: {2025-12: $1, 2026-12: $2}\n"), "-:3:27: contracts.a.milestones.2025-12: is before the start of the contract, in 2026-01"},
		"milestones that do not grow":      {drawn("    milestones: {2026-06: $3M, 2026-12: $3M}\n"), "-:3:41: contracts.a.milestones.2026-12: is 3,000,000.00, no more than 3,000,000.00 by 2026-06: milestones are cumulative (write milestones_are: increments where each stands for itself)"},
		"minimums above the aggregate":     {drawn("    minimums: [$3M]\n    aggregate_minimum: $2M\n"), "-:3:15: contracts.a.minimums: come to 3,000,000.00, more than aggregate_minimum, 2,000,000.00"},
		"milestones above the aggregate":   {drawn("    milestones: {2026-06: $3M}\n    aggregate_minimum: $2M\n"), "-:3:17: contracts.a.milestones: come to 3,000,000.00, more than aggregate_minimum"},
		"a value other than the aggregate": {drawn("    value: $3M\n    aggregate_minimum: $2M\n"), "-:4:24: contracts.a.aggregate_minimum: is 2,000,000.00, but value is 3,000,000.00: a difference of −1,000,000.00"},
		"a value other than the minimums":  {drawn("    value: $3M\n    minimums: [$2M]\n"), "-:4:15: contracts.a.minimums: add up to 2,000,000.00, but value is 3,000,000.00"},
		"a value other than the last milestone": {drawn("    value: $3M\n    milestones: {2026-06: $1M, 2026-12: $2M}\n"),
			"-:4:17: contracts.a.milestones: come to 2,000,000.00, but value is 3,000,000.00"},
		"a value other than the increments": {drawn("    value: $2M\n    milestones: {2026-06: $1M, 2026-12: $2M}\n    milestones_are: increments\n"),
			"come to 3,000,000.00, but value is 2,000,000.00"},
		"a year outside the term": {drawn("    minimums: {2027: $1M}\n"), "-:3:22: contracts.a.minimums.2027: lies outside the term"},
	})
}

func TestReliefThatDoesNotFitADrawdownIsRefused(t *testing.T) {
	min := func(more string) string { return drawn("    minimums: [$1]\n" + more) }
	pool := func(more string) string { return drawn("    minimums: [$1]\n    forfeit: annual\n" + more) }
	refuseAll(t, map[string]struct{ text, want string }{
		"rollover of more than all":             {min("    rollover: {excess: 150%}\n"), "-:4:24: contracts.a.rollover.excess: must be at most 100%, is 150% (write 100% or less)"},
		"rollover of 15":                        {min("    rollover: {excess: 15}\n"), "-:4:24: contracts.a.rollover.excess: must be a share such as 70% or 0.7, is 15 (did you mean 15%?)"},
		"rollover for no year":                  {min("    rollover: {excess: 15%, years: 0}\n"), "-:4:36: contracts.a.rollover.years: must be between 1 and 100, is 0"},
		"rollover for half a year":              {min("    rollover: {shortfall_years: 0.5}\n"), "-:4:33: contracts.a.rollover.shortfall_years: must be whole years, is 0.5 (write 2)"},
		"rollover beside cumulative milestones": {drawn("    milestones: {2026-06: $1}\n    rollover: {excess: 10%}\n"), "-:4:24: contracts.a.rollover.excess: has no place beside cumulative milestones: all that is above one counts towards the next (write milestones_are: increments"},
		"a cap on charges, with deferral first": {min("    shortfall: {charge_cap: $1}\n"), "-:4:29: contracts.a.shortfall.charge_cap: caps what is charged first, but all that is not deferred is charged (write order: charge_first beside it)"},
		"caps for more years than there are":    {min("    shortfall: {order: charge_first, charge_cap: [$1, $2]}\n"), "-:4:50: contracts.a.shortfall.charge_cap: has 2 years, but there are minimums of 1"},
		"caps on deferral by year":              {min("    shortfall: {defer_cap: [10%, 5%]}\n"), "-:4:28: contracts.a.shortfall.defer_cap: must be a share such as 15%, an amount such as $30M or unlimited, is a list"},
		"a cap on deferral without a unit":      {min("    shortfall: {defer_cap: 0.15}\n"), "-:4:28: contracts.a.shortfall.defer_cap: \"0.15\" has no unit (write 15%, $30M or unlimited)"},
		"deferral of more than all":             {min("    shortfall: {defer_cap: 150%}\n"), "-:4:28: contracts.a.shortfall.defer_cap: must be at most 100%, is 150%"},
		"a misspelt word for deferral":          {min("    shortfall: {defer_cap: unlimted}\n"), "-:4:28: contracts.a.shortfall.defer_cap: \"unlimted\" is not a share, an amount or unlimited (did you mean unlimited?)"},
		"how long a credit holds, without one":  {min("    shortfall_credit: {kind: none, for: 12mo}\n"), "-:4:41: contracts.a.shortfall_credit.for: says how long a credit holds, but there is none (write kind: usable"},
		"a credit without its kind":             {min("    shortfall_credit: {for: 12mo}\n"), "-:4:5: contracts.a.shortfall_credit.kind: is missing (give none, usable or prepayment)"},
		"a credit for no time":                  {min("    shortfall_credit: {kind: usable, for: 0mo}\n"), "-:4:43: contracts.a.shortfall_credit.for: must be longer than nothing, is 0mo"},
		"rollover of a pool":                    {pool("    rollover: {excess: 10%}\n"), "-:5:15: contracts.a.rollover: has no place beside forfeit: what a pool does not use is lost"},
		"shortfall of a pool":                   {pool("    shortfall: {defer_cap: 10%}\n"), "-:5:16: contracts.a.shortfall: has no place beside forfeit"},
		"credit for a pool":                     {pool("    shortfall_credit: usable\n"), "-:5:23: contracts.a.shortfall_credit: has no place beside forfeit"},
		"a tail of a pool":                      {pool("    tail: 3mo\n"), "-:5:11: contracts.a.tail: has no place beside forfeit"},
		"an aggregate of pools":                 {pool("    aggregate_minimum: $5\n"), "-:5:24: contracts.a.aggregate_minimum: has no place beside forfeit"},
		"milestones of pools":                   {drawn("    milestones: {2026-06: $1}\n    forfeit: monthly\n"), "contracts.a.milestones: has no place beside forfeit"},
		"pools by the quarter":                  {min("    forfeit: quarterly\n"), "-:4:14: contracts.a.forfeit: \"quarterly\" is not annual or monthly"},
		"marketplace above all of it":           {min("    counts: {marketplace: {weight: 120%}}\n"), "-:4:36: contracts.a.counts.marketplace.weight: must be at most 100%"},
	})
}

func TestTranchesThatDoNotFitAreRefused(t *testing.T) {
	refuseAll(t, map[string]struct{ text, want string }{
		"a value beside them":              {pieces("    value: $2B\n"), "-:6:5: contracts.a.value: cannot stand beside tranches (give one of them)"},
		"minimums beside them":             {pieces("    minimums: [$2B]\n"), "-:6:5: contracts.a.minimums: cannot stand beside tranches"},
		"a fleet beside them":              {pieces("    fleet: {h100: 1}\n"), "-:6:5: contracts.a.fleet: cannot stand beside tranches"},
		"consumption beside them":          {pieces("    consumption: {base: $1, at: 2026-01}\n"), "-:6:5: contracts.a.consumption: cannot stand beside tranches"},
		"in a drawdown":                    {pieces("    commitment: drawdown\n"), "-:3:5: contracts.a.tranches: needs commitment: take_or_pay, but commitment is drawdown"},
		"steps of their contract's own":    {pieces("    start: 2026-01\n    schedule: {steps: {2026-02: 100%}}\n"), "-:7:15: contracts.a.schedule: has steps of its own, which cannot stand beside tranches"},
		"none":                             {"contracts:\n  a:\n    tranches: {}\n", "-:3:5: contracts.a.tranches: has no tranche"},
		"one that does not say its spend":  {"contracts:\n  a:\n    tranches:\n      one: {start: 2026-01, term: 2y}\n", "-:4:12: contracts.a.tranches.one: does not say what is spent (give value, fee, or a fleet with a price"},
		"one with a fleet and no price":    {"contracts:\n  a:\n    tranches:\n      one: {start: 2026-01, term: 2y, fleet: {h100: 5}}\n", "does not say what is spent"},
		"one with a value and a fee":       {"contracts:\n  a:\n    tranches:\n      one: {start: 2026-01, term: 2y, value: $1, fee: $1}\n", "-:4:50: contracts.a.tranches.one.fee: cannot stand beside value"},
		"one without a start":              {"contracts:\n  a:\n    term: 2y\n    tranches: {one: {value: $1}}\n", "-:4:16: contracts.a.tranches.one.start: is missing (give it here, or on the contract for all its tranches)"},
		"one without a term":               {"contracts:\n  a:\n    start: 2026-01\n    tranches: {one: {value: $1}}\n", "-:4:16: contracts.a.tranches.one.term: is missing"},
		"one of no length":                 {"contracts:\n  a:\n    term: 2y\n    start: 2026-01\n    tranches: {one: {value: $1, term: 0mo}}\n", "-:5:39: contracts.a.tranches.one.term: must be longer than nothing, is 0mo"},
		"a ramp that ends before a start":  {pieces("    ramp: {full: 2026-05}\n"), "-:6:18: contracts.a.ramp.full: must not be before the start of tranche two, 2026-07-01: is 2026-05"},
		"steps before a start":             {pieces("    ramp: {steps: {2026-01: 50%, 2026-09: 100%}}\n"), "-:5:7: contracts.a.ramp: has months before 2026-07-01, the start of tranche two, which has no ramp of its own (give the tranche one)"},
		"a bad ramp of its contract's":     {pieces("    ramp: {shape: s-curve, full: 2027-05, steepness: 1000}\n"), "-:6:54: contracts.a.ramp.steepness: must be"},
		"a price for what is not there":    {pieces("    price: {b200: $2}\n"), "-:6:19: contracts.a.price.b200: prices an accelerator that is not in the contract's fleet"},
		"an unknown accelerator":           {"contracts:\n  a:\n    tranches: {one: {fleet: {h10: 1}, price: $1}}\n    term: 2y\n    start: 2026-01\n", "-:3:30: contracts.a.tranches.one.fleet.h10: \"h10\" is not in the accelerator catalogue (did you mean h100?)"},
		"a misspelt key of one":            {"contracts:\n  a:\n    tranches: {one: {vlaue: $1}}\n    term: 2y\n    start: 2026-01\n", "-:3:22: contracts.a.tranches.one.vlaue: is not known (did you mean value?)"},
		"minimums in one":                  {"contracts:\n  a:\n    tranches: {one: {minimums: [$1]}}\n    term: 2y\n    start: 2026-01\n", "contracts.a.tranches.one.minimums: is not known (keys here: start, term, value, fee,"},
		"a list of them":                   {"contracts:\n  a:\n    tranches: [{name: one, value: $1}]\n", "-:3:15: contracts.a.tranches: must be a map, is a list"},
		"a name that is none":              {"contracts:\n  a:\n    tranches: {One: {value: $1}}\n", "-:3:16: contracts.a.tranches.One: \"One\" is not an id: a-z, 0-9 and - only (did you mean one?)"},
		"a grace without its length":       {pieces("    cancel_if_late: {}\n"), "-:6:5: contracts.a.cancel_if_late.grace: is missing"},
		"cancelling what nobody waits for": {drawn("    minimums: [$1]\n    cancel_if_late: {grace: 1mo}\n"), "-:4:21: contracts.a.cancel_if_late: needs commitment: take_or_pay, but commitment is drawdown"},
		"an even schedule of fleets":       {"contracts:\n  a:\n    schedule: even\n    price: $2\n    tranches: {one: {start: 2026-01, term: 2y, fleet: {h100: 5}}}\n", "-:3:15: contracts.a.schedule: lays out a value or a fee, and no tranche has one"},
	})
}

func TestPrepaymentsThatDoNotFitAreRefused(t *testing.T) {
	prepay := func(items string) string { return topped("    payment: {prepay: [" + items + "]}\n") }
	counted := func(item string) string {
		return drawn("    minimums: [$1M]\n    payment: {prepay: [{name: a, amount: $1, at: 2026-01, " + item + "}]}\n")
	}
	refuseAll(t, map[string]struct{ text, want string }{
		"a share and an amount":              {prepay("{name: a, share: 20%, amount: $1, at: 2025-11}"), "contracts.aws.payment.prepay.a.amount: cannot stand beside share (give one of them)"},
		"a day and a length":                 {prepay("{name: a, share: 20%, at: 2025-11, before_start: 1mo}"), "-:7:59: contracts.aws.payment.prepay.a.before_start: cannot stand beside at"},
		"no amount":                          {prepay("{name: a, at: 2025-11}"), "-:7:24: contracts.aws.payment.prepay.a.amount: is missing (give an amount such as $2B, or a share of the commitment such as share: 20%)"},
		"no day":                             {prepay("{name: a, share: 20%}"), "-:7:24: contracts.aws.payment.prepay.a.at: is missing (give the day it is paid, or before_start: 0mo for the start)"},
		"no name":                            {prepay("{share: 20%, at: 2025-11}"), "-:7:24: contracts.aws.payment.prepay: has an item without a name"},
		"more than all":                      {prepay("{name: a, share: 120%, at: 2025-11}"), "contracts.aws.payment.prepay.a.share: must be at most 100%, is 120%"},
		"more than all together":             {prepay("{name: a, share: 60%, at: 2025-11}, {name: b, share: 50%, at: 2026-11}"), "-:7:77: contracts.aws.payment.prepay.b.share: brings what is prepaid to 110% of the commitment"},
		"more than the value":                {prepay("{name: a, amount: $2B, at: 2025-11}"), "-:7:42: contracts.aws.payment.prepay.a.amount: brings what is prepaid to 2,000,000,000.00, more than the commitment of 1,000,000,000.00"},
		"more than the value with a share":   {prepay("{name: a, share: 60%, at: 2025-11}, {name: b, amount: $500M, at: 2025-12}"), "payment.prepay.b.amount: brings what is prepaid to 1,100,000,000.00"},
		"more than the minimums":             {drawn("    minimums: [$1M]\n    payment: {prepay: [{name: a, amount: $2M, at: 2026-01}]}\n"), "more than the commitment of 1,000,000.00"},
		"more than a tranche's value":        {pieces("    payment: {prepay: [{name: a, amount: $1.5B, at: 2026-01, tranche: two}]}\n"), "-:6:42: contracts.a.payment.prepay.a.amount: brings what is prepaid to 1,500,000,000.00, more than the commitment of 1,000,000,000.00"},
		"a tranche that is not there":        {pieces("    payment: {prepay: [{name: a, amount: $1B, at: 2026-01, tranche: tow}]}\n"), "-:6:69: contracts.a.payment.prepay.a.tranche: there is no tranche \"tow\" (did you mean two?)"},
		"a tranche of a contract of one":     {prepay("{name: a, amount: $1, at: 2026-01, tranche: two}"), "there is no tranche \"two\""},
		"a part of a month before":           {prepay("{name: a, amount: $1, before_start: 45d}"), "-:7:60: contracts.aws.payment.prepay.a.before_start: must be whole months, is 45d (write 1mo, or the day itself as at: 2025-12-15)"},
		"after the end":                      {prepay("{name: a, amount: $1, at: 2032-11}"), "-:7:50: contracts.aws.payment.prepay.a.at: is after the end of the contract, in 2032-10"},
		"a window after the end":             {prepay("{name: a, amount: $1, at: 2026-01, from: 84mo}"), "contracts.aws.payment.prepay.a.from: is 84mo after the start, when the contract has ended"},
		"a window backwards":                 {prepay("{name: a, amount: $1, at: 2026-01, from: 12mo, to: 1y}"), "contracts.aws.payment.prepay.a.to: must be more than from, 12mo, is 12mo"},
		"a way to apply that is none":        {prepay("{name: a, amount: $1, at: 2026-01, apply: prorata}"), "\"prorata\" is not pro_rata, straight_line, first or last (did you mean pro_rata?)"},
		"last, of one that counts when paid": {counted("apply: last"), "-:4:66: contracts.a.payment.prepay.a.apply: has no place here: a prepayment that counts when it is paid pays the first consumption (write counts: {prepaid: true} where what it pays counts instead)"},
		"a window of one that counts":        {counted("to: 6mo"), "-:4:63: contracts.a.payment.prepay.a.to: has no place here"},
		"a share of nothing committed":       {"contracts:\n  a: {commitment: on_demand, consumption: {base: $1, at: 2026-01}, term: 1y, start: 2026-01,\n    payment: {prepay: [{name: a, share: 5%, at: 2026-01}]}}\n", "-:3:41: contracts.a.payment.prepay.a.share: is a share of what is committed, and on_demand commits to nothing (give an amount)"},
		"another timing":                     {topped("    payment: {timing: monthly}\n"), "-:7:23: contracts.aws.payment.timing: \"monthly\" is not arrears or advance"},
		"a lag of a century":                 {topped("    payment: {lag: 100y}\n"), "-:7:20: contracts.aws.payment.lag: must be at least 0mo and at most 10y"},
	})
}

func TestExitsThatDoNotFitAreRefused(t *testing.T) {
	exit := func(keys string) string { return topped("    exit_right: {" + keys + "}\n") }
	refuseAll(t, map[string]struct{ text, want string }{
		"a fee without a date":        {exit("by: buyer, fee: 50%"), "-:7:29: contracts.aws.exit_right.fee: says what an exit costs, but not when one is possible (give a notice such as 90d, a day it may be given from, or the day it is given as exercise)"},
		"nobody's":                    {exit("notice: 90d"), "-:7:5: contracts.aws.exit_right.by: is missing (give buyer, seller or either)"},
		"somebody else's":             {exit("by: lender, notice: 90d"), "\"lender\" is not buyer, seller or either"},
		"a fee without a unit":        {exit("by: buyer, notice: 90d, fee: 0.5"), "-:7:47: contracts.aws.exit_right.fee: \"0.5\" has no unit (write 50%, $2B or 6mo)"},
		"a fee of millions or months": {exit("by: buyer, notice: 90d, fee: 6m"), "\"6m\" could be millions or months (write 6M for millions, 6mo for months)"},
		"a fee of more than all":      {exit("by: buyer, notice: 90d, fee: 150%"), "must be at most 100%, is 150%"},
		"a fee with a stray key":      {exit("by: buyer, notice: 90d, fee: {shares: 5%}"), "contracts.aws.exit_right.fee.shares: is not known (did you mean share?)"},
		"a part of a day":             {exit("by: buyer, notice: 1.5d"), "contracts.aws.exit_right.notice: must be whole days, is 1.5d"},
		"exercise before it may be":   {exit("by: buyer, notice: 90d, from: 2027-01, exercise: 2026-12-31"), "-:7:67: contracts.aws.exit_right.exercise: is 2026-12-31, but notice may be given from 2027-01-01 on"},
		"exercise before the start":   {exit("by: buyer, exercise: 2025-10-31"), "-:7:39: contracts.aws.exit_right.exercise: is before the start of the contract, in 2025-11"},
		"exercise after the end":      {exit("by: buyer, exercise: 2032-11"), "-:7:39: contracts.aws.exit_right.exercise: is after the end of the contract, in 2032-10"},
		"possible after the end":      {exit("by: buyer, from: 2032-11"), "contracts.aws.exit_right.from: is after the end of the contract"},
		"of a drawdown":               {drawn("    minimums: [$1]\n    exit_right: {by: buyer, notice: 90d}\n"), "-:4:17: contracts.a.exit_right: needs commitment: take_or_pay, but commitment is drawdown"},
		"into what has happened":      {topped("    exit_right: {by: buyer, exercise: 2026-01-15}\n    actuals: {through: 2026-01, spend: {2025: $1, 2026-01: $1}}\n"), "-:7:39: contracts.aws.exit_right.exercise: ends the contract on 2026-01-15, but actual spend is given through 2026-01"},
	})
}

func TestBackstopsAndOutagesThatDoNotFitAreRefused(t *testing.T) {
	outage := func(keys string) string { return topped("    outages: [{name: fire, " + keys + "}]\n") }
	refuseAll(t, map[string]struct{ text, want string }{
		"a backstop of nothing":        {topped("    backstop: {resold: 40%}\n"), "-:7:5: contracts.aws.backstop.value: is missing"},
		"resold more than all":         {topped("    backstop: {value: $1, resold: {2027: 140%}}\n"), "-:7:42: contracts.aws.backstop.resold.2027: must be at most 100%, is 140%"},
		"resold twice":                 {topped("    backstop: {value: $1, resold: {2027: 40%, 2027-01: 50%}}\n"), "-:7:27: contracts.aws.backstop.resold: gives 2027-01 twice (a year stands for its January)"},
		"a backstop of a drawdown":     {drawn("    minimums: [$1]\n    backstop: {value: $1}\n"), "-:4:15: contracts.a.backstop: needs commitment: take_or_pay"},
		"a backstop beside tranches":   {pieces("    backstop: {value: $1}\n"), "-:6:15: contracts.a.backstop: cannot stand beside tranches"},
		"an outage without an end":     {outage("from: 2028-03"), "-:7:15: contracts.aws.outages.fire.for: is missing"},
		"an outage of no length":       {outage("from: 2028-03, for: 0mo"), "contracts.aws.outages.fire.for: must be more than 0mo"},
		"an outage before the start":   {outage("from: 2025-09, for: 2mo"), "-:7:34: contracts.aws.outages.fire.from: the outage lies outside the term, 2025-11 to 2032-10"},
		"an outage after the end":      {outage("from: 2032-11, for: 2mo"), "contracts.aws.outages.fire.from: the outage lies outside the term"},
		"an outage of more than all":   {outage("from: 2028-03, for: 1mo, share: 110%"), "contracts.aws.outages.fire.share: must be at most 100%"},
		"a credit off a drawdown":      {drawn("    minimums: [$1]\n    outages: [{name: x, from: 2026-03, for: 1mo, credit: 10%}]\n"), "-:4:58: contracts.a.outages.x.credit: is taken off a schedule of spend, and a contract of kind drawdown has none"},
		"two outages of one name":      {topped("    outages: [{name: x, from: 2026-03, for: 1mo}, {name: x, from: 2027-03, for: 1mo}]\n"), "is the name of two items"},
		"a map of outages by accident": {topped("    outages: {name: x, from: 2026-03, for: 1mo}\n"), "contracts.aws.outages: must be a list, is a map"},
	})
}

func TestActualsThatDoNotFitAreRefused(t *testing.T) {
	actual := func(keys string) string { return topped("    actuals: {" + keys + "}\n") }
	refuseAll(t, map[string]struct{ text, want string }{
		"without their last month":     {actual("spend: {2025: $1}"), "-:7:5: contracts.aws.actuals.through: is missing"},
		"of nothing":                   {actual("through: 2026-01"), "-:7:14: contracts.aws.actuals: gives neither spend, consumption nor cash"},
		"before the start":             {actual("through: 2025-10, spend: {2025: $1}"), "-:7:24: contracts.aws.actuals.through: is 2025-10, outside the term, 2025-11 to 2032-10"},
		"after the end":                {actual("through: 2032-11, spend: {2025: $1}"), "contracts.aws.actuals.through: is 2032-11, outside the term"},
		"with a month left out":        {actual("through: 2026-03, spend: {2025: $1, 2026-02: $1, 2026-03: $1}"), "-:7:40: contracts.aws.actuals.spend: leaves out 2026-01 (give every month of the contract up to the one of through, 0 where there was nothing)"},
		"with the end left out":        {actual("through: 2026-03, consumption: {2025: $1}"), "contracts.aws.actuals.consumption: leaves out 2026-01 to 2026-03"},
		"with the start left out":      {actual("through: 2026-03, spend: {2026-Q1: $1}"), "contracts.aws.actuals.spend: leaves out 2025-11 to 2025-12"},
		"beyond their last month":      {actual("through: 2026-02, spend: {2025: $1, 2026-Q1: $1}"), "-:7:60: contracts.aws.actuals.spend.2026-Q1: goes beyond 2026-02, through which actuals are given"},
		"cash beyond it":               {actual("through: 2026-02, cash: {2026: $1}"), "contracts.aws.actuals.cash.2026: goes beyond 2026-02"},
		"twice":                        {actual("through: 2026-03, spend: {2025: $1, 2026-Q1: $1, 2026-02: $1}"), "-:7:73: contracts.aws.actuals.spend.2026-02: has months that 2026-Q1 has too"},
		"a quarter with a typing slip": {actual("through: 2026-03, spend: {2026Q1: $1}"), "\"2026Q1\" is not a month, a quarter or a year (write 2026-01, 2026-Q1 or 2026)"},
		"negative spend":               {actual("through: 2025-12, spend: {2025: -$1}"), "contracts.aws.actuals.spend.2025: must not be negative"},
		"spend of a drawdown":          {drawn("    minimums: [$1]\n    actuals: {through: 2026-01, spend: {2026-01: $1}}\n"), "-:4:40: contracts.a.actuals.spend: needs commitment: take_or_pay, but commitment is drawdown"},
		"spend beside a value":         {pieces("    actuals: {through: 2026-01, spend: {2026-01: $1}}\n"), "-:6:40: contracts.a.actuals.spend: cannot stand beside the value of tranche one: what of it is left is not known"},
	})
}

func TestDemandThatNothingCanServeIsRefused(t *testing.T) {
	const curve = "demand: {annual: {2026: 500M}}\n"
	refuseAll(t, map[string]struct{ text, want string }{
		"no capacity that is known":    {least + curve, "-:3:9: demand: no contract that counts can serve it (give one GPUs or a price, and no consumption of its own)"},
		"consumption that is given":    {drawn("    minimums: [$1]\n    price: $2\n") + curve, "demand: no contract that counts can serve it"},
		"an option":                    {least + "  b: {status: option, value: $1B, fleet: {h100: 1}, term: 1y, start: 2026-01}\n" + curve, "demand: no contract that counts can serve it"},
		"cores alone":                  {in("    value: $1B\n    fleet: {cpu: 1M}\n") + curve, "demand: no contract that counts can serve it"},
		"demand of nothing":            {least + "demand: {}\n", "-:3:9: demand: needs annual totals, a run_rate, or base and at"},
		"efficiency alone":             {least + "demand: {efficiency: 10%}\n", "-:3:1: demand.intensity: is missing"},
		"by revenue that is not there": {in("    price: $2\n    value: $1B\n") + "demand: {intensity: 0.1}\n", "-:8:21: demand.intensity: is by revenue, and the scenario has none"},
		"a curve and by revenue":       {least + "demand: {intensity: 0.1, annual: {2026: 1}}\n", "-:3:26: demand.annual: cannot stand beside intensity (give one of them)"},
		"growth of what is by revenue": {least + "demand: {intensity: 0.1, growth: 5%}\n", "demand.growth: cannot stand beside intensity"},
		"a month beside totals":        {least + "demand: {annual: {2026: 1}, at: 2026-01}\n", "demand.at: cannot stand beside annual"},
		"demand in money":              {least + "demand: {annual: {2026: $5M}}\n", "demand.annual.2026: \"$5M\" is not a number (must be GPU-hours such as 500M)"},
		"efficiency of everything":     {in("    price: $2\n    value: $1B\n") + "revenue: {a: {base: $1, at: 2026-01}}\ndemand: {intensity: 0.1, efficiency: 100%}\n", "-:9:38: demand.efficiency: must be at least −1000% and below 100%, is 100%"},
		"a price alone without demand": {"contracts:\n  a: {commitment: on_demand, price: $2, term: 1y, start: 2026-01}\n", "-:2:6: contracts.a: on_demand needs consumption, or a fleet and its price (a price alone will do where the scenario has demand)"},
	})
}

func TestWhatFollowsFromABadClauseIsNotReported(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"terms of a drawdown that is misspelt": {strings.Replace(drawn("    minimums: [$1]\n    tail: 3mo\n    rollover: {excess: 10%}\n"), "commitment: drawdown", "commitment: drawdwn", 1),
			"contracts.a.commitment"},
		"terms of a commitment that is misspelt": {strings.Replace(drawn("    minimums: [$1]\n    tail: 3mo\n"), "commitment: drawdown", "comitment: drawdown", 1), "contracts.a.comitment"},
		"a milestone by a start that is none":    {strings.Replace(drawn("    milestones: {2026-06: $1}\n"), "2026-01", "soon", 1), "contracts.a.start"},
		"a prepayment of a value that is none":   {strings.Replace(topped("    payment: {prepay: [{name: a, amount: $2B, at: 2026-01}]}\n"), "$1B", "x", 1), "contracts.aws.value"},
		"dates of a term that is none":           {strings.Replace(topped("    exit_right: {by: buyer, exercise: 2040-01}\n    actuals: {through: 2040-01, spend: {2025: 1}}\n    outages: [{name: x, from: 2040-01, for: 1mo}]\n"), "7y", "x", 1), "contracts.aws.term"},
		"a tranche's spend by a value misspelt":  {strings.Replace(pieces(""), "value: $1B", "valu: $1B", 1), "contracts.a.tranches.one.valu"},
		"a day of an item misspelt":              {topped("    payment: {prepay: [{name: a, amount: $1, befor_start: 1mo}]}\n"), "contracts.aws.payment.prepay.a.befor_start"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := read(test.text)
			if err == nil {
				t.Fatal("it is read")
			}
			if got := paths(err); got != test.want {
				t.Errorf("problems are at %s, want %s\n%v", got, test.want, err)
			}
		})
	}
}
