package risk

import (
	"sync"

	"commitcast/model"
)

// pool is memory for the columns of workers: a part each, all cut from one slab.
type pool struct {
	lock  sync.Mutex
	size  int         // of a part
	spare [][]float64 // the parts that nobody has
}

// layMemory makes a part for each worker of a run, with room for the columns of all scenarios.
func (p *plan) layMemory() {
	const apart = 64 // so that no two workers write to one line of the cache
	size := apart
	for i := range p.scenarios {
		size += model.ProjectorSize(p.scenarios[i].s, p.grid)
	}
	p.memory.size = size
	n := min(p.options.Workers, p.options.blocks())
	slab := newSlab[float64](n * size)
	for i := range n {
		p.memory.spare = append(p.memory.spare, slab[i*size:(i+1)*size])
	}
}

// takeMemory is a part that nobody has, all 0.
func (p *plan) takeMemory() []float64 {
	m := &p.memory
	m.lock.Lock()
	defer m.lock.Unlock()
	last := len(m.spare) - 1
	if last < 0 {
		return make([]float64, m.size)
	}
	part := m.spare[last]
	m.spare = m.spare[:last]
	return part
}

// giveMemory takes back what nobody uses any more; it must be all 0.
func (p *plan) giveMemory(part []float64) {
	p.memory.lock.Lock()
	defer p.memory.lock.Unlock()
	p.memory.spare = append(p.memory.spare, part)
}
