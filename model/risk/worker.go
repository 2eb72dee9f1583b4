package risk

import (
	"commitcast/model"
	"commitcast/model/draw"
)

// worker draws and projects paths, one after the other.
type worker struct {
	p     *plan
	runs  []pathRunner
	point []float64 // of the design
}

// pathRunner is a runner of one scenario with what its draws are written to.
type pathRunner struct {
	*runner
	scalars     []model.Scalar // by input
	uniforms    []float64      // by input
	scores      []float64      // of the linked inputs
	innovations [][]float64    // by process, one a month
	moved       [][]float64    // those of the linked processes
	placed      []float64      // scores of a process's placed components
	factors     [][]float64    // by process, by row
}

func newWorker(p *plan) *worker {
	w := &worker{p: p}
	if p.design != nil {
		w.point = make([]float64, p.design.Dims())
	}
	memory := p.takeMemory()
	for i := range p.scenarios {
		sp := &p.scenarios[i]
		size := model.ProjectorSize(sp.s, p.grid)
		w.runs = append(w.runs, newPathRunner(p, sp, memory[:size]))
		memory = memory[size:]
	}
	return w
}

func newPathRunner(p *plan, sp *scenarioPlan, memory []float64) pathRunner {
	r := pathRunner{runner: newRunner(p, sp, sp.s.Clone(), memory)}
	r.uniforms, r.scores = make([]float64, len(sp.inputs)), make([]float64, len(sp.linked))
	r.placed = make([]float64, draw.MaxDims)
	for i := range sp.inputs {
		x, err := r.s.Scalar(sp.inputs[i].Path)
		if err != nil {
			panic("risk: a path that could be found before is lost: " + err.Error())
		}
		r.scalars = append(r.scalars, x)
	}
	for i := range sp.processes {
		n := &sp.processes[i]
		r.innovations = append(r.innovations, make([]float64, len(n.keys)))
		r.factors = append(r.factors, r.projector.Noise(n.Path))
	}
	for _, i := range sp.moved {
		r.moved = append(r.moved, r.innovations[i])
	}
	return r
}

// run draws and projects one path of every scenario.
func (w *worker) run(path int) {
	if w.p.design != nil {
		w.p.design.Point(w.point, path)
	}
	for i := range w.runs {
		r := &w.runs[i]
		r.drawInputs(w.point, path)
		r.drawNoise(w.point, path)
		r.run()
	}
}

// drawInputs sets the uncertain numbers of a path.
func (r *pathRunner) drawInputs(point []float64, path int) {
	sp := r.sp
	for i := range sp.inputs {
		if in := &sp.inputs[i]; in.dim >= 0 {
			r.uniforms[i] = point[in.dim]
		} else {
			r.uniforms[i] = in.key.Uniform(uint64(path))
		}
	}
	if sp.copula != nil {
		for k, i := range sp.linked {
			r.scores[k] = draw.NormalQuantile(r.uniforms[i])
		}
		sp.copula.Apply(r.scores)
		for k, i := range sp.linked {
			if r.scores[k] != draw.NormalQuantile(r.uniforms[i]) { // else it is as it was drawn, to the last bit
				r.uniforms[i] = inside(draw.NormalCDF(r.scores[k]))
			}
		}
	}
	for i := range sp.inputs {
		r.scalars[i].Set(sp.inputs[i].dist.Quantile(r.uniforms[i]))
	}
}

// inside keeps a uniform within what is ever drawn.
func inside(u float64) float64 { return max(draw.MinUniform, min(draw.MaxUniform, u)) }

// drawNoise sets the factors of a path.
func (r *pathRunner) drawNoise(point []float64, path int) {
	sp := r.sp
	for i := range sp.processes {
		n := &sp.processes[i]
		draw.Normals(r.innovations[i], n.keys, uint64(path))
		n.place(r.innovations[i], r.placed, point)
	}
	if sp.innovations != nil {
		sp.innovations.ApplyColumns(r.moved)
	}
	for i := range sp.processes {
		sp.processes[i].fill(r.factors[i], r.innovations[i])
	}
}

// place sets a path's innovations along the leading components to the normals of the design's uniforms.
func (p *process) place(innovations, scores, point []float64) {
	for j, dim := range p.dims {
		scores[j] = draw.NormalQuantile(point[dim])
	}
	draw.Replace(innovations, p.components, scores)
}
