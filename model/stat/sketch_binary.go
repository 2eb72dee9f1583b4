package stat

import (
	"encoding/binary"
	"errors"
	"math"
)

// sketchVersion leads the bytes of a sketch. Then come, as unsigned varints, the number of NaN, of zeros and of cells; where anything
// is known, the least and the greatest value, the bits of each in four bytes with the lowest first; and of each cell, ascending, the
// distance from the one before (of the first from the place before that of −Inf) and its count.
const sketchVersion = 1

var errSketch = errors.New("not the bytes of a sketch")

// MarshalBinary gives bytes that depend on nothing but the values added. It never fails.
func (s *Sketch) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

// AppendBinary appends the bytes of MarshalBinary.
func (s *Sketch) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, sketchVersion)
	b = binary.AppendUvarint(b, uint64(s.undefined))
	b = binary.AppendUvarint(b, uint64(s.zeros))
	cells := 0
	s.each(func(int, uint32) { cells++ })
	b = binary.AppendUvarint(b, uint64(cells))
	if s.known > 0 {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(s.low))
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(s.high))
	}
	last := cellCount - 1 - infCell - 1
	s.each(func(cell int, n uint32) {
		b = binary.AppendUvarint(b, uint64(cell-last))
		b = binary.AppendUvarint(b, uint64(n))
		last = cell
	})
	return b, nil
}

// each calls do for each cell that counts anything, in ascending order.
func (s *Sketch) each(do func(cell int, n uint32)) {
	for i, p := range s.pages {
		if p == nil {
			continue
		}
		for j, n := range p.counts[:] {
			if n > 0 {
				do(i<<pageBits+j, n)
			}
		}
	}
}

// UnmarshalBinary replaces the sketch by the one whose bytes these are. It fails, and leaves the sketch as it is, on anything that
// MarshalBinary does not write.
func (s *Sketch) UnmarshalBinary(data []byte) error {
	if len(data) == 0 || data[0] != sketchVersion {
		return errSketch
	}
	r := sketchReader{rest: data[1:]}
	var in Sketch
	in.undefined, in.zeros = r.number(), r.number()
	in.known = in.zeros
	cells := r.number()
	if in.zeros > 0 || cells > 0 {
		in.low, in.high = r.value(), r.value()
	}
	for last := cellCount - 1 - infCell - 1; cells > 0; cells-- {
		step, n := r.number(), r.number()
		if r.bad || step == 0 || n == 0 || step > infCell-last {
			return errSketch
		}
		last += step
		in.count(last, uint32(n))
		in.known += n
	}
	if r.bad || len(r.rest) > 0 || in.known+in.undefined > math.MaxUint32 || !in.sound() {
		return errSketch
	}
	*s = in
	return nil
}

// sound reports whether the extremes are those of values that were counted.
func (s *Sketch) sound() bool {
	if s.known == 0 {
		return true
	}
	first, last := cellCount, -1
	s.each(func(cell int, _ uint32) { first, last = min(first, cell), max(last, cell) })
	isZero := func(v float32) bool { return math.Float32bits(v) == 0 }
	isIn := func(v float32, cell int) bool { return v == v && v != 0 && cellOf(v) == cell }
	low, high := isIn(s.low, first), isIn(s.high, last)
	if s.zeros > 0 && first >= zeroCell {
		low = isZero(s.low)
	}
	if s.zeros > 0 && last < zeroCell {
		high = isZero(s.high)
	}
	return low && high && s.low <= s.high
}

// sketchReader takes numbers from the front of some bytes, and remembers when they were not what is written.
type sketchReader struct {
	rest []byte
	bad  bool
}

// number reads a varint of at most 32 bits.
func (r *sketchReader) number() int {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > math.MaxUint32 || n > 1 && r.rest[n-1] == 0 { // a trailing zero: not the shortest form
		r.bad = true
		return 0
	}
	r.rest = r.rest[n:]
	return int(v)
}

// value reads four bytes.
func (r *sketchReader) value() float32 {
	if len(r.rest) < 4 {
		r.bad = true
		return 0
	}
	v := math.Float32frombits(binary.LittleEndian.Uint32(r.rest))
	r.rest = r.rest[4:]
	return v
}
