// Package paths writes what a simulation drew and worked out on every path, for who wants to check its percentiles: as CSV or
// as Parquet, a row a path and scenario.
package paths

import (
	"context"
	"fmt"
	"math"

	"commitcast/model"
	"commitcast/model/risk"
)

// Table is the paths of a simulation. Its rows are the paths of each scenario, one scenario after the other.
type Table struct {
	Paths     int
	Scenarios []Scenario
	// Draw writes the values of a scenario's inputs on a path to dst, one an input.
	Draw func(scenario, path int, dst []float64) []float64
	// About are keys and values that say where the paths are from.
	About [][2]string
}

// Scenario is what one scenario has on every path.
type Scenario struct {
	Name    string
	Inputs  []string // their paths in the scenario
	Outputs []Output
}

// Output is one figure of every path, NaN where it is not defined.
type Output struct {
	Name    string // spend@2027, funding_gap
	Samples []float32
}

// Of is the table of a simulation whose samples were kept.
func Of(r *risk.Result) (*Table, error) {
	t := &Table{Paths: r.Options.Paths, Draw: r.Inputs}
	about := func(key, value string) { t.About = append(t.About, [2]string{"commitcast." + key, value}) }
	about("version", model.Version)
	about("seed", fmt.Sprint(r.Options.Seed))
	about("sampler", string(r.Options.Sampler))
	for i := range r.Scenarios {
		result := &r.Scenarios[i]
		about("input_sha256."+result.Scenario.Name, result.Scenario.InputSHA256)
		s, err := scenarioOf(r, result)
		if err != nil {
			return nil, err
		}
		t.Scenarios = append(t.Scenarios, s)
	}
	return t, nil
}

func scenarioOf(r *risk.Result, result *risk.ScenarioResult) (Scenario, error) {
	s := Scenario{Name: result.Scenario.Name}
	for _, in := range result.Inputs {
		s.Inputs = append(s.Inputs, in.Path)
	}
	for k := range result.Metrics {
		for p := range r.Periods {
			s.Outputs = append(s.Outputs, Output{result.Metrics[k].Name + "@" + r.Periods[p].Label, result.Metrics[k].Samples(p)})
		}
	}
	for k := range result.Figures {
		s.Outputs = append(s.Outputs, Output{result.Figures[k].Name, result.Figures[k].Samples()})
	}
	for _, o := range s.Outputs {
		if len(o.Samples) != r.Options.Paths {
			return s, fmt.Errorf("the paths of %s were not kept", o.Name)
		}
	}
	return s, nil
}

// columns are the names of the inputs and the outputs of all scenarios, each once.
func (t *Table) columns() (inputs, outputs []string) {
	seen := make(map[string]bool)
	add := func(list *[]string, name string) {
		if !seen[name] {
			seen[name] = true
			*list = append(*list, name)
		}
	}
	for _, s := range t.Scenarios {
		for _, name := range s.Inputs {
			add(&inputs, name)
		}
		for _, o := range s.Outputs {
			add(&outputs, o.Name)
		}
	}
	return inputs, outputs
}

// The columns of every row before those of inputs and outputs.
const (
	scenarioColumn = "scenario"
	pathColumn     = "path" // counted from 0
)

// batch is how many rows are worked out at once.
const batch = 1 << 16

// rows are some paths of one scenario, a column an input or output of the whole table; nil where the scenario has none.
type rows struct {
	scenario string
	from, n  int // paths
	inputs   [][]float64
	outputs  [][]float32
}

// each hands all rows of the table to write, batch by batch, until ctx is done.
func (t *Table) each(ctx context.Context, write func(*rows) error) error {
	inputs, outputs := t.columns()
	for i := range t.Scenarios {
		for from := 0; from < t.Paths; from += batch {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := write(t.rows(i, from, min(batch, t.Paths-from), inputs, outputs)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *Table) rows(scenario, from, n int, inputs, outputs []string) *rows {
	s := &t.Scenarios[scenario]
	r := &rows{scenario: s.Name, from: from, n: n, outputs: make([][]float32, len(outputs))}
	r.inputs = t.drawn(scenario, from, n, inputs)
	for i, name := range outputs {
		for _, o := range s.Outputs {
			if o.Name == name {
				r.outputs[i] = o.Samples[from : from+n]
			}
		}
	}
	return r
}

// drawn are the draws of some paths by input of the whole table.
func (t *Table) drawn(scenario, from, n int, inputs []string) [][]float64 {
	columns := make([][]float64, len(inputs))
	own := make([][]float64, len(t.Scenarios[scenario].Inputs))
	for k, path := range t.Scenarios[scenario].Inputs {
		own[k] = make([]float64, n)
		for i, name := range inputs {
			if name == path {
				columns[i] = own[k]
			}
		}
	}
	if len(own) == 0 {
		return columns
	}
	var values []float64
	for i := range n {
		values = t.Draw(scenario, from+i, values)
		for k := range own {
			own[k][i] = values[k]
		}
	}
	return columns
}

// known reports whether a value is defined.
func known(v float64) bool { return !math.IsNaN(v) }
