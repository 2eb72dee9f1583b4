package stat

import (
	"math"
	"math/bits"
)

// turned flips the bits of negative values so that the bits of all values, taken round the circle of 32 bits, ascend as the values
// do from −Inf to Inf; NaN of either sign lie in the rest of the circle. It is its own inverse.
func turned(b uint32) uint32 { return b ^ uint32(int32(b)>>31)>>1 }

const lowest = 0x807fffff // −Inf, turned

// order maps a value to a number that ascends with it, −Inf at 0 and NaN above Inf. The order of the two zeros is −0, 0.
func order(v float32) uint32 { return turned(math.Float32bits(v)) - lowest }

// unorder is the inverse of order.
func unorder(key uint32) float32 { return math.Float32frombits(turned(key + lowest)) }

// grid cuts a range of values into cells of equally many bit patterns, a power of two of them.
type grid struct {
	low, high float32 // least and greatest of the range; a zero among them has no sign
	shift     uint    // log2 of the bit patterns in a cell
	size      int     // cells
}

// newGrid covers low to high, neither NaN, with about n/4 cells, 2^maxCellBits at most. Where the last cell would reach beyond Inf
// it is left out: there high is less than is asked for.
func newGrid(low, high float32, n int) grid {
	low, high = low+0, high+0
	from, width := order(low), order(high)-order(low)
	cells := min(max(bits.Len(uint(n))-2, minCellBits), maxCellBits)
	g := grid{low: low, shift: uint(max(bits.Len32(width)-cells, 0))}
	g.size = int(width>>g.shift) + 1
	end := uint64(from) + uint64(g.size)<<g.shift - 1
	if end > uint64(order(float32(math.Inf(1)))) {
		g.size--
		end -= 1 << g.shift
	}
	g.high = unorder(uint32(end)) + 0
	return g
}

// only is the value of a cell of one bit pattern.
func (g grid) only(cell int) float32 { return unorder(order(g.low) + uint32(cell)) }

// count adds to counts how many values each cell holds, and returns how many lie under the grid. What lies over it and NaN are not
// counted. A grid without negative values needs no turning, which saves a third of the time.
func (g grid) count(values []float32, counts []uint32) (under int) {
	if g.low < 0 {
		return g.countTurned(values, counts)
	}
	base := math.Float32bits(g.low)
	for _, v := range values {
		cell := (math.Float32bits(v) - base) >> (g.shift & 31)
		if int(cell) < len(counts) {
			counts[cell]++
		} else if v < g.low {
			under++
		} else if v == g.low { // −0
			counts[0]++
		}
	}
	return under
}

func (g grid) countTurned(values []float32, counts []uint32) (under int) {
	base := turned(math.Float32bits(g.low))
	for _, v := range values {
		cell := (turned(math.Float32bits(v)) - base) >> (g.shift & 31)
		if int(cell) < len(counts) {
			counts[cell]++
		} else if v < g.low {
			under++
		}
	}
	return under
}

// collect puts the values of each cell that has a slot to its place in kept, and moves that on. When many values have one it does
// not branch on which these are.
func (g grid) collect(values []float32, slots []uint16, places []place, kept []float32, many bool) {
	switch {
	case many:
		g.collectMany(values, slots, places, kept)
	case g.low < 0:
		g.collectTurned(values, slots, places, kept)
	default:
		g.collectPlain(values, slots, places, kept)
	}
}

func (g grid) collectPlain(values []float32, slots []uint16, places []place, kept []float32) {
	base := math.Float32bits(g.low)
	for _, v := range values {
		cell := (math.Float32bits(v) - base) >> (g.shift & 31)
		if int(cell) >= len(slots) {
			if v != g.low {
				continue
			}
			cell = 0 // −0
		}
		if slot := slots[cell]; slot != 0 {
			kept[places[slot].at] = v
			places[slot].at++
		}
	}
}

func (g grid) collectTurned(values []float32, slots []uint16, places []place, kept []float32) {
	base := turned(math.Float32bits(g.low))
	for _, v := range values {
		cell := (turned(math.Float32bits(v)) - base) >> (g.shift & 31)
		if int(cell) >= len(slots) {
			continue
		}
		if slot := slots[cell]; slot != 0 {
			kept[places[slot].at] = v
			places[slot].at++
		}
	}
}

func (g grid) collectMany(values []float32, slots []uint16, places []place, kept []float32) {
	base := turned(math.Float32bits(g.low))
	for _, v := range values {
		cell := (turned(math.Float32bits(v)) - base) >> (g.shift & 31)
		if int(cell) >= len(slots) {
			if v != g.low {
				continue
			}
			cell = 0 // −0
		}
		p := &places[slots[cell]]
		kept[p.at] = v
		p.at += p.step
	}
}
