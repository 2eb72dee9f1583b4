package model_test

import (
	"math"

	"commitcast/model"

	"gonum.org/v1/gonum/interp"
)

// curveFlow is the flow of a curve in the months from..to.
func curveFlow(c *model.Curve, from, to model.Month) flow {
	if c.Kind == model.Annual {
		return annualFlow(c, from, to)
	}
	return runRateFlow(c, from, to)
}

// growthAt is g(t), t in years since the last point; observed stands in for an initial growth that is not given.
func growthAt(g model.Growth, observed, t float64) float64 {
	if g.HalfLife == 0 {
		return g.Terminal
	}
	initial := g.Initial
	if !model.Known(initial) {
		initial = observed
	}
	halfLife := float64(g.HalfLife) / 12
	return g.Terminal + (initial-g.Terminal)*math.Pow(2, -t/halfLife)
}

func annualFlow(c *model.Curve, from, to model.Month) flow {
	totals, first := filledYears(c)
	given := len(totals)
	observed := math.NaN()
	if given > 1 {
		observed = totals[given-1]/totals[given-2] - 1
	}
	backwards := math.NaN()
	if given > 1 {
		backwards = totals[1]/totals[0] - 1
	}
	for k := 1; first+len(totals) <= to.Year()+3; k++ {
		totals = append(totals, totals[len(totals)-1]*(1+growthAt(c.Growth, observed, float64(k-1))))
	}
	for c.Backcast && first > from.Year()-3 {
		totals = append([]float64{totals[0] / (1 + backwards)}, totals...)
		first--
	}
	xs, ys := []float64{0}, []float64{0}
	for i, total := range totals {
		xs = append(xs, float64(i+1))
		ys = append(ys, ys[i]+total)
	}
	var cumulative interp.FritschButland
	if err := cumulative.Fit(xs, ys); err != nil {
		panic(err)
	}
	out := flow{}
	start := model.MonthOf(first, 1)
	for m := max(from, start); m <= to; m++ {
		x := float64(m-start) / 12
		out[m] = cumulative.Predict(x+1.0/12) - cumulative.Predict(x)
	}
	return out
}

// filledYears are the totals of all years from the first given one to the last: years that are missing grow at a constant
// rate, or by a constant amount next to a zero.
func filledYears(c *model.Curve) (totals []float64, first int) {
	for i, p := range c.Points {
		if i > 0 {
			before := c.Points[i-1]
			years := p.At.Year() - before.At.Year()
			for k := 1; k < years; k++ {
				share := float64(k) / float64(years)
				if before.Value == 0 || p.Value == 0 {
					totals = append(totals, before.Value+(p.Value-before.Value)*share)
				} else {
					totals = append(totals, before.Value*math.Pow(p.Value/before.Value, share))
				}
			}
		}
		totals = append(totals, p.Value)
	}
	return totals, c.Points[0].At.Year()
}

func runRateFlow(c *model.Curve, from, to model.Month) flow {
	out := flow{}
	for m := from; m <= to; m++ {
		out[m] = runRateLevel(c, m) / 12
	}
	return out
}

// runRateLevel is the level in the middle of month m; points hold at the end of their months.
func runRateLevel(c *model.Curve, m model.Month) float64 {
	points := c.Points
	first, last := points[0], points[len(points)-1]
	yearly := func(a, b model.Point) float64 { return math.Pow(b.Value/a.Value, 12/float64(b.At-a.At)) - 1 }
	switch {
	case m == first.At:
		return first.Value
	case m < first.At && !c.Backcast:
		return 0
	case m < first.At:
		back := float64(first.At-m) + 0.5 // months from mid-month to the first point
		return first.Value * math.Pow(1+yearly(first, points[1]), -back/12)
	case m > last.At:
		observed := math.NaN()
		if len(points) > 1 {
			observed = yearly(points[len(points)-2], last)
		}
		return continued(c.Growth, observed, last, m)
	}
	for i := 1; ; i++ {
		if a, b := points[i-1], points[i]; m <= b.At {
			share := (float64(m-a.At) - 0.5) / float64(b.At-a.At)
			if a.Value == 0 || b.Value == 0 {
				return a.Value + (b.Value-a.Value)*share
			}
			return a.Value * math.Pow(b.Value/a.Value, share)
		}
	}
}

// continued is the level in the middle of a month after the last point: whole months by (1+g)^{1/12}, then half a one.
func continued(g model.Growth, observed float64, last model.Point, m model.Month) float64 {
	level := last.Value
	for j := last.At + 1; ; j++ {
		yearsSince := (float64(j-last.At) - 0.5) / 12
		factor := 1 + growthAt(g, observed, yearsSince)
		if j == m {
			return level * math.Pow(factor, 1.0/24)
		}
		level *= math.Pow(factor, 1.0/12)
	}
}
