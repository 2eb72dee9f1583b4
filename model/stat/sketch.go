package stat

import (
	"math"
	"slices"
	"unsafe"
)

// Sketch sums up values too many to keep: it counts them by sign, exponent and the 13 leading bits of the fraction, zero and NaN
// apart. The zero value is empty.
//
// An order statistic it gives is off by at most 2⁻¹⁴ of itself (0.0062%), of values below 1.2e-38 by at most 8e-43, and never
// outside the least and the greatest value added: a sample all of one value gives that value. Merging adds whole numbers, so that
// neither the order of merging nor how the values were cut shows in any byte. It takes 4 KiB and, for each power of two of either
// sign that the values reach, 32 KiB: 17 MiB at most. It counts up to 4,294,967,295 values, NaN among them, and panics beyond.
type Sketch struct {
	pages     []*page // by the leading bits of the cell; nil or pageCount long
	made      int     // how many pages there are
	known     int
	zeros     int
	undefined int
	low, high float32 // least and greatest; of no meaning while none is known
}

const (
	droppedBits = 10 // trailing bits of a value that are not kept
	pageBits    = 13
	pageCount   = 1 << (32 - droppedBits - pageBits)
	cellCount   = pageCount << pageBits
	zeroCell    = cellCount / 2 // of the least values above zero
	infCell     = zeroCell + 0x7f800000>>droppedBits
)

// page counts the values of one sign and exponent.
type page struct {
	total  int
	counts [1 << pageBits]uint32
}

// cellOf numbers the cells in the order of the values; not of zero and NaN.
func cellOf(v float32) int {
	b := math.Float32bits(v)
	return int((b ^ (uint32(int32(b)>>31) | 1<<31)) >> droppedBits)
}

// valueOf is the middle of a cell, and infinity of an infinite one.
func valueOf(cell int) float32 {
	if cell < zeroCell {
		return -valueOf(cellCount - 1 - cell)
	}
	b := uint32(cell-zeroCell) << droppedBits
	if cell < infCell {
		b += 1 << (droppedBits - 1)
	}
	return math.Float32frombits(b)
}

// Add counts one more value.
func (s *Sketch) Add(v float32) { s.AddAll([]float32{v}) }

// AddAll counts a sample.
func (s *Sketch) AddAll(values []float32) {
	s.room(len(values))
	low, high := float32(math.Inf(1)), float32(math.Inf(-1))
	zeros, unknown := 0, 0
	for _, v := range values {
		if v < low {
			low = v
		}
		if v > high {
			high = v
		}
		if v == 0 {
			zeros++
		} else if v != v {
			unknown++
		} else {
			cell := cellOf(v)
			p := s.page(cell)
			p.counts[cell&(1<<pageBits-1)]++
			p.total++
		}
	}
	s.undefined += unknown
	if known := len(values) - unknown; known > 0 {
		s.extend(low, high)
		s.known += known
		s.zeros += zeros
	}
}

// Merge takes in what another sketch has counted, and leaves that as it is.
func (s *Sketch) Merge(o *Sketch) {
	s.room(o.known + o.undefined)
	s.undefined += o.undefined
	if o.known == 0 {
		return
	}
	s.extend(o.low, o.high)
	s.known += o.known
	s.zeros += o.zeros
	for i, p := range o.pages {
		if p == nil {
			continue
		}
		for j, n := range p.counts[:] {
			if n > 0 {
				s.count(i<<pageBits+j, n)
			}
		}
	}
}

// room panics unless n more values can be counted.
func (s *Sketch) room(n int) {
	if s.known+s.undefined > math.MaxUint32-n {
		panic("stat: a sketch counts up to 4,294,967,295 values")
	}
}

// extend widens the extremes; it comes before known is raised. A zero has no sign here, lest the order of adding show.
func (s *Sketch) extend(low, high float32) {
	if s.known == 0 {
		s.low, s.high = low+0, high+0
		return
	}
	s.low, s.high = min(s.low, low+0), max(s.high, high+0)
}

// page is the page of a cell, made when there is none.
func (s *Sketch) page(cell int) *page {
	if s.pages == nil {
		s.pages = make([]*page, pageCount)
	}
	p := s.pages[cell>>pageBits]
	if p == nil {
		p = new(page)
		s.pages[cell>>pageBits] = p
		s.made++
	}
	return p
}

// Bytes is how much memory the sketch takes.
func (s *Sketch) Bytes() int {
	const word = 8
	return s.made*int(unsafe.Sizeof(page{})) + len(s.pages)*word
}

// count adds n values to a cell.
func (s *Sketch) count(cell int, n uint32) {
	p := s.page(cell)
	p.counts[cell&(1<<pageBits-1)] += n
	p.total += int(n)
}

// N is how many known values are counted.
func (s *Sketch) N() int { return s.known }

// Undefined is how many NaN are counted.
func (s *Sketch) Undefined() int { return s.undefined }

// NotAbove is how many known values do not exceed v, as far as the sketch tells: those whose cell is v's or below it.
func (s *Sketch) NotAbove(v float32) int {
	switch {
	case s.known == 0 || v < s.low:
		return 0
	case v >= s.high:
		return s.known
	}
	last, below := zeroCell-1, 0
	if v != 0 {
		last = cellOf(v)
	}
	if v >= 0 {
		below = s.zeros
	}
	for i, p := range s.pages {
		switch {
		case p == nil || i > last>>pageBits:
		case i < last>>pageBits:
			below += p.total
		default:
			for _, n := range p.counts[:last&(1<<pageBits-1)+1] {
				below += int(n)
			}
		}
	}
	return below
}

// Value is the value of a rank, from 0 in ascending order, among the known values, within the error stated above; NaN where
// there are not that many.
func (s *Sketch) Value(rank int) float32 {
	dst := [1]float32{}
	s.Select([]int{rank}, dst[:])
	return dst[0]
}

// Select writes to dst[i] the Value of rank ranks[i]. Ranks must ascend from 0, ties allowed, and dst be as long as ranks; else it
// panics.
func (s *Sketch) Select(ranks []int, dst []float32) {
	checkRanks(ranks, dst)
	seen := 0
	for i := range pageCount + 1 {
		if i == pageCount/2 {
			ranks, dst = fill(ranks, dst, seen+s.zeros, 0)
			seen += s.zeros
		}
		if len(ranks) == 0 {
			return
		}
		if i == pageCount || s.pages == nil || s.pages[i] == nil {
			continue
		}
		p := s.pages[i]
		if ranks[0] >= seen+p.total {
			seen += p.total
			continue
		}
		for j, n := range p.counts[:] {
			if n > 0 {
				seen += int(n)
				v := min(max(valueOf(i<<pageBits+j), s.low), s.high)
				ranks, dst = fill(ranks, dst, seen, v)
			}
		}
	}
	fill(ranks, dst, math.MaxInt, float32(math.NaN()))
}

// fill gives v to the leading ranks below end, and returns the others.
func fill(ranks []int, dst []float32, end int, v float32) ([]int, []float32) {
	for len(ranks) > 0 && ranks[0] < end {
		dst[0] = v
		ranks, dst = ranks[1:], dst[1:]
	}
	return ranks, dst
}

// checkRanks panics unless ranks ascend from 0 and there is a place for each result.
func checkRanks(ranks []int, dst []float32) {
	if len(dst) != len(ranks) || !slices.IsSorted(ranks) || len(ranks) > 0 && ranks[0] < 0 {
		panic("stat: order statistics take ascending ranks from 0 and a place for each result")
	}
}
