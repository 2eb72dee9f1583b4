package stat

import (
	"math"
	"math/bits"
	"slices"
)

// Selector finds order statistics without sorting. The zero value is ready. It keeps its scratch memory from one call to
// the next: about 50 KiB, and room for the values it looks at again, as a rule less than a tenth of them, but of tied values or
// among many NaN up to all. One goroutine at a time may use it.
//
// It counts the values into a grid of their ordered bits, collects those in the cells that hold a wanted rank, and does the same
// with each of these cells until few values are left. The first grid spans what a small sample of the values spans; where that
// misleads, only time is lost. A cell of one bit pattern needs no second look, so that ties are cheap. Of a million values it
// reads each twice.
type Selector struct {
	counts [1 << maxCellBits]uint32
	slots  [1 << maxCellBits]uint16 // by cell: the index in places, 0 of a cell not wanted
	places []place
	kept   []float32 // the values of wanted cells, level after level
	parts  []part    // what is still to be looked at, level after level
	sample []uint32
}

const (
	minCellBits = 4
	maxCellBits = 13
	fewValues   = 24 // that are sorted
	sampleSize  = 512
	manyWanted  = 16 // one value in so many wanted, or NaN, is too many to guess which
)

// part is a run of ranks whose values were collected: those from first up to last of the ranks given.
type part struct {
	first, last int
	start, size int // in kept
	below       int // how many values are less than these
}

// place is where in kept the next value of a wanted cell goes. The first of the places is for the values of the other cells, which
// overwrite each other.
type place struct{ at, step int }

// Select writes to dst[i] the value of rank ranks[i], from 0 in ascending order, among the values that are not NaN; NaN where
// there are not that many. A zero comes back without its sign. Ranks must ascend, ties allowed, and dst be as long as ranks; else
// it panics.
func (s *Selector) Select(values []float32, ranks []int, dst []float32) {
	checkRanks(ranks, dst)
	inside, _ := slices.BinarySearch(ranks, len(values))
	repeat(dst[inside:], float32(math.NaN()))
	if inside == 0 {
		return
	}
	s.kept, s.parts = s.kept[:0], s.parts[:0]
	low, high, unknown := s.bracket(values, ranks[:inside])
	if unknown {
		s.kept = appendKnown(s.kept, values)
		values = s.kept
	}
	s.find(values, low, high, 0, ranks[:inside], dst[:inside])
	for i := range dst {
		dst[i] += 0 // −0 becomes 0
	}
}

// bracket guesses between which values to lay the first grid: the extremes of a sample, or where outliers make these many times
// wider, values a little outside the wanted ranks. It reports too whether NaN are many.
func (s *Selector) bracket(values []float32, ranks []int) (low, high float32, unknown bool) {
	stride := max(len(values)/min(sampleSize, len(values)/8+1), 1)
	s.sample = s.sample[:0]
	taken := 0
	for i := 0; i < len(values); i += stride {
		if v := values[i]; v == v {
			s.sample = append(s.sample, order(v))
		}
		taken++
	}
	m := len(s.sample)
	unknown = taken-m > taken/manyWanted
	if m == 0 {
		return float32(math.Inf(-1)), float32(math.Inf(1)), unknown
	}
	slices.Sort(s.sample)
	at := func(rank int) int { return rank / stride }
	margin := 2 * bits.Len(uint(m))
	near := s.sample[min(max(at(ranks[0])-margin, 0), m-1)]
	far := s.sample[min(at(ranks[len(ranks)-1])+margin, m-1)]
	if least, most := s.sample[0], s.sample[m-1]; bits.Len32(most-least) < bits.Len32(far-near)+3 {
		near, far = least, most
	}
	return unorder(near), unorder(far), unknown
}

// find gives the values of the ranks, of which none is below the rank of the least of values; below is how many values of the
// sample are less than these. It lays the grid between low and high, which are two of the values, or −Inf and Inf.
func (s *Selector) find(values []float32, low, high float32, below int, ranks []int, dst []float32) {
	if len(values) <= fewValues {
		pick(values, below, ranks, dst)
		return
	}
	g := newGrid(low, high, len(values))
	counts := s.counts[:g.size]
	clear(counts)
	under := g.count(values, counts)
	from, start := len(s.parts), len(s.kept)
	seen, done := s.planUnder(values, g, below, under, ranks)
	seen, done = s.planWithin(values, g, seen, done, ranks, dst)
	s.planOver(values, g, seen, done, ranks, dst)
	for i := from; i < len(s.parts); i++ {
		p := s.parts[i]
		in := s.kept[p.start : p.start+p.size]
		least, most := extremes(in)
		if least == most {
			repeat(dst[p.first:p.last], least)
			continue
		}
		s.find(in, least, most, p.below, ranks[p.first:p.last], dst[p.first:p.last])
	}
	s.parts, s.kept = s.parts[:from], s.kept[:start]
}

// planUnder keeps the values that lie under the grid, when a rank among them is wanted.
func (s *Selector) planUnder(values []float32, g grid, below, under int, ranks []int) (seen, done int) {
	done = runEnd(ranks, 0, below+under)
	if done > 0 {
		s.parts = append(s.parts, part{0, done, len(s.kept), under, below})
		for _, v := range values {
			if v < g.low {
				s.kept = append(s.kept, v)
			}
		}
	}
	return below + under, done
}

// planWithin keeps the values of the cells that hold a wanted rank, a cell after the other, unless a cell is of one bit pattern.
func (s *Selector) planWithin(values []float32, g grid, seen, done int, ranks []int, dst []float32) (int, int) {
	slots, end := s.slots[:g.size], len(s.kept)
	clear(slots)
	s.places = append(s.places[:0], place{})
	for cell, n := range s.counts[:g.size] {
		if done == len(ranks) {
			break
		}
		till := runEnd(ranks, done, seen+int(n))
		switch {
		case till == done:
		case g.shift == 0:
			repeat(dst[done:till], g.only(cell))
		default:
			s.parts = append(s.parts, part{done, till, end, int(n), seen})
			slots[cell] = uint16(len(s.places))
			s.places = append(s.places, place{end, 1})
			end += int(n)
		}
		seen, done = seen+int(n), till
	}
	if wanted := end - len(s.kept); wanted > 0 {
		s.places[0].at = end
		s.kept = slices.Grow(s.kept, wanted+1)[:end+1]
		g.collect(values, slots, s.places, s.kept, wanted > len(values)/manyWanted)
		s.kept = s.kept[:end]
	}
	return seen, done
}

// planOver keeps the values that lie over the grid, when a rank among them is wanted, and gives NaN for the ranks beyond these.
func (s *Selector) planOver(values []float32, g grid, seen, done int, ranks []int, dst []float32) {
	if done == len(ranks) {
		return
	}
	start := len(s.kept)
	for _, v := range values {
		if v > g.high {
			s.kept = append(s.kept, v)
		}
	}
	size := len(s.kept) - start
	till := runEnd(ranks, done, seen+size)
	if till > done {
		s.parts = append(s.parts, part{done, till, start, size, seen})
	}
	repeat(dst[till:], float32(math.NaN()))
}

// runEnd is where the run of ranks below end stops that starts at from.
func runEnd(ranks []int, from, end int) int {
	for from < len(ranks) && ranks[from] < end {
		from++
	}
	return from
}

// appendKnown appends the values that are not NaN. It does not branch on which these are.
func appendKnown(kept, values []float32) []float32 {
	end := len(kept)
	kept = slices.Grow(kept, len(values)+1)[:end+len(values)+1]
	for _, v := range values {
		kept[end] = v
		end += 1 - int((0x7f800000-math.Float32bits(v)&0x7fffffff)>>31)
	}
	return kept[:end]
}

// repeat fills dst with one value.
func repeat(dst []float32, v float32) {
	for i := range dst {
		dst[i] = v
	}
}

// extremes are the least and the greatest of some values, none NaN.
func extremes(values []float32) (least, most float32) {
	least, most = values[0], values[0]
	for _, v := range values {
		if v < least {
			least = v
		}
		if v > most {
			most = v
		}
	}
	return least, most
}

// pick sorts a few values and gives those of the ranks, NaN beyond.
func pick(values []float32, below int, ranks []int, dst []float32) {
	var keys [fewValues]uint32
	for n, v := range values {
		key, i := order(v), n
		for ; i > 0 && keys[i-1] > key; i-- {
			keys[i] = keys[i-1]
		}
		keys[i] = key
	}
	for i, rank := range ranks {
		if rank-below >= len(values) {
			repeat(dst[i:], float32(math.NaN()))
			return
		}
		dst[i] = unorder(keys[rank-below])
	}
}
