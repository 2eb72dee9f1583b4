package analysis

import (
	"context"
	"math"
	"slices"
	"strings"

	"commitcast/model"
)

// Claims are competing reports of a scenario's paths, each projected with the rest of the scenario as it is.
type Claims struct {
	Scenario *model.Scenario
	Report   *model.Report // of the scenario as it stands
	Own      []Judgement   // likewise
	All      []Claim       // path by path, in the order of the file
}

// Claim is one report of what stands at one path. Its first fields say what is claimed; the others are what NewClaims finds.
type Claim struct {
	Path, Name string
	Text       string // as written
	Grade      model.Grade
	Source     string // id; may be empty
	Note       string
	Origin     string          // file:line:column
	Scenario   *model.Scenario // the scenario with the claim at its path; valid

	Contract   string        // whose path it is; empty for a path of none
	Base       bool          // it says what the scenario says
	Report     *model.Report // of the scenario with the claim; over the same periods for all
	PeakSpend  float64       // the largest spend of a calendar year: of the Contract, or else of all
	Judgements []Judgement
	Survives   bool // every judgement lies within its band
	Judged     bool // some band applies

	// Of a claim that does not survive and is a number: 10 or 0.1 where that number by this factor would, with the number; else 0 and Unknown.
	Factor, Instead float64
	InsteadText     string // Instead as a user would write it; the caller fills it
}

// Judgement holds one unit price of a contract against the plausible band.
type Judgement struct {
	Contract  string
	Measure   string // price.implied, price.effective, spend_per_mw_year or gpus_per_million
	Unit      model.Unit
	Value     float64
	Low, High float64 // the band; Unknown for an open side
	Inside    bool
	Factor    float64 // 10 or 0.1: by which the claimed amount would come inside; 0 for none
	Amount    float64 // spend over the life, of which the price is worked out
}

// sameWithin is the relative difference up to which two numbers are the same.
const sameWithin = 1e-9

// Measures of unit prices, in the order they are told.
var Measures = []string{"price.implied", "price.effective", "spend_per_mw_year", "gpus_per_million"}

// NewClaims projects a valid scenario and each claim beside it, all valued at the scenario's date, and holds their unit prices against
// the catalogue's bands. A claim of a contract's path is judged by that contract, another by every contract whose unit prices it
// changes. It is an error when under some claim no contract counts any more.
func NewClaims(ctx context.Context, s *model.Scenario, claims []Claim) (*Claims, error) {
	ss := []*model.Scenario{s}
	for i := range claims {
		ss = append(ss, claims[i].Scenario)
	}
	reports, err := model.Analyse(ss, model.ByYear)
	if err != nil {
		return nil, err
	}
	out := &Claims{Scenario: s, Report: reports[0], Own: judgements(s)}
	for i, c := range claims {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c.Report, c.Contract = reports[i+1], contractOf(s, c.Path)
		c.Base = saysTheSame(s, c.Scenario, c.Path)
		c.PeakSpend = PeakSpend(c.Report, c.Contract)
		c.judge(out.Own)
		c.findSlip(out.Own)
		out.All = append(out.All, c)
	}
	return out, nil
}

// contractOf is the id of the contract that a path leads into; empty for another path.
func contractOf(s *model.Scenario, path string) string {
	keys := strings.Split(path, ".")
	if len(keys) < 2 || keys[0] != "contracts" {
		return ""
	}
	for i := range s.Contracts {
		if s.Contracts[i].ID == keys[1] {
			return keys[1]
		}
	}
	return ""
}

// saysTheSame reports whether two scenarios have the same at a path: the same number, or else the same inputs there and below.
func saysTheSame(a, b *model.Scenario, path string) bool {
	x, err := a.Scalar(path)
	y, other := b.Scalar(path)
	if err == nil && other == nil && model.Known(x.Get()) {
		return math.Abs(x.Get()-y.Get()) <= sameWithin*math.Abs(x.Get())
	}
	texts := func(s *model.Scenario) string {
		var b strings.Builder
		for _, in := range s.Inputs {
			if in.Path == path || strings.HasPrefix(in.Path, path+".") {
				b.WriteString(in.Path + "=" + in.Text + "\n")
			}
		}
		return b.String()
	}
	return texts(a) == texts(b)
}

// PeakSpend is the largest spend of a year of the report, of one contract or, without one, of all.
func PeakSpend(r *model.Report, contract string) float64 {
	spend, ok := r.Series("spend")
	for _, c := range r.Contracts {
		for _, s := range c.Metrics {
			if c.ID == contract && s.Name == "spend" {
				spend, ok = s, true
			}
		}
	}
	peak := model.Unknown()
	for _, v := range spend.Values {
		if ok && model.Known(v) && !(v <= peak) {
			peak = v
		}
	}
	return peak
}

// judgements hold the unit prices of a scenario's contracts against their bands.
func judgements(s *model.Scenario) []Judgement {
	var out []Judgement
	for _, u := range model.NewProjector(s, model.GridOf(s)).Run().UnitPrices() {
		out = append(out, Judgement{u.Contract, u.Measure, u.Unit, u.Value, u.Low, u.High, u.Inside(), u.Slip(), u.Amount})
	}
	return out
}

// judge takes the judgements that bear on the claim.
func (c *Claim) judge(own []Judgement) {
	c.Judgements = c.bearing(c.Scenario, own)
	c.Judged = len(c.Judgements) > 0
	c.Survives = allInside(c.Judgements)
}

// bearing are the judgements of a scenario with the claim that bear on it.
func (c *Claim) bearing(s *model.Scenario, own []Judgement) []Judgement {
	var out []Judgement
	for _, j := range judgements(s) {
		if j.Contract == c.Contract || c.Contract == "" && !among(own, j) {
			out = append(out, j)
		}
	}
	return out
}

func allInside(all []Judgement) bool {
	return !slices.ContainsFunc(all, func(j Judgement) bool { return !j.Inside })
}

// findSlip looks for the factor of ten that would let the claimed number survive.
func (c *Claim) findSlip(own []Judgement) {
	c.Factor, c.Instead = 0, model.Unknown()
	if c.Survives {
		return
	}
	for _, factor := range []float64{10, 0.1} {
		s := c.Scenario.Clone()
		x, err := s.Scalar(c.Path)
		if err != nil || !model.Known(x.Get()) || x.Switch() {
			return
		}
		x.Set(x.Get() * factor)
		if len(s.Validate()) > 0 {
			continue
		}
		if judged := c.bearing(s, own); len(judged) > 0 && allInside(judged) {
			c.Factor, c.Instead = factor, x.Get()
			return
		}
	}
}

// among reports whether the same judgement is one of all.
func among(all []Judgement, j Judgement) bool {
	for _, other := range all {
		if other.Contract == j.Contract && other.Measure == j.Measure {
			return sameNumber(other.Value, j.Value) && sameNumber(other.Low, j.Low) && sameNumber(other.High, j.High)
		}
	}
	return false
}

// sameNumber reports whether two numbers are the same, or both unknown.
func sameNumber(a, b float64) bool {
	return math.Abs(a-b) <= sameWithin*math.Abs(a) || !model.Known(a) && !model.Known(b)
}
