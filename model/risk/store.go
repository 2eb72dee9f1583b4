package risk

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"unsafe"

	"commitcast/model/stat"
)

// store is what is kept of a run of blocks: samples column by column, or where they would take too much memory a summary of each.
type store struct {
	from, to int // blocks, the last excluded
	samples  [][]float32
	sketches [][]stat.Sketch // by replicate and column
	locks    []sync.Mutex    // of the sketches of a column
	sketched atomic.Int64    // bytes of the sketches
	tallies  []tally
}

// bounded reports whether summaries take the place of samples: the whole run's would take more memory than is allowed, or it is asked for.
func (p *plan) bounded() bool { return p.options.Summarise || p.sampleBytes() > p.options.MaxMemory }

// sampleBytes is what the samples of the whole run take.
func (p *plan) sampleBytes() int64 { return 4 * int64(p.options.Paths) * int64(p.layout.columns) }

// cells is how many columns there are, those of every replicate.
func (p *plan) cells() int64 { return int64(p.options.replicates() * p.layout.columns) }

// tallyBytes is what the moments of all blocks take.
func (p *plan) tallyBytes() int64 {
	return int64(p.options.blocks()) * p.cells() * int64(unsafe.Sizeof(stat.Moments{}))
}

// keptBytes is what is kept of the whole run: of samples all, of summaries about as much.
func (p *plan) keptBytes() int64 {
	if !p.bounded() {
		return p.sampleBytes() + p.tallyBytes()
	}
	return p.cells()*sketchBytes + p.tallyBytes()
}

// sketchBytes is what a summary of a column takes as a rule: values over six powers of two.
const sketchBytes = 6 * 33_000

// fits refuses a run of which too much would be kept even as summaries.
func (p *plan) fits() error {
	if !p.bounded() || p.keptBytes() <= p.options.MaxMemory {
		return nil
	}
	return &MemoryError{Samples: p.sampleBytes(), Summaries: p.keptBytes(), Most: p.options.MaxMemory}
}

// MemoryError is a run that would keep more than Options.MaxMemory.
type MemoryError struct {
	Samples, Summaries int64 // bytes that samples take, and summaries of them about
	Most               int64
}

func (e *MemoryError) Error() string {
	return fmt.Sprintf("the samples of the run take %d bytes and summaries of them about %d, and %d are allowed", e.Samples, e.Summaries, e.Most)
}

// newStore makes room for some blocks.
func newStore(p *plan, from, to int) *store {
	s := &store{from: from, to: to, tallies: make([]tally, to-from)}
	if p.bounded() {
		s.sketches, s.locks = newSketches(p), make([]sync.Mutex, p.layout.columns)
		return s
	}
	n := p.options.pathsUpTo(to) - p.options.pathsUpTo(from)
	s.samples = make([][]float32, p.layout.columns)
	slab := newSlab[float32](n * len(s.samples))
	for c := range s.samples {
		s.samples[c] = slab[c*n : (c+1)*n : (c+1)*n]
	}
	return s
}

func newSketches(p *plan) [][]stat.Sketch {
	all := make([][]stat.Sketch, p.options.replicates())
	for r := range all {
		all[r] = make([]stat.Sketch, p.layout.columns)
	}
	return all
}

// simulate runs the store's blocks on all workers, until they are done or ctx is. What is stored does not depend on which worker
// took which block.
func (s *store) simulate(ctx context.Context, p *plan, progress Progress) error {
	var next atomic.Int64
	var lock sync.Mutex
	var group sync.WaitGroup
	var failed error
	done, total := 0, p.options.pathsUpTo(s.to)-p.options.pathsUpTo(s.from)
	for range min(p.options.Workers, s.to-s.from) {
		group.Go(func() {
			defer func() {
				if fault := recover(); fault != nil {
					lock.Lock()
					failed = &Fault{fmt.Sprint(fault)}
					lock.Unlock()
					next.Store(int64(s.to)) // no further block
				}
			}()
			b := newBlockRun(p)
			for ctx.Err() == nil {
				block := s.from + int(next.Add(1)) - 1
				if block >= s.to {
					break
				}
				err := s.take(p, b, block)
				lock.Lock()
				if err != nil {
					failed = err
					next.Store(int64(s.to))
				}
				if done += p.options.pathsUpTo(block+1) - p.options.pathsUpTo(block); progress != nil {
					progress(done, total)
				}
				lock.Unlock()
			}
		})
	}
	group.Wait()
	if failed != nil {
		return failed
	}
	return ctx.Err()
}

// sketch counts the values of a block's column. Counting is of whole numbers, so that the order of blocks does not show.
func (s *store) sketch(c, from int, column []float32) {
	s.locks[c].Lock()
	defer s.locks[c].Unlock()
	before := s.sketchedColumn(c)
	if len(s.sketches) == 1 {
		s.sketches[0][c].AddAll(column)
	} else {
		for i, v := range column {
			s.sketches[(from+i)%len(s.sketches)][c].Add(v)
		}
	}
	s.sketched.Add(s.sketchedColumn(c) - before)
}

// sketchedColumn is how many bytes the sketches of a column take.
func (s *store) sketchedColumn(c int) int64 {
	n := 0
	for r := range s.sketches {
		n += s.sketches[r][c].Bytes()
	}
	return int64(n)
}

// Fault is a path that the program cannot project, though it should.
type Fault struct{ cause string }

func (f *Fault) Error() string {
	return "the program is at fault, a path cannot be projected: " + f.cause
}

// take runs one block and keeps what it gives. It fails when summaries reach further than is allowed.
func (s *store) take(p *plan, b *blockRun, block int) error {
	s.tallies[block-s.from] = b.run(block)
	from, start := p.options.pathsUpTo(block), p.options.pathsUpTo(s.from)
	n := p.options.pathsUpTo(block+1) - from
	for c := range p.layout.columns {
		column := b.column(c, n)
		if s.samples != nil {
			copy(s.samples[c][from-start:], column)
			continue
		}
		s.sketch(c, from, column)
		if kept := s.sketched.Load() + p.tallyBytes(); kept > p.options.MaxMemory {
			return &MemoryError{Samples: p.sampleBytes(), Summaries: kept, Most: p.options.MaxMemory}
		}
	}
	return nil
}
