package scenarios

import (
	"slices"
	"strconv"
	"strings"

	"commitcast/model"
)

func (d *decoder) contract(id string, n *node, path string) model.Contract {
	start := n.get("start").date()
	c := model.Contract{
		ID:        id,
		Provider:  n.get("provider").str(id),
		Status:    model.Status(n.given("status").text),
		Exercised: n.given("exercised").yes(),
		Kind:      model.Commitment(n.given("commitment").text),
		Start:     start,
		Term:      months(n.get("term")),
		Ramp:      model.Ramp{Shape: model.Immediate},
		Delay:     model.Months(n.given("delay").number()),
		OnDelay:   model.DelayEffect(n.given("on_delay").text),
		Value:     n.get("value").number(),
		Fee:       n.get("fee").number(),
		Schedule:  d.schedule(n.given("schedule"), start),
		Escalator: n.given("escalator").number(),
		Prices:    d.prices(n.get("price")),
	}
	if !n.has("tranches") { // theirs count from their own starts
		d.dated(n, path)
		c.Ramp = d.ramp(n.get("ramp"), start, "the contract", join(path, "ramp"))
	}
	c.Tranches = d.tranches(n, path)
	c.Minimums, c.MinimumsBy = d.minimums(n, path)
	c.Fleet = fleetOf(n.get("fleet"))
	if u := n.get("consumption"); u != nil {
		k := d.curve(u, join(path, "consumption"))
		c.Consumption = &k
	}
	d.operation(&c, n)
	d.terms(&c, n, path)
	c.Drawdown = d.drawdown(&c, n, path)
	return c
}

// dated reports a contract that does not say when it begins and how long it lasts.
func (d *decoder) dated(n *node, path string) {
	for _, key := range []string{"term", "start"} {
		if n.get(key) == nil && !d.c.meant(path, key) {
			d.c.add(n.whole(), join(path, key), "give "+n.spec.field(key).spec.accepts(), "is missing")
		}
	}
}

// operation reads what the scenario's defaults may give in place of the contract.
func (d *decoder) operation(c *model.Contract, n *node) {
	if n.given("hours").text == fixedHours {
		c.HoursMonth = 730
	}
	number := func(key string) float64 {
		if ours := d.root.get("defaults").get(key); ours != nil && n.get(key) == nil {
			return ours.number()
		}
		return n.given(key).number()
	}
	c.Availability, c.Utilisation, c.LoadFactor = number("availability"), number("utilisation"), number("load_factor")
	c.PUE, c.GridIntensity, c.WUE = number("pue"), number("grid_intensity"), number("wue")
}

// rampKeys are the keys a ramp of each shape may have beside shape.
var rampKeys = map[model.Shape][]string{
	model.Immediate:   {},
	model.Linear:      {"initial", "full"},
	model.SCurve:      {"initial", "full", "steepness"},
	model.Exponential: {"initial", "full", "steepness"},
	model.Steps:       {"initial", "steps"},
	model.Points:      {"initial", "points"},
}

// ramp reads a ramp against the start, of a contract or tranche, that it counts from; no ramp is full capacity at once.
func (d *decoder) ramp(n *node, start model.Date, of, path string) model.Ramp {
	if n == nil {
		return model.Ramp{Shape: model.Immediate}
	}
	shape := model.Shape(rampShape(n, nil))
	r := model.Ramp{Shape: shape, Initial: n.given("initial").number(), Steepness: shape.DefaultSteepness()}
	if k := n.get("steepness"); k != nil {
		r.Steepness = k.number()
	}
	for _, key := range n.keys {
		if key != "shape" && !slices.Contains(rampKeys[shape], key) {
			d.c.add(n.fields[key].whole(), join(path, key), "", "has no place in a ramp of shape %s", shape)
		}
	}
	for _, key := range []string{"full", "steps", "points"} {
		if slices.Contains(rampKeys[shape], key) && n.get(key) == nil {
			d.c.add(n.whole(), join(path, key), "a ramp is replaced whole when its shape changes",
				"is missing: a ramp of shape %s needs it", shape)
		}
	}
	switch shape {
	case model.Steps:
		r.Knots = knotsOf(n.get("steps"), start, 0)
	case model.Points:
		r.Knots = knotsOf(n.get("points"), start, 1)
	case model.Linear, model.SCurve, model.Exponential:
		r.Full = d.full(n.get("full"), start, of, join(path, "full"))
	}
	return r
}

// full is the length of a ramp: given as such, or up to the END of a month.
func (d *decoder) full(n *node, start model.Date, of, path string) model.Months {
	switch {
	case n == nil:
		return 0
	case !n.value.dated:
		if n.value.number == 0 {
			d.c.add(n.at, path, "leave the ramp out for full capacity at once", "must be longer than nothing, is %s", n.text)
		}
		return model.Months(n.value.number)
	}
	length := float64(n.value.date.Month()+1) - start.Position()
	if length <= 0 && start != 0 {
		d.c.add(lastLaid(d.root, n.at, path), path, "leave the ramp out for full capacity at once",
			"must not be before the start of %s, %s: is %s", of, start, n.text)
	}
	return model.Months(length)
}

// knotsOf reads months and shares by month; end is 1 when a share holds by the end of its month, 0 for its beginning.
func knotsOf(n *node, start model.Date, end float64) []model.Knot {
	var all []model.Knot
	n.sorted(func(key string, v *node) {
		m, _ := model.ParseMonth(key) // checked
		all = append(all, model.Knot{At: model.Months(float64(m) + end - start.Position()), Share: v.number()})
	})
	return all
}

func (d *decoder) schedule(n *node, start model.Date) model.Schedule {
	if n.form == scalarForm {
		return model.Schedule{Kind: model.ScheduleKind(n.text)}
	}
	return model.Schedule{Kind: model.BySteps, Steps: model.Ramp{
		Shape: model.Steps, Initial: n.given("initial").number(), Knots: knotsOf(n.get("steps"), start, 0)}}
}

// minimums reads a list by contract year or a map by year, and says which years are meant.
func (d *decoder) minimums(n *node, path string) ([]model.Minimum, model.YearBasis) {
	m, by := n.get("minimums"), model.YearBasis(n.get("minimums_by").str(""))
	switch {
	case m == nil:
		if by != "" {
			d.c.add(n.get("minimums_by").whole(), join(path, "minimums_by"), "", "says how minimums are counted, but there are none")
		}
		return nil, model.ContractYears
	case m.form == listForm:
		if by != "" && by != model.ContractYears {
			d.c.add(n.get("minimums_by").at, join(path, "minimums_by"), "write minimums: {2026: $1B, 2027: $2B}",
				"is %s, but a list of minimums is by contract year", by)
		}
		var all []model.Minimum
		for i, item := range m.items {
			all = append(all, model.Minimum{Year: i + 1, Amount: item.number()})
		}
		return all, model.ContractYears
	}
	return d.minimumMap(m, by, join(path, "minimums"))
}

func (d *decoder) minimumMap(m *node, by model.YearBasis, path string) ([]model.Minimum, model.YearBasis) {
	if by == "" {
		by = model.CalendarYears
		if len(m.keys) > 0 && strings.HasPrefix(m.keys[0], "Y") {
			by = model.ContractYears
		}
	}
	var all []model.Minimum
	for _, key := range m.keys {
		year, _ := strconv.Atoi(strings.TrimPrefix(key, "Y")) // checked
		if strings.HasPrefix(key, "Y") != (by == model.ContractYears) {
			d.c.add(m.fields[key].whole(), join(path, key), "contract years are Y1, Y2 …; others are such as 2027",
				"is not a year of minimums by %s year", by)
		}
		all = append(all, model.Minimum{Year: year, Amount: m.fields[key].number()})
	}
	slices.SortFunc(all, func(a, b model.Minimum) int { return a.Year - b.Year })
	return all, by
}

// prices reads one price, one for each accelerator by id, or one that follows the market.
func (d *decoder) prices(n *node) []model.Price {
	switch {
	case n == nil:
		return nil
	case n.spec.keys == nil:
		return []model.Price{priceOf("", n)}
	}
	var all []model.Price
	n.sorted(func(id string, p *node) { all = append(all, priceOf(id, p)) })
	return all
}

func priceOf(accelerator string, n *node) model.Price {
	if n.form == scalarForm {
		return model.Price{Accelerator: accelerator, Amount: n.number()}
	}
	return model.Price{Accelerator: accelerator, Amount: model.Unknown(),
		Market: n.get("market").str(""), Multiple: n.given("multiple").number()}
}
