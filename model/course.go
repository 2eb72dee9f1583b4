package model

import (
	"strings"

	"commitcast/model/internal/vector"
)

// wavering is a base path on a grid and, where it is noisy, what every month of it is multiplied by.
type wavering struct {
	base   []float64
	factor []float64 // of the path being run; nil without noise
	held   bool      // what base is worked out from does not change between runs
	filled bool      // base is worked out
}

// hold says whether what base is worked out from will stay as it is from the next run on.
func (n *wavering) hold(yes bool) { n.held, n.filled = yes, false }

// stale reports whether base must be worked out anew, which the caller then does.
func (n *wavering) stale() bool {
	was := n.filled
	n.filled = true
	return !n.held || !was
}

// write writes the path, one value a month.
func (n *wavering) write(dst []float64) {
	if n.factor == nil {
		copy(dst, n.base)
		return
	}
	vector.Multiply(dst, n.base, n.factor, 1)
}

// course is a curve on a grid.
type course struct {
	wavering
	filler curveFiller
}

func newCourse(k *Curve, g Grid, r *room) course {
	return course{wavering{base: r.column()}, newCurveFiller(k, g)}
}

// fill writes the curve's monthly flow to dst, one value a month of the grid.
func (c *course) fill(dst []float64, k *Curve) {
	if c.stale() {
		c.filler.fill(c.base, k)
	}
	c.write(dst)
}

// Noise gives a curve or a market price factors: from the next Run on every month of it is multiplied by its factor, by row of
// the grid. They are all 1 until the caller, who owns them, changes them. The path is that of a Noise; the result is nil where
// it names no curve or price of the scenario.
func (p *Projector) Noise(path string) []float64 {
	factor := p.factorOf(path)
	if factor == nil {
		return nil
	}
	if *factor == nil {
		*factor = make([]float64, p.out.N)
		vector.Fill(*factor, 1)
	}
	return *factor
}

// factorOf is where the factors of a curve or market price are kept; nil where there is none of that path.
func (p *Projector) factorOf(path string) *[]float64 {
	group, id, _ := strings.Cut(path, ".")
	switch group {
	case "revenue":
		for i := range p.revenue {
			if p.s.Revenue[i].ID == id {
				return &p.revenue[i].factor
			}
		}
	case "costs":
		for i := range p.costs {
			if p.s.Costs[i].ID == id {
				return &p.costs[i].factor
			}
		}
	case "market":
		for i := range p.market {
			if p.market[i].accelerator == id {
				return &p.market[i].factor
			}
		}
	case "contracts":
		return p.contractFactor(id)
	case "demand":
		if p.s.Demand != nil && id == "" {
			return &p.demand.factor
		}
	}
	return nil
}

// contractFactor is the same for a contract's curves: aws.consumption.
func (p *Projector) contractFactor(path string) *[]float64 {
	id, name, _ := strings.Cut(path, ".")
	for i := range p.all {
		c, e := p.all[i].Contract, &p.contracts[i]
		switch {
		case c.ID != id:
		case name == "consumption" && c.Consumption != nil:
			return &e.usage.factor
		case name == "marketplace" && c.Kind == Drawdown && c.Drawdown.Marketplace != nil:
			return &e.marketplace.factor
		}
	}
	return nil
}
