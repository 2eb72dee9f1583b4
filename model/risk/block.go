package risk

import (
	"math"

	"commitcast/model/stat"
)

// smallestBlock and mostBlocks settle the blocks of a run: of 1,024 paths, or where there would be more than 4,096 of them, all
// replicates counted, of the next power of two.
const (
	smallestBlock = 1 << 10
	mostBlocks    = 1 << 12
)

// blockPaths is the number of paths of a block, the unit of work; the last block of a run may have fewer. It is a multiple of the
// number of replicates.
func (o *Options) blockPaths() int {
	n := smallestBlock
	for n*mostBlocks < o.Paths*o.replicates() {
		n *= 2
	}
	return n
}

// blocks is how many blocks a run has.
func (o *Options) blocks() int { return (o.Paths + o.blockPaths() - 1) / o.blockPaths() }

// pathsUpTo is how many paths the blocks before one have.
func (o *Options) pathsUpTo(block int) int { return min(block*o.blockPaths(), o.Paths) }

// tally is what is kept of a block besides its samples: replicate by replicate the moments of every column and the counters.
type tally struct {
	moments  []stat.Moments
	counters []int32
}

func (p *plan) newTally() tally {
	n := p.options.replicates()
	return tally{make([]stat.Moments, n*p.layout.columns), make([]int32, n*p.layout.counters)}
}

// blockRun is the scratch space of a worker's blocks.
type blockRun struct {
	*worker
	row     []float64
	samples []float32 // column by column, stride paths apart
	stride  int       // a block and a little, so that its columns do not fall on the same lines of the cache
	shift   []float64 // by column: what moments are taken about, the first known value of the block
	sums    []powers  // as the moments of a tally
}

// powers are sums over a block, about a shift.
type powers struct {
	n        int
	sum      float64
	squares  float64
	cubes    float64
	fourths  float64
	min, max float64
}

func newBlockRun(p *plan) *blockRun {
	n, stride := p.layout.columns, p.options.blockPaths()+16
	return &blockRun{worker: newWorker(p), row: make([]float64, n), samples: make([]float32, n*stride), stride: stride,
		shift: make([]float64, n), sums: make([]powers, n*p.options.replicates())}
}

// run simulates one block. The samples are the scratch space's, column by column; the tally is the caller's.
func (b *blockRun) run(block int) tally {
	p := b.p
	t := p.newTally()
	clear(b.sums)
	fill(b.shift, math.NaN())
	from, replicates := p.options.pathsUpTo(block), p.options.replicates()
	for path := from; path < p.options.pathsUpTo(block+1); path++ {
		b.worker.run(path)
		r := path % replicates
		b.write(b.row, t.counters[r*p.layout.counters:])
		b.keep(path-from, b.sums[r*p.layout.columns:])
	}
	for k := range t.moments {
		t.moments[k] = b.sums[k].about(b.shift[k%p.layout.columns])
	}
	return t
}

func fill(dst []float64, v float64) {
	for i := range dst {
		dst[i] = v
	}
}

// keep adds the row to the samples and the sums.
func (b *blockRun) keep(i int, sums []powers) {
	for c, v := range b.row {
		b.samples[c*b.stride+i] = float32(v)
		if v != v {
			continue
		}
		s := &sums[c]
		d := v - b.shift[c]
		if d != d { // the first of the block that is known
			b.shift[c], d = v, 0
		}
		if s.n == 0 {
			s.min, s.max = v, v
		}
		s.n++
		s.sum += d
		d2 := d * d
		s.squares += d2
		s.cubes += d2 * d
		s.fourths += d2 * d2
		s.min, s.max = min(s.min, v), max(s.max, v)
	}
}

// about is the moments of sums about a shift.
func (s *powers) about(shift float64) stat.Moments {
	if s.n == 0 {
		return stat.Moments{}
	}
	n := float64(s.n)
	mean := s.sum / n
	return stat.Moments{N: s.n, Mean: shift + mean, M2: max(0, s.squares-s.sum*mean),
		M3:  s.cubes - 3*mean*s.squares + 2*n*mean*mean*mean,
		M4:  max(0, s.fourths-4*mean*s.cubes+6*mean*mean*s.squares-3*n*mean*mean*mean*mean),
		Min: s.min, Max: s.max}
}

// column is the samples of a column of the block that ran last, of so many paths.
func (b *blockRun) column(c, paths int) []float32 { return b.samples[c*b.stride : c*b.stride+paths] }
