package plots

import (
	"errors"
	"fmt"
	"strings"
)

// maker is one chart: how it is called and made.
type maker struct {
	name string
	make func(Input) (*Chart, error)
}

// makers are the charts in reading order. A new chart is one more line here; see the package's doc.
func makers() []maker {
	return []maker{
		{"spend", spend},
		{"revenue-vs-spend", revenueVsSpend},
		{"coverage", coverage},
		{"gpus", gpus},
		{"remaining", remaining},
		{"power", power},
		{"compare", compare},
		{"headline", headline},
	}
}

// Names are the charts there are, in reading order.
func Names() []string {
	var names []string
	for _, m := range makers() {
		names = append(names, m.name)
	}
	return names
}

// Charts makes the charts that apply, in reading order: all of them, or only those named. What cannot be drawn for want of
// data is listed in skipped with the reason. A name that does not exist is an error that lists those that do.
func Charts(in Input, names ...string) (charts []*Chart, skipped []*NotDrawn, err error) {
	chosen, err := choose(names)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range chosen {
		c, err := build(in, m.name, m.make)
		var not *NotDrawn
		switch {
		case errors.As(err, &not):
			skipped = append(skipped, not)
		case err != nil:
			return nil, nil, err
		default:
			charts = append(charts, c)
		}
	}
	return charts, skipped, nil
}

// build makes one chart. A chart that is not drawn is a *NotDrawn error.
func build(in Input, name string, make func(Input) (*Chart, error)) (*Chart, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	c, err := make(in)
	var not *NotDrawn
	if errors.As(err, &not) {
		not.Name = name
		return nil, not
	}
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", name, err)
	}
	c.Name, c.Hash, c.Alt = name, hashes(in.Year), strings.ReplaceAll(c.Alt, nbsp, " ")
	return c, nil
}

// choose finds makers by name, in reading order, each once.
func choose(names []string) ([]maker, error) {
	if len(names) == 0 {
		return makers(), nil
	}
	wanted := map[string]bool{}
	for _, n := range names {
		wanted[strings.TrimSpace(n)] = true
	}
	var out []maker
	for _, m := range makers() {
		if wanted[m.name] {
			out = append(out, m)
			delete(wanted, m.name)
		}
	}
	for _, n := range names {
		if n = strings.TrimSpace(n); wanted[n] {
			return nil, fmt.Errorf("there is no chart %q; there are %s", short(n, 40), strings.Join(Names(), ", "))
		}
	}
	return out, nil
}
