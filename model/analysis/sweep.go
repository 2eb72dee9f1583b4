package analysis

import (
	"context"
	"math"
	"slices"

	"commitcast/model"
)

// Axis is one path of a sweep and the values it takes, in the order given.
type Axis struct {
	Path   string
	Label  string    // of the path in words, or the path itself
	Values []float64 // as numbers in the path's base unit; of words, dates, months and yes/no their places, from 0
	Texts  []string  // as the user would write them: 20%, 9mo, $38B
	Base   int       // the place of the scenario's own value; −1 where it is not among them
	Own    string    // the scenario's own value as written; "" where it has none
	OwnAt  float64   // and as a number; Unknown where it has none or is no number
	Number bool      // Values are numbers
}

// Sweep is one or several targets over the values of one path, or of two.
type Sweep struct {
	Scenario *model.Scenario
	X        Axis
	Y        *Axis // nil for one path
	Results  []Swept
}

// Swept is one target over a sweep.
type Swept struct {
	Target model.Target
	Base   float64     // the scenario's own number
	Values [][]float64 // by place of Y, then of X; one row where there is no Y. Unknown where not defined
}

// SweepSpec is what a sweep goes over. The Base of an axis of numbers is found, and that of another axis is taken as it is.
type SweepSpec struct {
	Scenario *model.Scenario // valid
	Targets  []model.Target
	X        Axis
	Y        *Axis // nil for one path
	// Variant makes the valid scenario with the values at a place of X and one of Y; −1 stands for the scenario's own value on an axis
	// of numbers, or where there is no Y. It is not called where all axes are of numbers.
	Variant func(x, y int) (*model.Scenario, error)
}

// none is no place of an axis.
const none = -1

// valuationDate is the path of the date that all is discounted to.
const valuationDate = "valuation.date"

// NewSweep works out the targets at every value of one axis, or at every pair of values of two. All are valued at the scenario's own
// valuation date, unless that is swept. A target that a variant does not have is Unknown there. The error is an *InvalidPoint for the
// first value that the scenario may not have, what Variant, Target.Exists or Scenario.Scalar say, a *model.TargetError for a period that
// no variant shows, or that of ctx.
func NewSweep(ctx context.Context, spec SweepSpec, o Options) (*Sweep, error) {
	w := &sweeping{SweepSpec: spec, options: o}
	if err := w.begin(ctx); err != nil {
		return nil, err
	}
	for _, y := range places(w.Y) {
		for _, x := range places(&w.X) {
			if err := w.variant(ctx, x, y); err != nil {
				return nil, err
			}
		}
	}
	for _, t := range w.Targets {
		if err := within(t, w.Scenario, w.shown); err != nil {
			return nil, err
		}
	}
	out := &Sweep{Scenario: spec.Scenario, X: w.X, Y: w.Y}
	for k, t := range w.Targets {
		out.Results = append(out.Results, Swept{t, w.base[k], w.values[k]})
	}
	return out, nil
}

// places are those of an axis at which a variant has to be made: none for an axis of numbers, which one variant takes as they are.
func places(a *Axis) []int {
	if a == nil || a.Number {
		return []int{none}
	}
	return upTo(len(a.Values))
}

// sweeping is a sweep at work.
type sweeping struct {
	SweepSpec
	options Options
	base    []float64
	values  [][][]float64 // by target, place of Y and place of X
	shown   []model.Horizon
	done    int // cells
}

// begin works out the scenario's own numbers, finds its values on the axes and makes room for the result.
func (w *sweeping) begin(ctx context.Context) error {
	var err error
	if w.X, err = w.settle(w.X); err != nil {
		return err
	}
	if w.Y != nil {
		y, err := w.settle(*w.Y)
		if err != nil {
			return err
		}
		w.Y = &y
	}
	own, err := Evaluate(ctx, Subject{Scenario: w.Scenario, Targets: w.Targets}, [][]float64{{}}, Options{Workers: 1})
	if err != nil {
		return err
	}
	for k := range w.Targets {
		w.base = append(w.base, own[k][0])
		rows := make([][]float64, w.rows())
		for y := range rows {
			rows[y] = slices.Repeat([]float64{model.Unknown()}, len(w.X.Values))
		}
		w.values = append(w.values, rows)
	}
	return nil
}

func (w *sweeping) rows() int {
	if w.Y == nil {
		return 1
	}
	return len(w.Y.Values)
}

// settle is an axis on which the scenario's own number, where it is among the values but for rounding, stands to the last bit.
func (w *sweeping) settle(a Axis) (Axis, error) {
	if a.Label == "" {
		a.Label = a.Path
	}
	if a.OwnAt = model.Unknown(); !a.Number {
		return a, nil
	}
	x, err := w.Scenario.Scalar(a.Path)
	if err != nil {
		return a, err
	}
	own := x.Get()
	a.Values, a.Base, a.OwnAt = slices.Clone(a.Values), none, own
	for i, v := range a.Values {
		if model.Known(own) && near(v, own) {
			a.Values[i], a.Base = own, i
			break
		}
	}
	return a, nil
}

// near reports whether two numbers are one but for the rounding of a sum or two.
func near(a, b float64) bool {
	const rounding = 1e-12
	return math.Abs(a-b) <= rounding*max(math.Abs(a), math.Abs(b))
}

// variant works out the cells that one variant takes: those of all numbers, at these places of the other axes.
func (w *sweeping) variant(ctx context.Context, x, y int) error {
	s := w.Scenario
	if x != none || y != none {
		other, err := w.Variant(x, y)
		if err != nil {
			return err
		}
		if s, err = w.alike(other); s == nil || err != nil {
			return err // where nothing counts nothing is known
		}
	}
	of, held := Subject{Scenario: s}, []int(nil)
	for k, t := range w.Targets {
		if t.Exists(s) == nil {
			of.Targets, held = append(of.Targets, t), append(held, k)
		}
	}
	cells := w.cells(&of, x, y)
	got, err := Evaluate(ctx, of, points(cells), w.told())
	if err != nil {
		return err
	}
	shown, err := reachAt(s, of.Paths, points(cells))
	if err != nil {
		return err
	}
	w.shown = append(w.shown, shown...)
	for i, k := range held {
		for j, c := range cells {
			w.values[k][c.y][c.x] = got[i][j]
		}
	}
	w.done += len(cells)
	return nil
}

// alike is a variant valued at the scenario's own date, or at the one it is swept to; nil where nothing of it counts.
func (w *sweeping) alike(variant *model.Scenario) (*model.Scenario, error) {
	if !slices.ContainsFunc(variant.Contracts, func(c model.Contract) bool { return c.Counts() }) {
		return nil, nil
	}
	if w.X.Path == valuationDate || w.Y != nil && w.Y.Path == valuationDate {
		return variant, nil
	}
	both, err := model.Aligned([]*model.Scenario{w.Scenario, variant}, model.ByYear)
	if err != nil {
		return nil, err
	}
	return both[1], nil
}

// cell is one place of a sweep, and the numbers that are set there.
type cell struct {
	x, y  int
	point []float64
}

// cells are those of a variant, row by row; the subject is told which paths they change.
func (w *sweeping) cells(of *Subject, x, y int) []cell {
	xs, ys := []int{x}, []int{max(y, 0)}
	if x == none {
		of.Paths, xs = append(of.Paths, w.X.Path), upTo(len(w.X.Values))
	}
	numbers := w.Y != nil && w.Y.Number
	if numbers {
		of.Paths, ys = append(of.Paths, w.Y.Path), upTo(len(w.Y.Values))
	}
	var all []cell
	for _, j := range ys {
		for _, i := range xs {
			c := cell{x: i, y: j, point: []float64{}}
			if x == none {
				c.point = append(c.point, w.X.Values[i])
			}
			if numbers {
				c.point = append(c.point, w.Y.Values[j])
			}
			all = append(all, c)
		}
	}
	return all
}

func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func points(cells []cell) [][]float64 {
	all := make([][]float64, len(cells))
	for i, c := range cells {
		all[i] = c.point
	}
	return all
}

// told are the options of one variant, whose progress is a part of the whole.
func (w *sweeping) told() Options {
	o := w.options
	if o.Progress != nil {
		before, total := w.done, w.rows()*len(w.X.Values)
		o.Progress = func(done, _ int) { w.options.Progress(before+done, total) }
	}
	return o
}
