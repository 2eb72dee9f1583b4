package scenarios

import (
	"cmp"
	"strconv"

	"commitcast/model"
)

// sources are those of the scenario's own files and those its inputs rest on, by id.
func (d *decoder) sources(in model.Inputs) []model.Source {
	needed := map[string]bool{}
	for i := range in {
		needed[in[i].Source] = true
	}
	var all []model.Source
	d.root.get("sources").sorted(func(id string, n *node) {
		if n.builtin() && !needed[id] {
			return
		}
		all = append(all, model.Source{ID: id, Publisher: n.get("publisher").str(""), Title: n.get("title").str(""),
			URL: n.get("url").str(""), Date: n.get("date").date()})
	})
	return all
}

// inputs are the scalars of the scenario in file order. Rows of the embedded catalogue are among them when the scenario
// uses them or gives something of them itself.
func (d *decoder) inputs(used map[string]bool) model.Inputs {
	var all model.Inputs
	var walk func(n *node, path string)
	walk = func(n *node, path string) {
		switch {
		case n.spec.unlisted:
		case n.form == scalarForm:
			all = append(all, model.Input{Path: path, Text: n.text, Grade: gradeOf(n), Source: n.source, Origin: n.at.origin()})
		default:
			n.children(func(key string, child *node) { walk(child, join(path, key)) })
		}
	}
	d.root.children(func(key string, group *node) {
		group.children(func(id string, row *node) {
			if !row.builtin() || key == "catalog" && used[id] {
				walk(row, join(join("", key), id))
			}
		})
		if group.form == scalarForm {
			walk(group, key)
		}
	})
	return all
}

// origin writes a place as file:line:column, the same wherever the program is run.
func (p place) origin() string {
	return p.file.name + ":" + strconv.Itoa(p.line) + ":" + strconv.Itoa(p.column)
}

// builtin reports whether all of a node comes from the embedded catalogue.
func (n *node) builtin() bool {
	if n.form == scalarForm {
		return n.at.file != nil && n.at.file.builtin
	}
	all := true
	n.children(func(_ string, child *node) { all = all && child.builtin() })
	return all
}

// used are the accelerators that a contract has or follows the price of, or that have a market price.
func used(s *model.Scenario) map[string]bool {
	ids := map[string]bool{}
	see := func(fleet []model.Batch, prices []model.Price) {
		for _, b := range fleet {
			ids[b.Accelerator] = true
		}
		for _, p := range prices {
			ids[cmp.Or(p.Market, p.Accelerator)] = true
		}
	}
	for i := range s.Contracts {
		see(s.Contracts[i].Fleet, s.Contracts[i].Prices)
		for j := range s.Contracts[i].Tranches {
			see(s.Contracts[i].Tranches[j].Fleet, s.Contracts[i].Tranches[j].Prices)
		}
	}
	for _, m := range s.Market {
		ids[m.Accelerator] = true
	}
	return ids
}

// notes warn of lengths of time without a unit, of price bands that cannot be used, and of what a month does not show.
func (d *decoder) notes() []model.Warning {
	var all []model.Warning
	if in := d.root.given("currency"); in.text != catalogueCurrency {
		all = append(all, model.Warning{Path: "currency", Message: "the catalogue's price bands are in " + catalogueCurrency +
			": nothing in " + in.text + " is held against them"})
	}
	var walk func(n *node, path string)
	walk = func(n *node, path string) {
		if n.form == scalarForm && n.spec.kind.length && n.value.bare && n.value.number != 0 {
			all = append(all, model.Warning{Path: path, Message: n.text + " has no unit and is read as months: write " + n.text + "mo"})
		}
		n.children(func(key string, child *node) { walk(child, join(path, key)) })
	}
	walk(d.root, "")
	d.root.get("contracts").children(func(id string, n *node) { all = append(all, d.hollow(n, join("contracts", id))...) })
	return all
}

// hollow warns of clauses of a drawdown that show less, or do less, than a reader would think.
func (d *decoder) hollow(n *node, path string) []model.Warning {
	var all []model.Warning
	if n.get("forfeit").str("") == string(model.MonthlyPools) {
		all = append(all, model.Warning{Path: join(path, "forfeit"),
			Message: "billed by the hour in fact: unused hours inside a month do not show"})
	}
	if t := n.get("shortfall"); t.get("charge_cap") != nil && t.given("defer_cap").value.unit != noLimit && t.given("defer_cap").number() == 0 {
		all = append(all, model.Warning{Path: join(path, "shortfall.charge_cap"),
			Message: "caps what is charged first, but nothing may be deferred by defer_cap, so all is charged"})
	}
	return all
}
