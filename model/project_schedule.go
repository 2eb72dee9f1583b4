package model

import "commitcast/model/internal/vector"

// past is what really happened of a contract's spend, which the schedule goes on from. Without actuals upTo is the first row.
type past struct {
	upTo  int       // the first row the model lays out
	spend []float64 // by row, before it
}

// sum is what was spent in the rows from..to, as far as they are past.
func (a *past) sum(from, to int) float64 {
	total := 0.0
	for m := from; m < min(to, a.upTo); m++ {
		total += a.spend[m]
	}
	return total
}

// schedule lays out the spend agreed: by value, minimums or fee, or the fleet's hours at their price.
func (l *layer) schedule(p *Projector, a *past) (lastMonthOnly bool) {
	c := l.terms
	if !l.cancelled && len(c.Minimums) == 0 && Known(c.Value) {
		return l.spread(c.Value, l.spend, a)
	}
	clear(l.spend[l.rows.from:l.rows.to])
	switch {
	case l.cancelled:
	case len(c.Minimums) > 0:
		l.spreadMinimums(a)
	case Known(c.Fee):
		l.addFee()
	default:
		l.addPriced(p)
	}
	return false
}

// spread lays an amount out over the rows of the layer by weight, less what was spent of it already, over the rows that are not past. A delay that leaves
// no delivery inside a compressed term puts it all in the last month, and says so; a forgiving one divides by the weights
// on time, so that the undelivered share falls away.
func (l *layer) spread(amount float64, dst []float64, a *past) (lastMonthOnly bool) {
	w, r := l.billed(), rows{max(l.rows.from, a.upTo), l.rows.to}
	base := w
	if l.terms.OnDelay == Forgive {
		base = l.onTime
	}
	if a.upTo > l.rows.from { // what is forgiven falls away as a whole
		amount, base = amount*l.delivered(l.rows), w
	}
	left := max(0, amount-a.sum(l.rows.from, l.rows.to))
	total := l.weightOf(base, r, a.upTo > l.rows.from)
	if l.risen || r.from > l.rows.from || !(total > 0) {
		clear(dst[l.rows.from:l.rows.to])
	}
	switch {
	case r.from >= r.to:
		return false
	case total <= 0 && a.upTo > l.rows.from:
		l.spreadEvenly(left, dst, r)
		return false
	case total <= 0:
		dst[r.to-1] += left
		return true
	}
	scale := left / total
	if !l.risen {
		vector.SetScaled(dst[r.from:r.to], w[r.from:r.to], scale)
		return false
	}
	for m := r.from; m < r.to; m++ {
		dst[m] += scale * w[m] * l.rise[m]
	}
	return false
}

// weightOf is the sum of a weight column over the rows of the life that are not past. Where nothing is past and no price rises, it
// is known in closed form.
func (l *layer) weightOf(base []float64, r rows, past bool) float64 {
	if !past && !l.risen {
		switch {
		case &base[0] == &l.onTime[0]:
			return l.whole(0)
		case !l.empty:
			return l.whole(float64(l.terms.Delay))
		}
	}
	total := 0.0
	for m := r.from; m < r.to; m++ {
		total += base[m] * l.rise[m]
	}
	return total
}

// spreadEvenly lays an amount out by the share of each month inside the term.
func (l *layer) spreadEvenly(amount float64, dst []float64, r rows) {
	share := 0.0
	for m := r.from; m < r.to; m++ {
		share += l.share[m]
	}
	for m := r.from; m < r.to; m++ {
		dst[m] += amount * (l.share[m] / share)
	}
}

// spreadMinimums lays each year's minimum out inside its year by weight, or by the share of the month where the year has no
// weight. A forgiving delay lowers each year by the share of it that is not delivered.
func (l *layer) spreadMinimums(a *past) {
	w := l.billed()
	for i := range l.terms.Minimums {
		minimum := &l.terms.Minimums[i]
		var weight, share, spent float64
		for m := l.rows.from; m < l.rows.to; m++ {
			switch {
			case l.minimumYear(m-l.rows.from) != minimum.Year:
			case m < a.upTo:
				spent += a.spend[m]
			default:
				weight += w[m] * l.rise[m]
				share += l.share[m]
			}
		}
		amount := max(0, l.owed(minimum)-spent)
		for m := max(l.rows.from, a.upTo); m < l.rows.to; m++ {
			if l.minimumYear(m-l.rows.from) != minimum.Year {
				continue
			}
			if weight > rounding {
				l.spend[m] = amount * (w[m] * l.rise[m] / weight)
			} else {
				l.spend[m] = amount * (l.share[m] / share)
			}
		}
	}
}

// owed is a year's minimum; a forgiving delay lowers it by the share of the year that is not delivered.
func (l *layer) owed(minimum *Minimum) float64 {
	if l.terms.OnDelay != Forgive {
		return minimum.Amount
	}
	return minimum.Amount * l.deliveredIn(func(m int) bool { return l.minimumYear(m-l.rows.from) == minimum.Year })
}

// delivered is the share of some rows' weight that a forgiving delay leaves; 1 for other delays.
func (l *layer) delivered(r rows) float64 {
	if l.terms.OnDelay != Forgive {
		return 1
	}
	return l.deliveredIn(func(m int) bool { return m >= r.from && m < r.to })
}

// deliveredIn is the share of the weight on time that is delivered in the rows chosen; 1 where there is none.
func (l *layer) deliveredIn(chosen func(m int) bool) float64 {
	var weight, onTime float64
	for m := l.rows.from; m < l.rows.to; m++ {
		if chosen(m) {
			weight += l.weight[m] * l.rise[m]
			onTime += l.onTime[m] * l.rise[m]
		}
	}
	if onTime > 0 {
		return weight / onTime
	}
	return 1
}

// minimumYear is the year, in the contract's own counting, whose minimum month i of the life belongs to. When a delay
// extends the term, a list by contract year counts from as many whole months after the start; months before that belong
// to no year.
func (l *layer) minimumYear(i int) int {
	switch l.terms.MinimumsBy {
	case CalendarYears:
		return (l.life.first + Month(i)).Year()
	case FiscalYears:
		return fiscalYear(l.life.first+Month(i), l.fiscalYearEnd)
	}
	if l.terms.OnDelay == Extend {
		i -= int(l.terms.Delay)
	}
	if i < 0 {
		return 0
	}
	return 1 + l.undelayed.year(i)
}

// addFee bills the monthly fee by the plan.
func (l *layer) addFee() {
	w := l.billed()
	for m := l.rows.from; m < l.rows.to; m++ {
		l.spend[m] = l.terms.Fee * w[m] * l.rise[m]
	}
}

// addPriced bills the hours of all capacity online at their prices.
func (l *layer) addPriced(p *Projector) {
	w := l.billed()
	for i := range l.prices {
		b := &l.prices[i]
		market := p.marketPrice(b.price.Market)
		for m := l.rows.from; m < l.rows.to; m++ {
			hours := p.calendar.hours[m]
			if l.terms.HoursMonth > 0 {
				hours = l.terms.HoursMonth
			}
			l.spend[m] += b.count * w[m] * hours * l.price(b, market, m)
		}
	}
}
