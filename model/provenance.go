package model

import "strings"

// weakest is the least certain grade among the inputs at a path and below it; ok is false when there are none.
func (in Inputs) weakest(path string) (g Grade, ok bool) {
	for i := range in {
		if in[i].Path == path || strings.HasPrefix(in[i].Path, path+".") {
			if !ok {
				g, ok = in[i].Grade, true
			}
			g = g.Weaker(in[i].Grade)
		}
	}
	return g, ok
}

// grade is the weakest grade among several paths; Assumed when nothing is stated at any.
func (in Inputs) grade(paths ...string) Grade {
	grade, found := Assumed, false
	for _, path := range paths {
		if g, ok := in.weakest(path); ok {
			if !found {
				grade, found = g, true
			}
			grade = grade.Weaker(g)
		}
	}
	return grade
}

// grades says what share of the committed value, and of the revenue shown, rests on each grade. A grade with neither is
// left out.
func (p *Projection) grades(h Horizon) []GradeShare {
	committed, revenue := make([]float64, len(Grades)), make([]float64, len(Grades))
	for i := range p.contracts {
		p.contracts[i].addGrades(p.Scenario.Inputs, committed)
	}
	for i := range p.Scenario.Revenue {
		p.addRevenueGrades(&p.Scenario.Revenue[i], h, revenue)
	}
	var out []GradeShare
	allCommitted, allRevenue := sum(committed), sum(revenue)
	for i, g := range Grades {
		if committed[i] > 0 || revenue[i] > 0 {
			out = append(out, GradeShare{g, divide(committed[i], allCommitted), divide(revenue[i], allRevenue)})
		}
	}
	return out
}

// addGrades adds the contract's committed value under the grade of what it rests on.
func (c *contractProjection) addGrades(in Inputs, by []float64) {
	at, total := "contracts."+c.ID, c.committed
	switch {
	case len(c.Tranches) > 0:
		by[in.grade(at+".tranches", at+".price").Rank()] += total
	case Known(c.Value):
		by[in.Grade(at+".value").Rank()] += total
	case len(c.Minimums) > 0:
		stated := 0.0
		for _, m := range c.Minimums {
			stated += m.Amount
		}
		for _, m := range c.Minimums {
			path := at + ".minimums." + m.label(c.MinimumsBy)
			by[in.Grade(path).Rank()] += total * divide(m.Amount, stated)
		}
	case Known(c.Fee):
		by[in.Grade(at+".fee").Rank()] += total
	case c.Kind == Drawdown && c.Drawdown.Forfeit == NoForfeit:
		by[in.grade(at+".milestones", at+".aggregate_minimum").Rank()] += total
	default:
		by[in.grade(at+".price", at+".fleet").Rank()] += total
	}
}

// label is how a path names the minimum: Y1 of contract years, else the year.
func (m Minimum) label(by YearBasis) string {
	if by == ContractYears {
		return "Y" + itoa(m.Year)
	}
	return itoa(m.Year)
}

// addRevenueGrades adds the line's months under the grade of the points, or the growth, they rest on.
func (p *Projection) addRevenueGrades(l *RevenueLine, h Horizon, by []float64) {
	flow := make([]float64, p.N)
	filler := newCurveFiller(&l.Curve, p.Grid)
	filler.fill(flow, &l.Curve)
	grades := p.Scenario.Inputs.lineGrades(l)
	for m := max(h.From, p.From); m <= h.To && p.index(m) < p.N; m++ {
		by[grades.at(m).Rank()] += flow[p.index(m)]
	}
}

// lineGrades are the grades of what a revenue line rests on.
type lineGrades struct {
	curve  *Curve
	points []Grade
	growth Grade // growth that is not stated is an assumption
}

func (in Inputs) lineGrades(l *RevenueLine) lineGrades {
	at, c := "revenue."+l.ID, &l.Curve
	g := lineGrades{c, make([]Grade, len(c.Points)), in.grade(at + ".growth")}
	for i, p := range c.Points {
		switch {
		case c.Kind == Annual:
			g.points[i] = in.Grade(at + ".annual." + itoa(p.At.Year()))
		case len(c.Points) == 1:
			g.points[i] = in.grade(at+".base", at+".run_rate")
		default:
			g.points[i] = in.Grade(at + ".run_rate." + p.At.String())
		}
	}
	return g
}

// at is the grade a month rests on: the given point's, the weaker of the two around it, or beyond the points the weaker of
// the nearest and the growth's.
func (g *lineGrades) at(m Month) Grade {
	if g.curve.Kind == Annual {
		m = MonthOf(m.Year(), 1)
	}
	for i, p := range g.curve.Points {
		switch {
		case m == p.At:
			return g.points[i]
		case m < p.At && i == 0:
			return g.points[0].Weaker(g.growth)
		case m < p.At:
			return g.points[i-1].Weaker(g.points[i])
		}
	}
	return g.points[len(g.points)-1].Weaker(g.growth)
}
