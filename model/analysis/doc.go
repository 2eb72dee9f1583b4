// Package analysis answers what a projection alone does not: why a number is what it is, what would change it, what it would take to
// reach another, and whether what is reported can be right.
//
// Each analysis is a pure function of scenarios and a description of what is asked: equal arguments give equal bits, on any number of
// processors. All run the model's one Projector. Tables, charts and JSON are renderings of their results.
package analysis
