package report

import (
	"math"
	"strconv"
	"strings"

	"commitcast/model"
)

// Explanation renders what one number is worked out from.
func Explanation(x *model.Explanation, f Format, o Options) []byte {
	switch f {
	case CSV:
		return explanationCSV(x)
	case JSON:
		return explanationJSON(x, o)
	case Markdown:
		return explanationMarkdown(x)
	}
	p := &page{width: max(o.Width, minWidth), colour: o.Colour}
	p.wrapped(Clean(x.Scenario.Title), "", "", bold)
	p.wrapped(explanationSubtitle(x), "", "", dim)
	p.WriteByte('\n')
	p.tree(explanationTree(x), "", "")
	d := &document{}
	explanationNotes(d, x)
	p.WriteString(string(d.text(o)))
	return []byte(p.String())
}

func explanationSubtitle(x *model.Explanation) string {
	parts := []string{"what " + Clean(x.Target.String()) + " is worked out from", Clean(x.Scenario.Currency)}
	if x.Scenario.File != "" {
		parts = append(parts, sourceName(x.Scenario))
	}
	return strings.Join(parts, " · ")
}

// explanationNotes add the sources of the inputs shown, what is doubtful, and which input and program made the result.
func explanationNotes(d *document, x *model.Explanation) {
	var notes []string
	if x.Partial {
		notes = append(notes, "partial period: the months shown, or with spend, cover less than all of it")
	}
	if n := hiddenBelow(x.Root); n > 0 {
		notes = append(notes, "--depth goes further down")
	}
	used := map[string]bool{}
	seeSources(x.Root, used)
	cited := *x.Scenario
	cited.Sources = nil
	for _, s := range x.Scenario.Sources {
		if used[s.ID] {
			cited.Sources = append(cited.Sources, s)
		}
	}
	d.list("Sources", sourceLines(&cited))
	d.list("Notes", append(notes, warningLines(x.Warnings, "")...))
	d.list("", []string{provenance(x.Scenario)})
}

func seeSources(n *model.Node, used map[string]bool) {
	if n.Input != nil {
		used[n.Input.Source] = true
	}
	for _, c := range n.Children {
		seeSources(c, used)
	}
}

func hiddenBelow(n *model.Node) int {
	hidden := n.Hidden
	for _, c := range n.Children {
		hidden += hiddenBelow(c)
	}
	return hidden
}

// The lines of a tree.
const (
	branch = "├─ "
	corner = "└─ "
	stem   = "│  "
	blank  = "   "
)

// twig is a line of a tree as it is shown to people, with the lines below it.
type twig struct {
	name, rest string
	below      []twig
}

// explanationTree is what is shown of an explanation. What stands there already is not told again; of several of which the least or the
// greatest counts only that one is followed down, and of months that are worked out alike only the first.
func explanationTree(x *model.Explanation) twig {
	g := grower{currency: x.Scenario.Currency, told: map[string]bool{}}
	return g.grow(x.Root, "", true)
}

type grower struct {
	currency string
	told     map[string]bool
}

func (g *grower) grow(n *model.Node, sign string, follow bool) twig {
	t := twig{name: sign + nodeName(n), rest: ": " + nodeValue(n, g.currency)}
	if !follow {
		return t
	}
	if t.rest += nodeOrigin(n); len(n.Children) == 0 && n.Hidden == 0 {
		return t
	}
	if before := g.before(n, nodeName(n)+t.rest); before != "" {
		t.rest += before
		return t
	}
	for i, c := range n.Children {
		t.below = append(t.below, g.grow(c, signOf(n, i), counts(n, c) && !sameWay(n, i)))
	}
	if n.Hidden > 0 {
		t.below = append(t.below, twig{name: "… " + strconv.Itoa(n.Hidden) + " below"})
	}
	return t
}

// before says that what is below a node is told already: the node itself, or the inputs that bear on a process.
func (g *grower) before(n *model.Node, key string) string {
	words := " (as above)"
	if n.Op.Name == "process" {
		words = " (of the inputs above)"
		key = ""
		for _, c := range n.Children {
			key += c.Address + " "
		}
	}
	if len(n.Children) == 0 {
		return ""
	}
	if g.told[key] {
		return words
	}
	g.told[key] = true
	return ""
}

// counts reports whether a child is followed down: all are, but where one of them is chosen.
func counts(n, child *model.Node) bool {
	chosen := n.Op.Name == "min" || strings.HasPrefix(n.Op.Name, "max") && !strings.HasPrefix(n.Op.Name, "max(")
	return !chosen || math.Abs(child.Value-n.Value) <= chosenWithin
}

// sameWay reports whether child i is a month that is worked out as the first of them is, which shows how.
func sameWay(n *model.Node, i int) bool {
	months := strings.HasSuffix(n.Formula, "months")
	return months && i > 0 && n.Children[i].Formula == n.Children[0].Formula && n.Children[i].Op.Name == n.Children[0].Op.Name
}

// chosenWithin is how far the number that is chosen may lie from the one it makes.
const chosenWithin = 0.005

// tree writes a line after a lead, and what is below it after another.
func (p *page) tree(t twig, lead, below string) {
	hang := below + stem
	if len(t.below) == 0 {
		hang = below + blank
	}
	p.wrapped(t.name+t.rest, lead, hang, plain)
	for i, b := range t.below {
		head, rest := branch, stem
		if i == len(t.below)-1 {
			head, rest = corner, blank
		}
		p.tree(b, below+head, below+rest)
	}
}

// signOf is what stands before child i of a node.
func signOf(n *model.Node, i int) string {
	switch name := n.Op.Name; {
	case n.Children[i].Subtracted:
		return minusSign + " "
	case i == 0:
		return ""
	case name == "sum":
		return "+ "
	case strings.HasPrefix(name, "product"):
		return "× "
	case strings.HasSuffix(name, "ratio"):
		return "÷ "
	}
	return ""
}

// nodeName is the path of an input, or the words of what is worked out.
func nodeName(n *model.Node) string {
	if n.Op.Name == "input" || n.Op.Name == "default" {
		return Clean(n.Address)
	}
	return Clean(n.Label)
}

// nodeOrigin is the formula in words, or of an input its grade, source and place.
func nodeOrigin(n *model.Node) string {
	if in := n.Input; in != nil {
		text := " (" + string(in.Grade)
		if in.Source != "" {
			text += ", [" + Clean(in.Source) + "]"
		}
		return text + ", " + Clean(in.Origin) + ")"
	}
	words := Clean(n.Formula)
	switch {
	case n.Op.Name == "default":
		return " (default)"
	case words == "" && (strings.HasPrefix(n.Op.Name, "calendar") || n.Op.Name == "same"):
		return ""
	case n.Op.Name == "unknown":
		words = strings.TrimSuffix("not known or not defined: "+words, ": ")
	case n.Op.Name == "process":
		words = "month by month: " + words
	case words == "":
		words = n.Op.Name
	}
	return " = " + words
}

// nodeValue is a number with its unit; of an input as it is written.
func nodeValue(n *model.Node, currency string) string {
	if n.Input != nil {
		return Clean(n.Input.Text)
	}
	return quantityText(n.Value, n.Unit, currency)
}

// quantityText writes a number with its unit, in a scale of its own.
func quantityText(v float64, u model.Unit, currency string) string {
	if !model.Known(v) {
		return notKnown
	}
	switch u {
	case model.Duration:
		return plainNumber(v) + "mo"
	case "date":
		return model.Date(v).String()
	case "", model.Days, model.Kilowatts, "hours", "kg/kWh", "l/kWh", model.Years:
		return strings.TrimSpace(plainNumber(v) + " " + string(u))
	case model.Currency, model.CurrencyPerMonth, model.CurrencyPerMWYr, model.CurrencyPerHour:
		text := money(v, currency)
		return text + strings.TrimPrefix(string(u), string(model.Currency))
	}
	sc := scaleFor(u, math.Abs(v))
	text := sc.write(v, false)
	suffix := sc.unitLabel(u, currency)
	if suffix == "×" || strings.HasPrefix(suffix, "%") {
		return text + suffix
	}
	if u == model.GPUHours || u == model.CPUHours || strings.HasSuffix(string(u), "-months") {
		return text + suffix + " " + string(u)
	}
	return strings.TrimSpace(text + " " + suffix)
}

// plainNumber writes a number with up to six digits that count.
func plainNumber(v float64) string {
	if !finite(v) {
		return notKnown
	}
	if math.Abs(v) >= 1e6 {
		return scaleFor(model.Count, math.Abs(v)).write(v, false)
	}
	text := strconv.FormatFloat(v, 'g', 6, 64)
	return strings.Replace(text, "-", minusSign, 1)
}
