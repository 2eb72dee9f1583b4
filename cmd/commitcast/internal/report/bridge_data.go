package report

import (
	"strings"

	"commitcast/model"
	"commitcast/model/analysis"
)

// bridgeSchema names the shape of JSON that tells a bridge.
const bridgeSchema = "commitcast.bridge/1"

// bridgeHeader names the columns: a row for the base, one for each part, one for the variant.
const bridgeHeader = "kind,name,paths,old,new,metric,unit,value,margin,share\r\n"

// bridgeCSV writes numbers at full precision. The paths of a part are separated by spaces.
func bridgeCSV(b *analysis.Bridge) []byte {
	out := []byte(bridgeHeader)
	row := func(kind, name, paths, old, now string, value, margin, share float64) {
		out = append(out, csvRow(kind, name, paths, old, now, b.Target.String(), b.Target.Unit().In(b.Base.Currency))...)
		out = append(appendNumber(appendNumbers(out, value, margin), share, ""), "\r\n"...)
	}
	none := model.Unknown()
	row("base", b.Base.Name, "", "", "", b.From, none, none)
	for _, p := range b.Parts {
		row("part", p.Name(), strings.Join(p.Paths, " "), p.Old, p.New, p.Value, p.Margin, bridgeShare(b, p.Value))
	}
	row("variant", b.Variant.Name, "", "", "", b.To, none, none)
	return out
}

func bridgeJSON(b *analysis.Bridge) []byte {
	w := &jsonWriter{}
	rows := footBridge(b, scale{step: step{decimals: cents}})
	amount := func(name string, v float64, f figure) {
		if b.Target.Unit() == model.Currency {
			w.money(name, f)
		} else {
			w.number(name, v)
		}
	}
	w.object(func() {
		w.text("schema", bridgeSchema)
		w.target(b.Target, b.Base.Currency)
		amount("from", b.From, rows.from)
		amount("to", b.To, rows.to)
		amount("difference", bridgeDifference(b), rows.difference)
		w.key("exact")
		w.bool(b.Exact)
		w.key("orders")
		w.whole(uint64(b.Orders))
		w.key("seed")
		w.whole(b.Seed)
		w.key("states")
		w.whole(uint64(b.States))
		w.key("parts")
		w.list(len(b.Parts), func(i int) {
			p := b.Parts[i]
			w.change(p.Change)
			amount("value", p.Value, rows.parts[i])
			w.number("margin", p.Margin)
			w.number("share", bridgeShare(b, p.Value))
			w.key("changes")
			w.list(len(p.Of), func(k int) { w.change(p.Of[k]) })
		})
		w.key("base")
		w.object(func() { w.side(b.Base) })
		w.key("variant")
		w.object(func() { w.side(b.Variant) })
		w.text("version", model.Version)
	})
	return append(w.b, '\n')
}

// target writes which number a result is about.
func (w *jsonWriter) target(t model.Target, currency string) {
	w.text("target", t.String())
	w.text("metric", t.Name)
	w.optional("contract", t.Contract)
	w.optional("period", t.Period)
	w.text("label", t.Label())
	w.text("unit", t.Unit().In(currency))
}

// change writes what differs; what stands before and after is null for a group.
func (w *jsonWriter) change(c analysis.Change) {
	w.text("name", c.Name())
	w.texts("paths", c.Paths)
	w.optional("old", c.Old)
	w.optional("new", c.New)
}

// texts writes a list of a user's texts on one line.
func (w *jsonWriter) texts(name string, all []string) {
	w.key(name)
	w.b = append(w.b, '[')
	for i, text := range all {
		if i > 0 {
			w.b = append(w.b, ", "...)
		}
		w.quoted(Clean(text))
	}
	w.b = append(w.b, ']')
}

// side writes one of two scenarios, with its inputs and sources.
func (w *jsonWriter) side(s *model.Scenario) {
	w.named(s)
	w.text("currency", s.Currency)
	w.origin(s, s.Notes)
}
