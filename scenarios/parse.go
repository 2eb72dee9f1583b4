package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// Limits of what is read; every one is far above what a scenario needs.
const (
	maxDepth   = 32
	maxNodes   = 50_000 // of all files and settings of a scenario
	maxMarks   = 60_000 // of them all too: characters that may begin a node; the parser's time grows with them
	maxKey     = 250    // bytes: a path of the longest ids
	maxAliases = 100
)

// meter counts what all files and settings of a scenario have.
type meter struct{ nodes, marks int }

// parser turns YAML into nodes and reports what is YAML but no part of the language: anchors, tags, merge keys.
type parser struct {
	file    *file
	c       *collector
	path    string // of the whole: "" for a file
	meter   *meter
	stopped bool // too many nodes: the rest is not read
}

// parse reads the one document of a file, or the value of a setting at path. It is nil where there is none to go on with;
// the problems then say why.
func parse(b []byte, f *file, path string, c *collector, m *meter) *node {
	p := &parser{file: f, path: path, c: c, meter: m}
	if m.marks += marks(b); m.marks > maxMarks {
		c.add(place{f, 1, 1}, path, "", "a scenario can have no more than %d characters that may begin an entry, such as : and ,",
			maxMarks)
		return nil
	}
	var docs []yaml.Node
	limits := loaderlimits.New(loaderlimits.DepthValue(maxDepth), loaderlimits.AliasValue(maxAliases))
	err := yaml.Load(b, &docs, yaml.WithAllDocuments(), yaml.WithUniqueKeys(false), yaml.WithPlugin(limits))
	if err != nil {
		p.syntax(err, b)
		return nil
	}
	if len(docs) > 1 {
		c.add(p.place(&docs[1]), path, "a file is one scenario", "a second document begins here")
		return nil
	}
	if len(docs) == 0 || len(docs[0].Content) == 0 {
		return &node{form: nullForm, at: place{f, 1, 1}, plain: true}
	}
	n := p.node(docs[0].Content[0], path)
	if p.stopped {
		return nil
	}
	return n
}

// marks counts the characters that may begin a node.
func marks(b []byte) int {
	n := 0
	for i, ch := range b {
		switch ch {
		case ',', ':', '[', '{', '&', '!', '*', '?':
			n++
		case '-':
			if i+1 < len(b) && (b[i+1] == ' ' || b[i+1] == '\n') {
				n++
			}
		}
	}
	return n
}

func (p *parser) place(n *yaml.Node) place { return p.file.place(n.Line, n.Column) }

// syntax reports an error of the YAML parser. What is found missing at the end of the text is placed where it began.
func (p *parser) syntax(err error, text []byte) {
	lines := bytes.Count(text, []byte("\n")) + 1
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		p.c.add(place{p.file, 1, 1}, p.path, "", "is not YAML: %s", shortPath(err.Error()))
		return
	}
	at, message := load.Mark, load.Message
	if began := load.ContextMark; began.Line > 0 && (at.Line >= lines || at.Line == 0) {
		at = began
	}
	if at.Line > lines {
		at.Line, at.Column = lines, utf8.RuneCount(text[bytes.LastIndexByte(text, '\n')+1:])+1
	}
	if load.ContextMsg != "" {
		message += " " + load.ContextMsg
	}
	hint := ""
	switch {
	case strings.Contains(message, "cannot start any token"):
		hint = "indent with spaces, and quote a text that begins with a tab, @, ` or %"
	case strings.Contains(message, "mapping values are not allowed"):
		hint = "quote a text that has a colon and a space in it"
	}
	p.c.add(p.file.place(max(1, at.Line), max(1, at.Column)), p.path, hint, "is not YAML: %s", shortPath(message))
}

// node turns one YAML node into ours; nil for one that is refused.
func (p *parser) node(y *yaml.Node, path string) *node {
	if p.meter.nodes++; p.meter.nodes > maxNodes {
		if !p.stopped {
			p.c.add(p.place(y), path, "", "is the entry after %d: a scenario can have no more", maxNodes)
		}
		p.stopped = true
		return nil
	}
	if !p.allowed(y, path) {
		return nil
	}
	n := &node{at: p.place(y), flow: y.Style&yaml.FlowStyle != 0}
	switch y.Kind {
	case yaml.MappingNode:
		n.form, n.fields = mapForm, make(map[string]*node, len(y.Content)/2)
		p.entries(n, y, path)
	case yaml.SequenceNode:
		n.form = listForm
		p.items(n, y, path)
	default:
		if !p.scalar(n, y, path) {
			return nil
		}
	}
	return n
}

// allowed refuses what YAML has and scenarios have not.
func (p *parser) allowed(y *yaml.Node, path string) bool {
	hint := "write the value out"
	switch {
	case y.Kind == yaml.AliasNode:
		p.c.add(p.place(y), path, hint, "YAML aliases (*%s) are not read", short(y.Value))
	case y.Anchor != "":
		p.c.add(p.place(y), path, hint, "YAML anchors (&%s) are not read", short(y.Anchor))
	case y.Style&yaml.TaggedStyle != 0 || y.Tag == "!":
		p.c.add(p.place(y), path, "leave the tag out", "YAML tags (%s) are not read", short(y.Tag))
	default:
		return true
	}
	return false
}

func (p *parser) scalar(n *node, y *yaml.Node, path string) bool {
	n.form, n.text = scalarForm, strings.TrimSpace(y.Value)
	n.plain = y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
	if n.plain && y.Tag == "!!null" {
		n.form = nullForm
	}
	for _, r := range y.Value {
		if unseen(r) && r != '\n' && r != '\t' {
			p.c.add(n.at, path, "remove it", "has the character U+%04X, which is not seen", r)
			return false
		}
	}
	return true
}

// entries reads a map. Keys are compared as text, in time that grows with their number only.
func (p *parser) entries(n *node, y *yaml.Node, path string) {
	seen := make(map[string]int, len(y.Content)/2)
	for i := 0; i+1 < len(y.Content) && !p.stopped; i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		p.meter.nodes++
		key := strings.TrimSpace(k.Value)
		if !p.keyAllowed(k, key, path) {
			continue
		}
		at := join(path, key)
		if n.flow && v.Tag == "!!null" && v.Value == "" && splitGroup.MatchString(key) {
			p.c.add(p.place(k), path, "quote the number: \"$1,250M\"",
				"%q is not a key here: YAML splits { } at commas", short(key))
			continue
		}
		if first, twice := seen[key]; twice {
			p.c.add(p.place(k), at, "", "is given twice, first in line %d", first)
			continue
		}
		seen[key] = k.Line
		if child := p.node(v, at); child != nil {
			child.key = p.place(k)
			n.put(key, child)
		}
	}
}

func (p *parser) keyAllowed(k *yaml.Node, key, path string) bool {
	switch {
	case k.Kind != yaml.ScalarNode && k.Kind != yaml.AliasNode:
		p.c.add(p.place(k), path, "", "a key must be a single word")
	case !p.allowed(k, path):
	case key == "<<":
		p.c.add(p.place(k), path, "extends merges whole files", "YAML merge keys (<<) are not read")
	case key == "":
		p.c.add(p.place(k), path, "", "a key is missing")
	case len(key) > maxKey:
		p.c.add(p.place(k), path, "", "a key of %d bytes is too long", len(key))
	case strings.ContainsFunc(key, unseen):
		p.c.add(p.place(k), path, "", "a key has a character that is not seen: %q", short(key))
	default:
		return true
	}
	return false
}

var (
	splitHead  = compiled(`^(?:[^0-9\s]{1,3} ?)?[0-9]{1,3}$`) // what comes before a thousands comma
	splitGroup = compiled(`^[0-9]{3}(?:$|[^0-9])`)            // what follows it
)

func (p *parser) items(n *node, y *yaml.Node, path string) {
	for i, item := range y.Content {
		if p.stopped {
			return
		}
		child := p.node(item, path)
		if child == nil {
			continue
		}
		if last := len(n.items) - 1; n.flow && i > 0 && last >= 0 && split(n.items[last], child) {
			p.c.add(child.at, path, "quote the number: \"$1,250M\"",
				"%s and %s look like one number: YAML splits [ ] at commas", short(n.items[last].text), short(child.text))
		}
		n.items = append(n.items, child)
	}
}

// split reports whether two items of a flow list look like one number cut at a comma.
func split(a, b *node) bool {
	return a.form == scalarForm && b.form == scalarForm && a.plain && b.plain &&
		splitHead.MatchString(a.text) && splitGroup.MatchString(b.text)
}

// short keeps what a message quotes of a file to a line's length.
func short(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return fmt.Sprintf("%s…", string(r[:most]))
	}
	return s
}
