package scenarios

import (
	"path"
	"slices"
	"strings"
	"time"

	"commitcast/model"
)

// decoder makes the model's scenario of a merged and checked tree.
type decoder struct {
	c    *collector
	root *node
}

// decode fills a scenario from a tree that has no problems so far, reporting what is missing and what does not go
// together. The file gives the scenario its name.
func decode(c *collector, root *node, file string) *model.Scenario {
	d := decoder{c, root}
	d.required(root, "")
	s := d.numbers()
	s.File, s.Name = file, strings.TrimSuffix(file, path.Ext(file))
	if file == "-" {
		s.Name = "stdin"
	}
	s.Title, s.Description = root.get("scenario").str(s.Name), root.get("description").str("")
	s.InputSHA256 = canonical(root)
	s.Uncertainty, s.Checks = d.uncertainty(root.get("uncertainty")), d.checks(root.get("checks"))
	s.Inputs = d.inputs(used(s))
	s.Sources = d.sources(s.Inputs)
	s.Notes = d.notes()
	return s
}

// numbers is all of a scenario that its results come from.
func (d *decoder) numbers() *model.Scenario {
	root := d.root
	s := &model.Scenario{
		Currency:      root.given("currency").text,
		Horizon:       model.Horizon{From: root.get("horizon").get("from").month(), To: root.get("horizon").get("to").month()},
		FiscalYearEnd: time.Month(root.given("fiscal_year_end").number()),
		Target:        root.given("target").number(),
		OpeningCash:   root.given("opening_cash").number(),
		MinCash:       root.given("min_cash").number(),
		Valuation: model.Valuation{
			Date: root.get("valuation").get("date").date(),
			Rate: root.get("valuation").get("discount_rate").number(),
		},
		Market:  d.market(),
		Catalog: d.catalog(),
	}
	d.lines(s)
	return s
}

// lines fills what stands in the file's order.
func (d *decoder) lines(s *model.Scenario) {
	d.root.get("contracts").children(func(id string, n *node) {
		s.Contracts = append(s.Contracts, d.contract(id, n, join("contracts", id)))
	})
	d.root.get("revenue").children(func(id string, n *node) {
		s.Revenue = append(s.Revenue, model.RevenueLine{
			ID: id, Curve: d.curve(n, join("revenue", id)),
			Margin: n.given("margin").number(), Lag: model.Months(n.given("lag").number()),
		})
	})
	d.root.get("costs").children(func(id string, n *node) {
		s.Costs = append(s.Costs, model.CostLine{ID: id, Curve: d.curve(n, join("costs", id))})
	})
	d.root.get("revenue_share").children(func(name string, n *node) {
		s.RevenueShares = append(s.RevenueShares, model.RevenueShare{
			Name: name, To: n.get("to").str(""), Rate: n.get("rate").number(),
			Until: n.get("until").month(), Cap: n.get("cap").number(),
		})
	})
	d.root.get("financing").children(func(name string, n *node) {
		s.Financing = append(s.Financing, model.Financing{
			Name: name, Amount: n.get("amount").number(), Date: n.get("date").date(), Vendor: n.get("vendor").str(""),
			Kind: model.FinancingKind(n.get("kind").str("")), Status: model.Status(n.given("status").text),
		})
	})
	if n := d.root.get("demand"); n != nil {
		s.Demand = d.demand(n)
	}
}

// required reports keys that must be given and are not, but for those that a misspelt key stands for.
func (d *decoder) required(n *node, path string) {
	fields := n.spec.members()
	for i := range fields {
		if f := &fields[i]; f.required && n.get(f.key) == nil && !d.c.meant(path, f.key) {
			d.c.add(n.whole(), join(path, f.key), "give "+f.spec.accepts(), "is missing")
		}
	}
	n.children(func(key string, child *node) { d.required(child, join(path, key)) })
}

// demand reads the GPU-hours that are wanted: a curve, or so many for each unit of revenue.
func (d *decoder) demand(n *node) *model.Demand {
	if demandForm(n, nil) == "intensity" {
		if n.get("intensity") == nil {
			d.c.add(n.whole(), "demand.intensity", "give the GPU-hours for a unit of revenue", "is missing")
		}
		return &model.Demand{Intensity: n.get("intensity").number(), Efficiency: n.given("efficiency").number(), At: n.get("at").month()}
	}
	k := d.curve(n, "demand")
	return &model.Demand{Curve: &k}
}

func (d *decoder) market() []model.MarketPrice {
	var all []model.MarketPrice
	d.root.get("market").sorted(func(id string, n *node) {
		all = append(all, model.MarketPrice{Accelerator: id, Price: n.get("price").number(), At: n.get("at").month(),
			Decline: n.given("decline").number()})
	})
	return all
}

// catalog is the catalogue by id, the scenario's own rows over the embedded ones.
func (d *decoder) catalog() model.Catalog {
	band := d.root.get("plausibility").get("spend_per_mw_year")
	low, high := d.band(band, "plausibility.spend_per_mw_year")
	cat := model.Catalog{MWYearLow: low, MWYearHigh: high}
	d.root.get("catalog").sorted(func(id string, n *node) {
		low, high := d.band(n.get("price"), "catalog."+id+".price")
		cat.Accelerators = append(cat.Accelerators, model.Accelerator{
			ID: id, Name: n.get("name").str(id), CPU: n.given("kind").text == cpu, KW: n.get("power").number(),
			PriceLow: low, PriceHigh: high, Available: n.get("available").month(),
		})
	})
	return cat
}

// band is a low and a high figure, both Unknown where there is none.
func (d *decoder) band(n *node, path string) (low, high float64) {
	low, high = n.get("low").number(), n.get("high").number()
	switch {
	case n == nil:
	case !model.Known(low) || !model.Known(high):
		d.c.add(n.whole(), path, "", "needs both low and high")
	case high > model.MaxMoney:
		d.c.add(n.get("high").at, path+".high", "", "must be at most %g, is %s", model.MaxMoney, short(n.get("high").text))
	case low > high:
		at := n.get("low").at
		if over := n.get("high").at; over.layer() > at.layer() {
			at = over
		}
		d.c.add(at, path+".low", "", "is above high, %s", short(n.get("high").text))
	}
	return low, high
}

// sorted calls do for every field of n, which may be nil, by key.
func (n *node) sorted(do func(key string, child *node)) {
	if n == nil {
		return
	}
	for _, key := range slices.Sorted(slices.Values(n.keys)) {
		do(key, n.fields[key])
	}
}
