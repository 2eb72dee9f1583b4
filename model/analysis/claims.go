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
	Report   *model.Report   // of the scenario as it stands
	Own      []Judgement     // likewise
	All      []Claim         // path by path, in the order of the file
	Warnings []model.Warning // of claims that are left out; the caller fills it
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
	Survives   bool   // it is judged, and every judgement lies within its band
	Judged     bool   // some band applies
	Unjudged   string // why none does; empty where it is judged

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
		return sameNumber(x.Get(), y.Get())
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

// PeakSpend is the largest spend of a year of the report, of one contract or, without one, of all. Of a contract that does not count it is
// Unknown.
func PeakSpend(r *model.Report, contract string) float64 {
	spend, ok := r.Series("spend")
	ok = ok && contract == ""
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
	c.Survives = c.Judged && allInside(c.Judgements)
	if c.Unjudged = ""; !c.Judged {
		c.Unjudged = c.unheld()
	}
}

// unheld says why there is nothing to hold the claim against.
func (c *Claim) unheld() string {
	i := slices.IndexFunc(c.Scenario.Contracts, func(one model.Contract) bool { return one.ID == c.Contract })
	if c.Contract == "" || i < 0 {
		return "it changes no unit price of a contract that has a plausible band"
	}
	switch of := &c.Scenario.Contracts[i]; {
	case !of.Counts():
		return "contract " + of.ID + " does not count"
	case of.Kind == model.Drawdown:
		return "what contract " + of.ID + " draws down is not for its capacity"
	case len(of.Fleet) == 0:
		return "contract " + of.ID + " has no fleet to hold it against"
	}
	return "no plausible band applies to contract " + c.Contract
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
	if !c.Judged || c.Survives {
		return
	}
	for _, factor := range []float64{10, 0.1} {
		s := c.Scenario.Clone()
		x, err := s.Scalar(c.Path)
		if err != nil || !model.Known(x.Get()) || x.Switch() {
			return
		}
		instead := x.Get() * factor
		if x.Whole() && !sameNumber(math.Round(instead), instead) {
			continue
		}
		x.Set(instead)
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

// sameNumber reports whether two numbers are the same but for rounding, or both unknown.
func sameNumber(a, b float64) bool {
	return math.Abs(a-b) <= rounding*math.Abs(a) || !model.Known(a) && !model.Known(b)
}
