package report

import (
	"strconv"
	"strings"

	"commitcast/model"
)

// explanationSchema names the shape of JSON that tells what a number is worked out from.
const explanationSchema = "commitcast.explanation/1"

func explanationJSON(x *model.Explanation, o Options) []byte {
	w := &jsonWriter{}
	w.object(func() {
		w.scenario(explanationSchema, x.Scenario, o.Contract)
		w.text("target", x.Target.String())
		w.key("partial")
		w.bool(x.Partial)
		w.key("explanation")
		w.object(func() { w.node(x.Root, x.Scenario.Currency) })
		w.sources(x.Scenario.Sources)
		w.warnings(x.Warnings)
		w.text("input_sha256", x.Scenario.InputSHA256)
		w.text("version", model.Version)
	})
	return append(w.b, '\n')
}

// node writes a node and those below it. Values are at full precision, so that each can be worked out again.
func (w *jsonWriter) node(n *model.Node, currency string) {
	w.text("label", n.Label)
	w.optional("address", n.Address)
	w.optional("unit", n.Unit.In(currency))
	w.number("value", n.Value)
	w.text("op", n.Op.Name)
	w.optional("formula", n.Formula)
	w.key("subtracted")
	w.bool(n.Subtracted)
	if in := n.Input; in != nil {
		w.key("input")
		w.object(func() {
			w.text("path", in.Path)
			w.text("text", in.Text)
			w.text("grade", string(in.Grade))
			w.optional("source", in.Source)
			w.text("origin", in.Origin)
		})
	}
	w.key("children")
	w.list(len(n.Children), func(i int) { w.node(n.Children[i], currency) })
	w.key("hidden")
	w.whole(uint64(n.Hidden))
}

// explanationHeader names the columns of the long form: a node a row, after the one it is worked out for.
const explanationHeader = "node,parent,level,label,address,unit,value,op,formula,subtracted,text,grade,source,origin,hidden\r\n"

func explanationCSV(x *model.Explanation) []byte {
	b := []byte(explanationHeader)
	count := 0
	var add func(n *model.Node, parent string, level int)
	add = func(n *model.Node, parent string, level int) {
		count++
		id := strconv.Itoa(count)
		b = append(b, csvRow(id, parent, strconv.Itoa(level), n.Label, n.Address, n.Unit.In(x.Scenario.Currency))...)
		b = appendNumber(b, n.Value, "")
		in := n.Input
		if in == nil {
			in = &model.Input{}
		}
		b = append(b, ',')
		b = append(b, csvRow(n.Op.Name, n.Formula, strconv.FormatBool(n.Subtracted), in.Text, string(in.Grade), in.Source, in.Origin)...)
		b = append(b, strconv.Itoa(n.Hidden)+"\r\n"...)
		for _, c := range n.Children {
			add(c, id, level+1)
		}
	}
	add(x.Root, "", 0)
	return b
}

// explanationMarkdown writes the tree as nested lists.
func explanationMarkdown(x *model.Explanation) []byte {
	var b strings.Builder
	b.WriteString("# " + escapeMarkdown(Clean(x.Scenario.Title)) + "\n\n" + escapeMarkdown(explanationSubtitle(x)) + "\n\n")
	var add func(t twig, at string)
	add = func(t twig, at string) {
		name := escapeMarkdown(t.name)
		if t.rest != "" {
			name = "**" + name + "**"
		}
		b.WriteString(at + "- " + name + escapeMarkdown(t.rest) + "\n")
		for _, below := range t.below {
			add(below, at+indent)
		}
	}
	add(explanationTree(x), "")
	d := &document{}
	explanationNotes(d, x)
	_, rest, _ := strings.Cut(string(d.markdown()), "\n")
	b.WriteString(rest)
	return []byte(b.String())
}
