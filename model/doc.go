// Package model computes what a scenario of compute commitments comes to: spend, cash, GPU-hours, power and coverage, month
// by month. It takes values and returns values: it reads no file, flag, clock or environment, and prints nothing.
//
// A Scenario that Validate passes is evaluated by a Projector on a Grid of calendar months; the Projection it returns holds
// one column a quantity, for the scenario and for each counted contract. Analyse brings projections into the periods of a
// Report; Compare lines reports up and takes differences from the first.
//
//	scenario → Validate → NewProjector → Run → Projection → Report → Comparison
//
// A contract is laid out in layers, its tranches; what is used comes from the contract or from dispatch of the scenario's
// demand; a drawdown keeps a book of its commitment years month by month; a payer turns spend into cash. NewLedger reads
// the books of one contract off the projection, NewObligations the maturity tables at a date.
//
//	lay: capacity, schedule → use: consumption or dispatch → settle: spend and expense → pay: cash → what remains
//
// There is one engine. A Projector owns its buffers, reads the scenario anew at every Run and allocates nothing then, so
// that the same code serves one projection and, path by path, many thousands.
//
// # Units
//
// Money is in the scenario's one currency, time in months, capacity in accelerators running at once, power in MW of the
// site or of IT as the name says. A quantity that is not given, not known or not defined is Unknown, a NaN, and never 0.
//
// # Invariants
//
// A value's schedule adds up to the value; what remains ends at 0; cumulative cash = cumulative expense + prepaid balance +
// unused shortfall credit − payables, and over a life cash = spend; every book closes; maturities add up to what remains or is
// unpaid; dispatch uses no dearer source while a cheaper one is idle. A period's flow is the sum of its months and its ratio
// that of the sums; equal scenarios give equal bits. The tests hold the engine against an independent twin that is written
// from the description of the model alone.
package model
