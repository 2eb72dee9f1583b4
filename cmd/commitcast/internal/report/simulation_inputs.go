package report

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"sync"

	"commitcast/model"
	"commitcast/model/dist"
	"commitcast/model/risk"
)

// Units of uncertain inputs that no metric has.
const (
	unitMonths model.Unit = "months"
	unitSwitch model.Unit = "yes/no"
)

// uncertainLines name what is uncertain.
func uncertainLines(s *risk.ScenarioResult) []string {
	var inputs, noise []string
	for _, in := range s.Inputs {
		inputs = append(inputs, Clean(in.Path))
	}
	for _, n := range s.Noise {
		noise = append(noise, Clean(n.Path))
	}
	var lines []string
	if len(inputs) > 0 {
		lines = append(lines, "inputs (--inputs tells what they imply): "+strings.Join(inputs, ", "))
	}
	if len(noise) > 0 {
		lines = append(lines, "noise: "+strings.Join(noise, ", "))
	}
	return lines
}

// uncertainSections tell what each distribution implies, and how noise and correlations are.
func uncertainSections(d *document, of string, s *risk.ScenarioResult) {
	if len(s.Inputs) > 0 {
		d.sections = append(d.sections, section{heading: of + "Uncertain inputs", table: impliedTable(s)})
	}
	d.list(of+"Noise", noiseLines(s.Noise))
	var lines []string
	for _, c := range s.Scenario.Uncertainty.Correlations {
		lines = append(lines, Clean(c.Between[0])+" with "+Clean(c.Between[1])+": "+scale{step: step{decimals: 2}}.write(c.Rho, true))
	}
	d.list(of+"Correlations", lines)
}

func noiseLines(all []model.Noise) []string {
	var lines []string
	for _, n := range all {
		how := "a random walk"
		if n.HalfLife > 0 {
			how = "pulled back to the base path with a half-life of " + round(float64(n.HalfLife)/12, 2).plain(2, true) + " years"
		}
		lines = append(lines, Clean(n.Path)+": "+percentText(n.Volatility)+" a year, "+how)
	}
	return lines
}

// impliedFields are what a distribution implies, in the order it is told. Some are told only where there is something.
var impliedFields = []struct {
	key, head string
	chance    bool // a probability, told where it is more than 0
	of        func(*dist.Implied) float64
}{
	{"mean", "Mean", false, func(i *dist.Implied) float64 { return i.Mean }},
	{"sd", "SD", false, func(i *dist.Implied) float64 { return i.SD }},
	{"p1", "P1", false, func(i *dist.Implied) float64 { return i.P1 }},
	{"p99", "P99", false, func(i *dist.Implied) float64 { return i.P99 }},
	{"below_zero", "below 0", true, func(i *dist.Implied) float64 { return i.BelowZero }},
	{"cut_below", "cut below", true, func(i *dist.Implied) float64 { return i.CutBelow }},
	{"cut_above", "cut above", true, func(i *dist.Implied) float64 { return i.CutAbove }},
}

func impliedTable(s *risk.ScenarioResult) *table {
	t := &table{heads: []string{"kind", "Base"}}
	shown := make([]bool, len(impliedFields))
	for k, f := range impliedFields {
		for i := range s.Inputs {
			shown[k] = shown[k] || !f.chance || f.of(&s.Inputs[i].Implied) > 0
		}
		if shown[k] {
			t.heads = append(t.heads, f.head)
		}
	}
	for i := range s.Inputs {
		in := &s.Inputs[i]
		unit := unitOfInput(s.Scenario, in.UncertainInput)
		sc := impliedScale(unit, &in.Implied, in.Base)
		cells := []string{string(in.Dist.Kind), impliedText(in.Base, unit, sc, false)}
		for k, f := range impliedFields {
			if shown[k] {
				cells = append(cells, impliedText(f.of(&in.Implied), unit, sc, f.chance))
			}
		}
		t.add(innerRow, impliedLabel(in.Path, unit, sc, s.Scenario.Currency), cells)
	}
	return t
}

// impliedScale is the one scale of what a distribution implies.
func impliedScale(u model.Unit, i *dist.Implied, base float64) scale {
	if u == unitSwitch {
		return scaleFor(model.Share, 1)
	}
	return scaleFor(u, peak([]float64{base, i.Mean, i.P1, i.P99}))
}

func impliedLabel(path string, u model.Unit, s scale, currency string) string {
	unit := s.unitLabel(u, currency)
	if u == unitMonths || u == unitSwitch {
		unit = string(u)
	}
	if unit == "" {
		return Clean(path)
	}
	return Clean(path) + ", " + unit
}

// impliedText writes one figure of a distribution. Of a yes/no only the probability says something.
func impliedText(v float64, u model.Unit, s scale, isChance bool) string {
	switch {
	case isChance:
		text, _ := chance(risk.Probability{Estimate: risk.Estimate{Value: v, Low: v, High: v}})
		return text
	case u == unitSwitch && v == 0:
		return "no"
	case u == unitSwitch && v == 1:
		return "yes"
	case u == unitSwitch:
		return s.write(v, false) + "%"
	case math.IsInf(v, 1):
		return "∞"
	}
	return strings.TrimSpace(s.exactly(v, false).text)
}

// Implied tells in one line what a distribution of a scenario's input implies.
func Implied(s *model.Scenario, in model.UncertainInput, i dist.Implied) string {
	unit := unitOfInput(s, in)
	sc := impliedScale(unit, &i, model.Unknown())
	line := impliedLabel(in.Path, unit, sc, s.Currency) + ": " + string(in.Dist.Kind)
	for _, f := range impliedFields {
		v := f.of(&i)
		if unit == unitSwitch && f.key != "mean" || f.chance && v == 0 {
			continue
		}
		line += fmt.Sprintf(", %s %s", strings.Replace(strings.ToLower(f.head), "p", "P", 1), impliedText(v, unit, sc, f.chance))
	}
	return line
}

// duration is how a length of time is written.
var duration = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^-?[0-9._]+ ?(d|w|mo|y)$`) })

// unitOfInput is the unit of an uncertain input: that in which the scenario states its value, or a parameter of its
// distribution.
func unitOfInput(s *model.Scenario, of model.UncertainInput) model.Unit {
	if of.Dist.Kind == dist.Bernoulli {
		return unitSwitch
	}
	stated := "uncertainty." + of.Path + "."
	outcome := stated + string(dist.Discrete) + "."
	for _, in := range s.Inputs {
		text := strings.TrimSpace(in.Text)
		if value, ok := strings.CutPrefix(in.Path, outcome); ok {
			text = value
		} else if in.Path != of.Path && !strings.HasPrefix(in.Path, stated) {
			continue
		}
		switch {
		case strings.HasSuffix(text, "%"):
			return model.Share
		case duration().MatchString(text):
			return unitMonths
		case strings.ContainsAny(text, "$€£"):
			return model.Currency
		}
	}
	return model.Count
}
