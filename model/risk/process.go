package risk

import (
	"math"

	"commitcast/model"
	"commitcast/model/draw"
)

// process is one noise on the months of the grid. Its months run from the one after the valuation to the end of the grid.
type process struct {
	model.Noise
	keys []draw.Key // a stream a calendar month
	from int        // row of the first month

	step, fade float64   // s and φ of a month's step
	half       []float64 // Var X/2 by month; of a random walk nil
	small      bool      // every step that can be drawn is within reach of smallExp
	drift      float64   // of a random walk's step: −s²/2

	components [][]float64 // of the innovations, placed by the design
	dims       []int       // of the design, one a component
}

func newProcess(n model.Noise) process {
	p := process{Noise: n, step: n.Volatility / math.Sqrt(12), fade: 1}
	if n.HalfLife > 0 {
		h := float64(n.HalfLife) / 12
		kappa := math.Ln2 / h
		p.fade = math.Exp(-kappa / 12)
		p.step = n.Volatility * math.Sqrt(-math.Expm1(-2*kappa/12)/(2*kappa))
	}
	p.drift = -p.step * p.step / 2
	p.small = n.HalfLife == 0 && p.step*farNormal-p.drift < smallest
	return p
}

// farNormal is a normal beyond which one in 10²¹ lies; the polynomial for small steps then loses digits and no more.
const farNormal = 9.5

// date lays the process out on a grid: X is 0 up to and including the valuation month.
func (p *process) date(g model.Grid, valuation model.Month, seed uint64) {
	p.from = max(0, int(valuation-g.From)+1)
	n := max(0, g.N-p.from)
	p.keys = make([]draw.Key, n)
	stream := draw.KeyOf(seed, "noise."+p.Path)
	for i := range p.keys {
		p.keys[i] = stream.Month(int32(g.From) + int32(p.from+i))
	}
	if p.HalfLife <= 0 {
		return
	}
	p.half = make([]float64, n)
	variance := 0.0
	for i := range p.half {
		variance = p.fade*p.fade*variance + p.step*p.step
		p.half[i] = variance / 2
	}
}

// fill turns innovations, one a month, into factors exp(X − Var X/2).
func (p *process) fill(factors, innovations []float64) {
	factors = factors[p.from:][:len(innovations)]
	switch {
	case p.half != nil:
		x := 0.0
		for i, e := range innovations {
			x = p.fade*x + p.step*e
			factors[i] = math.Exp(x - p.half[i])
		}
	case p.small:
		p.walk(factors, innovations)
	default:
		x := 0.0
		for i, e := range innovations {
			x += p.step*e + p.drift
			factors[i] = math.Exp(x)
		}
	}
}

// smallest is the reach of walkEach's polynomial.
const smallest = 0.5

// walk is fill for a random walk of small steps.
func (p *process) walk(factors, innovations []float64) {
	factor, done := walkMany(factors, innovations, p.step, p.drift)
	walkEach(factors[done:], innovations[done:], p.step, p.drift, factor)
}

// walkEach writes the running product of e^x, x = step·innovation + drift, begun with a factor, and returns the last. Its e^x is the
// Taylor polynomial of degree 11, whose error is below 5·10⁻¹⁶ of the value for |x| ≤ 0.25 and below 10⁻¹² for |x| ≤ 0.5.
func walkEach(factors, innovations []float64, step, drift, factor float64) float64 {
	const (
		c2, c3, c4, c5, c6   = 1. / 2, 1. / 6, 1. / 24, 1. / 120, 1. / 720
		c7, c8, c9, c10, c11 = 1. / 5040, 1. / 40320, 1. / 362880, 1. / 3628800, 1. / 39916800
	)
	factors = factors[:len(innovations)]
	for i, e := range innovations {
		x := float64(step*e) + drift
		x2 := x * x
		x4 := x2 * x2
		low := (1 + x) + float64(x2*(c2+float64(c3*x)))
		mid := (c4 + float64(c5*x)) + float64(x2*(c6+float64(c7*x)))
		high := (c8 + float64(c9*x)) + float64(x2*(c10+float64(c11*x)))
		factor *= low + float64(x4*(mid+float64(x4*high)))
		factors[i] = factor
	}
	return factor
}

// Noises are the noise processes of a scenario, for those who choose the innovations instead of drawing them.
type Noises struct {
	Paths    []string   // of the processes, in the scenario's order
	Grid     model.Grid // holds every path that can be drawn
	From, To model.Month
	plan     *scenarioPlan
	settled  model.Month // the valuation month
}

// NewNoises are the processes of a valid scenario of which something counts. Their months run From the one after the valuation To the
// end of what any path shows, as in a simulation; To is before From where there are none.
func NewNoises(s *model.Scenario) (*Noises, error) {
	ss, err := model.Aligned([]*model.Scenario{s}, model.ByYear)
	if err != nil {
		return nil, err
	}
	sp, err := newScenarioPlan(ss[0], 0)
	if err != nil {
		return nil, err
	}
	p := &plan{options: Options{By: model.ByYear}, scenarios: []scenarioPlan{*sp}}
	if err := p.extend(); err != nil {
		return nil, err
	}
	n := &Noises{Grid: p.grid, From: p.grid.From, To: p.shown.To, plan: sp, settled: p.valuation}
	for i := range sp.processes {
		n.Paths = append(n.Paths, sp.processes[i].Path)
		n.From = p.grid.From + model.Month(p.scenarios[0].processes[i].from)
	}
	return n, nil
}

// Fade is what is left of the log level of a process a month later: φ, and 1 for a random walk.
func (n *Noises) Fade(process int) float64 { return n.plan.processes[process].fade }

// Waves are the factors of all processes on one projector.
type Waves struct {
	grid        model.Grid
	processes   []process
	innovations [][]float64 // by process, by month
	factors     [][]float64 // by process, by row of the grid
}

// Waves gives the processes of a projector on a grid, which holds that of the Noises, their factors. It must come before Projector.Only.
func (n *Noises) Waves(on *model.Projector, g model.Grid) *Waves {
	w := &Waves{grid: g}
	for i := range n.plan.processes {
		p := n.plan.processes[i]
		p.date(g, n.settled, 0)
		w.processes = append(w.processes, p)
		w.innovations = append(w.innovations, make([]float64, len(p.keys)))
		w.factors = append(w.factors, on.Noise(p.Path))
	}
	return w
}

// Set makes the factors those of some innovations: by process, one a month that the Noises have. Innovations after these months are 0.
func (w *Waves) Set(innovations []float64) {
	if len(w.processes) == 0 {
		return
	}
	months := len(innovations) / len(w.processes)
	for i := range w.processes {
		copy(w.innovations[i], innovations[i*months:][:months])
		w.processes[i].fill(w.factors[i], w.innovations[i])
	}
}

// Factor is what a process multiplies a month of the grid by.
func (w *Waves) Factor(process int, m model.Month) float64 { return w.factors[process][m-w.grid.From] }
