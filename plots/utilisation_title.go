package plots

// finding says how far capacity is used, what lies idle, and what goes unserved.
func (u usage) finding() string {
	lead, idle, unserved := u.course(), "", ""
	if u.hasIdle() {
		idle = amount(u.r.Scenario.Currency, sum(u.idle))
	}
	if u.hasUnserved() {
		unserved = hoursText(sum(u.unserved)) + " GPU-hours"
	}
	switch {
	case lead != "" && idle != "" && unserved != "":
		return finding(lead+"; "+idle+" of spend is idle; "+unserved+" go unserved", lead+"; "+idle+" of spend is idle", lead)
	case lead != "" && idle != "":
		return finding(lead+"; "+idle+" of spend is idle", lead)
	case lead != "" && unserved != "":
		return finding(lead+"; "+unserved+" go unserved", lead)
	case idle != "":
		return finding(idle+" of committed spend is idle"+u.mostIdle(), idle+" of committed spend is idle")
	case unserved != "":
		return finding(unserved + " of demand go unserved")
	}
	return finding(lead, "Use of the capacity paid for")
}

// mostIdle adds the full year in which most or all lies idle, if there is more than one.
func (u usage) mostIdle() string {
	c := courseOf(u.r, u.idle)
	if len(c.full) < 2 || len(c.at) != 1 || c.topsPart {
		return ""
	}
	if u.idle[c.at[0]] >= sum(u.idle)*(1-tie) {
		return ", all of it in " + u.r.Periods[c.at[0]].Label
	}
	return ", most of all in " + u.r.Periods[c.at[0]].Label
}

// course says how the share used goes over the full years.
func (u usage) course() string {
	if u.total == nil {
		return ""
	}
	at := full(u.r, u.total)
	if len(at) == 0 {
		return ""
	}
	low, high := at[0], at[0]
	for _, i := range at {
		if u.total[i] < u.total[low]-1e-9 {
			low = i
		}
		if u.total[i] > u.total[high]+1e-9 {
			high = i
		}
	}
	first, last := at[0], at[len(at)-1]
	label := func(i int) string { return u.r.Periods[i].Label }
	switch {
	case percent(u.total[low]) == percent(u.total[high]) && len(at) == 1:
		return "Utilisation is " + percent(u.total[low]) + " in " + label(first)
	case percent(u.total[low]) == percent(u.total[high]):
		return "Utilisation is " + percent(u.total[low]) + " throughout"
	case low == first && high == last:
		return "Utilisation rises to " + percent(u.total[high]) + " in " + label(high)
	case low == last && high == first:
		return "Utilisation falls to " + percent(u.total[low]) + " in " + label(low)
	}
	return "Utilisation is lowest in " + label(low) + ", at " + percent(u.total[low])
}
