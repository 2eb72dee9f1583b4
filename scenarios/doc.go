// Package scenarios reads scenario files into checked model.Scenario values, or reports everything that is wrong with
// them, each problem with file, line and column. It also holds the embedded library and the accelerator catalogue.
//
// # A scenario file
//
// A file is one YAML map. This is all there is to a useful one; every key is told of below:
//
//	scenario: A deal, as announced
//	valuation: {date: 2025-11-01, discount_rate: 9%}
//
//	contracts:
//	  aws:
//	    provider: Amazon Web Services
//	    value: $38B
//	    term: 7y
//	    start: 2025-11
//	    ramp: {shape: linear, initial: 0%, full: 2026-12}
//	    fleet: {gb200: {value: 100_000, grade: assumed}, gb300: {value: 100_000, grade: assumed}}
//	    source: press-release
//	    grade: disclosed
//
//	revenue:
//	  subscriptions:
//	    annual: {2025: $13.1B, 2026: $30B, 2027: $62B}
//	    growth: {terminal: 10%, half_life: 2y}
//	    margin: 70%
//
//	sources:
//	  press-release: {publisher: Amazon, title: The announcement, date: 2025-11-03}
//
// Keys at the top:
//
//	scenario            title of every table and chart
//	description         a paragraph
//	extends             a file or a list of files this one is laid over; or an embedded scenario, by its name
//	currency            ISO code of all money in the file; USD
//	horizon             {from, to}: first and last month shown; the life of the counted contracts
//	valuation           {date, discount_rate} of present values
//	fiscal_year_end     number of the fiscal year's last month; 12
//	target              coverage aimed at; 1.0
//	defaults            availability, utilisation, pue, load_factor, grid_intensity and wue of contracts that state none
//	contracts           by id
//	revenue, costs      lines by id
//	revenue_share       a list of {name, to, rate, until, cap}
//	financing           a list of {name, amount, date, vendor, kind, status}; kind is equity, debt, rebate or warrant
//	opening_cash        at the beginning of the valuation month, may be negative; 0
//	min_cash            that cash should not fall below; 0
//	market              {price, at, decline} by accelerator: what an hour costs, and how fast that falls
//	catalog             accelerators by id: {name, kind, power, price: {low, high}, available}, over the embedded rows
//	plausibility        {spend_per_mw_year: {low, high}}
//	demand              GPU-hours wanted: a curve, or {intensity, efficiency, at}; what contracts without consumption serve
//	uncertainty         distributions by path, noise and correlation, beside the numbers, which stay the base case; see below
//	checks              limits: a list of {name, metric, from, to, min, max, probability, level}; see below
//	claims              competing reports by path and name, beside the numbers: {value, source, grade, note}; see below
//	sources             by id: {publisher, title, date, url, note}
//
// Keys of a contract:
//
//	provider            who is paid; the id
//	status              signed, reported, letter_of_intent or option; signed
//	exercised           true counts a letter of intent or an option; false
//	commitment          take_or_pay, on_demand or drawdown; take_or_pay
//	value               spent over the term; of a drawdown without other minimums, consumed at least
//	minimums            a list by contract year, or a map by year: {2026: $1B} or {Y1: $1B}
//	minimums_by         contract, calendar or fiscal; contract for a list, calendar for a map
//	fee                 a month at full; in place of value and minimums
//	price               of an accelerator-hour: one, one by accelerator, or {market, multiple}
//	schedule            ramp, even, or {initial, steps} of its own; ramp
//	term, start         length, and month or day of the beginning
//	ramp                {shape, initial, full, steepness, steps, points}; none is full capacity at once
//	delay, on_delay     of delivery, and its effect: extend, compress, forgive or pay; extend
//	escalator           rise of prices a year from the second contract year on; 0%
//	hours               billed a month: calendar or 730; calendar
//	fleet               number of accelerators by id
//	availability        share of hours available; 100%
//	utilisation         share of available hours used; 100%
//	pue                 power of the site over power of the machines
//	load_factor         average power over full power; 100%
//	grid_intensity      kg of CO2 a kWh
//	wue                 litres of water a kWh of the machines
//	consumption         what is used, a curve in money at contract rates
//	discount            off list prices, taken already in contract rates; 0%
//	payment             {timing, lag, prepay}: when it is paid; see below
//	tranches            pieces by name: {start, term, value, fee, fleet, price, ramp, delay}; see below
//	cancel_if_late      {grace}: a delay beyond it ends a tranche, or a contract without tranches, before it starts
//	backstop            {value, resold}: owed besides as far as the seller cannot resell it; resold is a share, or shares from
//	                    months or years on
//	exit_right          {by, notice, from, fee, exercise}: who may leave, and what it costs; see below
//	outages             a list of {name, from, for, share, credit}: capacity away (100%), and the fee of that time (0%)
//	actuals             {through, spend, consumption, cash} by month, quarter or year: what happened, in place of the model
//
// Keys of a drawdown, besides minimums and value:
//
//	aggregate_minimum   over the term: what is short of it at the end is charged
//	milestones          by month, what is consumed by its end; in place of minimums
//	milestones_are      cumulative or increments; cumulative
//	rollover            {excess, years, shortfall_years}: share of a minimum that more than it may carry forward (0%), for how
//	                    many years (1), and for how many a deferred shortfall may stay open (1)
//	shortfall           {order, charge_cap, defer_cap}: defer_first or charge_first (defer_first); of charge_first the most that
//	                    is charged, an amount or a list by year; the most that is deferred: a share of the minimum, an amount
//	                    or unlimited (0%). All else is charged
//	shortfall_credit    what a charge comes back as: none, usable, prepayment, or {kind, for}; none
//	forfeit             annual or monthly: what a pool of the schedule does not use by then is lost
//	overage_price       of consumption above the commitment, × the contract rate, or list for that without the discount; 1
//	counts              {discount, marketplace: {weight, cap}, prepaid}: consumption counts net or at list prices (net), so much
//	                    of marketplace purchases (100%) up to a share of the minimum, and with prepaid: true what prepayments
//	                    pay instead of the prepayments (false)
//	marketplace         purchases, a curve in money
//	tail                after the end, in which deferrals and credits may be used; 0mo
//
// Two contracts with clauses:
//
//	contracts:
//	  azure:
//	    commitment: drawdown
//	    start: 2026-01
//	    term: 3y
//	    milestones: {2026-12: $3M, 2027-12: $7M, 2028-12: $12M}
//	    shortfall_credit: {kind: prepayment, for: 12mo}
//	    consumption: {annual: {2026: $2.4M, 2027: $3.6M, 2028: $4.2M}}
//	  gpus:
//	    price: $2.60
//	    term: 5y
//	    tranches:
//	      first: {start: 2026-01, fleet: {h100: 20_000}}
//	      second: {start: 2026-05, fleet: {h100: 20_000}, delay: 2mo}
//	    payment: {lag: 1mo, prepay: [{name: signing, share: 20%, at: 2025-12-15}]}
//	    exit_right: {by: buyer, notice: 90d, fee: 50%}
//	    outages: [{name: fire, from: 2028-03, for: 2mo, share: 50%, credit: 10%}]
//
// Take-or-pay alone has tranches, a backstop, an exit right, credits for outages, actual spend and cancel_if_late.
//
// Tranches have what they leave out from the contract, which then has no value, minimums, fee, fleet or consumption of its
// own. Each says what it spends. A ramp they have from the contract counts from their own start.
//
// Payment is in arrears at month end, or in advance on the first of the month; pools of forfeit are paid when they open if no
// timing is written. lag is from there to cash (0mo). prepay is a list of {name, share or amount, at or before_start, tranche,
// apply, from, to}: a share of the commitment or of its tranche's, paid on a day or so many months before the start, credited
// against spend pro_rata, straight_line, first or last (pro_rata), from so long after the start (0mo) up to so long (the end).
// In a drawdown a prepayment counts when it is paid and pays the first consumption, unless counts.prepaid is true.
//
// An exit right is of the buyer, the seller or either. Its notice is so many days or months of the calendar, given from a day
// on. Its fee is a share of what then remains, an amount, or the spend of the next months, or {share, amount, months} for
// their sum. With exercise, the day notice is given, the contract ends with the notice.
//
// Actuals give every month of the life once, up to the one of through; months without cash had none. An amount of a quarter
// (2026-Q1) or a year lies evenly over its months.
//
// Demand is in GPU-hours a year, as a curve, or as intensity, the GPU-hours for a unit of revenue, which falls by efficiency
// a year (0%) from a month on (the first of the contracts).
//
// A ramp's full is a length, or a month by whose END all is online. Its steps hold from the beginning of a month, its
// points by the end of one.
//
// A curve (a line of revenue or costs, consumption, marketplace or demand) is given in one of three ways: annual totals by
// year, run_rate by month (a level a year at the month's end), or one level as base and at. After the last point it grows by
// growth, a rate or {initial, terminal, half_life}; without it, it stays flat. With backcast: true it is continued before
// the first point.
// Revenue has a margin besides (100%), and a lag from revenue to cash (0mo).
//
// # Uncertainty
//
// A distribution stands under the path of the number it is of. What a simulation then draws takes the number's place:
//
//	uncertainty:
//	  contracts.aws.delay: {triangular: {min: 0mo, mode: 3mo, max: 18mo}}
//	  contracts.aws.ramp.full: {discrete: {12mo: 70%, 18mo: 30%}}
//	  contracts.more.exercised: {bernoulli: 60%}
//	  revenue.all.growth.initial: {normal: {p10: 20%, p90: 90%}, min: -20%}
//	  market.gb200.decline: {pert: {min: 10%, mode: 25%, max: 45%}, source: survey, grade: estimated}
//	  noise:
//	    revenue.all: {volatility: 15%}
//	    market.gb200: {volatility: 30%, reversion: 2y}
//	  correlation:
//	    - {between: [revenue.all, market.gb200], rho: -0.3}
//	checks:
//	  - {name: covered, metric: coverage.revenue, from: 2028, min: 1.0, probability: 80%}
//	  - {name: funded, metric: funding_gap, max: $20B, level: warning}
//
// The distributions, and what each takes:
//
//	normal, lognormal   {mean, sd} of the variable itself, or two percentiles such as {p10, p90}
//	uniform             {min, max}, or two percentiles
//	triangular          {min, mode, max}
//	pert                {min, mode, max, lambda}: lambda is the weight of the mode; 4
//	beta                {alpha, beta}, or {mean, sd}; on min to max; 0 to 1
//	metalog             two to ten percentiles, of which p2_5 is p2.5, and min, max or both where it is bounded
//	discrete            values, each with its probability
//	bernoulli           the probability of a yes; for true and false alone, such as exercised
//
// min and max beside the kind truncate it: what lies outside is cut off and the rest scaled up. Whatever can be drawn, each
// number by itself, must be something the path accepts. Parameters are written as the number is: money, shares, lengths. A
// ramp's full is a length, even where it is written as a month. Dates and words are not drawn; defaults are, on the contract. A
// number must have a base value to be uncertain, its own or a default; of a delay that is 0mo.
//
// noise multiplies every month of a curve (revenue, costs, demand, a contract's consumption or marketplace) or of a market
// price. volatility is its standard deviation a year; reversion the half-life of its way back to the base path, without which
// it wanders. correlation is of pairs of inputs or pairs of noise, not across: rho of the normal scores.
//
// A check holds where the metric lies within min and max in each full year; from and to are the first and last of the years it
// is held in. Figures such as funding_gap have no years. probability is the share of simulated paths on which it must hold. Its
// level is error or warning; error.
//
// # Claims
//
// What others report of a path stands beside what the scenario has there. Each claim has a name, and is projected as the scenario
// with that one setting, and with nothing uncertain:
//
//	claims:
//	  contracts.aws.value:
//	    announcement: {value: $38B, source: press-release, grade: disclosed}
//	    blog: {value: $3.8B, grade: estimated, note: Nobody else has it.}
//	    rumour: $60B
//	  contracts.aws.ramp:
//	    late: {value: {shape: linear, full: 2027-12}, grade: reported}
//
// A claim's value is what may be written at the path: a single value or, with value, a map or list of several. Its source and grade
// hold for all of it. Claims are no inputs: neither they nor sources that only they name change the scenario or its hash. A claim
// that does not fit what is laid over its file, by a later file or a setting, is left out with a warning; null removes claims.
//
// # Quantities
//
// Scalars are read from their text; quotes change nothing. Money: $38B, 38e9, USD 38B, $1,250M, with k, M, B or T in either
// case; a sign or code must be the scenario's currency. Shares and rates: 70% or 0.7. Lengths: 7y, 84mo, 9 months, 90d of
// 30.4375 a month; a number alone is months, with a warning; a notice counts days and months by the calendar. Months
// 2025-11, days 2025-11-03, in 1900 to 2200. Counts and GPU-hours: 200_000, 200k. Power: 1.2kW, 4.5GW; a number alone is kW.
// Where a share, an amount or a length may stand, it must show which it is: 50%, $2B, 6mo. A number with commas inside { }
// or [ ] must be quoted, for YAML splits there.
//
// # Provenance
//
// In place of any scalar {value, source, grade} may stand. A contract's or line's source and grade hold for its other
// scalars in the same file, one by one; what is assumed takes no source from the line. Grades are disclosed, reported,
// estimated and assumed, the default. A scalar that a later file or a setting replaces takes what is stated with it there.
//
// # Merging
//
// A file is laid over what it extends: maps key by key, scalars and lists replaced, null removes. Of keys that exclude each
// other the later one stays. A ramp of another shape, and growth, a price or a fee of another form, is replaced whole. A
// distribution of another kind is replaced whole too; of the same kind its parameters are merged. A setting path=value is one
// more file on top; its value is YAML. Items of lists are addressed by name, those of years by Y1, correlations by
// their number.
//
// Files must lie in or below the folder of the file named by the user, or the given root. Where there is no such file,
// extends: openai-aws (or openai-aws.yaml) is the embedded scenario of that name; what it extends itself is read from the
// embedded library too, never from the user's files.
//
// # Limits
//
// A file is at most 1 MiB large and 32 levels deep. All files of a scenario together are at most 64, each counted as often
// as it is named, in chains of at most 16, with 4 MiB and 50,000 entries. There are at most 500 contracts, 500 lines of
// revenue and 500 of costs, 500 distributions, 500 processes of noise and 500 correlations,
// which tie at most 30 together, and 100 claims. Anchors, aliases, merge keys and tags of YAML are refused.
//
// # Problems
//
// Each problem has the place of the value to mend; what is laid over later goes before what it does not fit. Settings are
// called --set, or --set[1], --set[2] and so on where there are several, and columns count from the beginning of the
// setting. Embedded files are called openai-aws.yaml (embedded).
package scenarios
