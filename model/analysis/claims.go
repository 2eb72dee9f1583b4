package analysis

import "commitcast/model"

// Claims are competing reports of a scenario's paths, each projected with the rest of the scenario as it is.
type Claims struct {
	Scenario *model.Scenario
	Own      []Judgement // of the scenario as it stands
	All      []Claim     // path by path, in the order of the file
}

// Claim is one report of what stands at one path.
type Claim struct {
	Path, Name string
	Text       string // as written
	Grade      model.Grade
	Source     string        // id; may be empty
	Origin     string        // file:line:column
	Base       bool          // it says what the scenario says
	Report     *model.Report // of the scenario with the claim; over the same periods for all
	Judgements []Judgement
	Survives   bool // every judgement lies within its band
	Judged     bool // some band applies
}

// Judgement holds one unit price of a contract against the plausible band.
type Judgement struct {
	Contract  string
	Measure   string // price.implied, spend_per_mw_year, gpus_per_dollar …
	Unit      model.Unit
	Value     float64
	Low, High float64 // the band; Unknown for an open side
	Inside    bool
	Factor    float64 // 10 or 0.1: by which the claimed amount would come inside; 0 for none
}
