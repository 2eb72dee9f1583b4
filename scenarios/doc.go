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
//	sources             by id: {publisher, title, date, url, note}
//
// Keys of a contract:
//
//	provider            who is paid; the id
//	status              signed, reported, letter_of_intent or option; signed
//	exercised           true counts a letter of intent or an option; false
//	commitment          take_or_pay or on_demand; take_or_pay
//	value               spent over the term
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
//	consumption         what is used, a curve in money
//
// A ramp's full is a length, or a month by whose END all is online. Its steps hold from the beginning of a month, its
// points by the end of one.
//
// A curve (a line of revenue or costs, or consumption) is given in one of three ways: annual totals by year, run_rate by
// month (a level a year at the month's end), or one level as base and at. After the last point it grows by growth, a rate
// or {initial, terminal, half_life}; without it, it stays flat. With backcast: true it is continued before the first point.
// Revenue has a margin besides (100%), and a lag from revenue to cash (0mo).
//
// # Quantities
//
// Scalars are read from their text; quotes change nothing. Money: $38B, 38e9, USD 38B, $1,250M, with k, M, B or T in either
// case; a sign or code must be the scenario's currency. Shares and rates: 70% or 0.7. Lengths: 7y, 84mo, 9 months, 90d of
// 30.4375 a month; a number alone is months, with a warning. Months 2025-11, days 2025-11-03, in 1900 to 2200. Counts:
// 200_000, 200k. Power: 1.2kW, 4.5GW; a number alone is kW. A number with commas inside { } or [ ] must be quoted, for YAML
// splits there.
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
// other the later one stays. A ramp of another shape, and growth or a price of another form, is replaced whole. A setting
// path=value is one more file on top; its value is YAML. Items of lists are addressed by name, minimums by Y1 or year.
//
// Files must lie in or below the folder of the file named by the user, or the given root. Where there is no such file,
// extends: openai-aws (or openai-aws.yaml) is the embedded scenario of that name; what it extends itself is read from the
// embedded library too, never from the user's files.
//
// # Limits
//
// A file is at most 1 MiB large and 32 levels deep. All files of a scenario together are at most 64, each counted as often
// as it is named, in chains of at most 16, with 4 MiB and 50,000 entries. There are at most 500 contracts, 500 lines of
// revenue and 500 of costs. Anchors, aliases, merge keys and tags of YAML are refused.
//
// # Problems
//
// Each problem has the place of the value to mend; what is laid over later goes before what it does not fit. Settings are
// called --set, or --set[1], --set[2] and so on where there are several, and columns count from the beginning of the
// setting. Embedded files are called openai-aws.yaml (embedded).
package scenarios
