package stat_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"commitcast/model/stat"

	"pgregory.net/rapid"
)

func sketchOf(values []float32) *stat.Sketch {
	var s stat.Sketch
	s.AddAll(values)
	return &s
}

func bytesOf(t fataler, s *stat.Sketch) []byte {
	t.Helper()
	b, err := s.MarshalBinary()
	if err != nil {
		t.Fatalf("%v", err)
	}
	return b
}

// Every order statistic is within what the sketch promises of the exact one.
func TestSketchIsWithinItsError(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := drawSample(t, 2000)
		sorted := ascending(values)
		s := sketchOf(values)
		if s.N() != len(sorted) || s.Undefined() != len(values)-len(sorted) {
			t.Fatalf("%d known and %d not, want %d of %d", s.N(), s.Undefined(), len(sorted), len(values))
		}
		ranks := make([]int, len(sorted)+2)
		got := make([]float32, len(ranks))
		for i := range ranks {
			ranks[i] = i
		}
		s.Select(ranks, got)
		for i, exact := range sorted {
			off := math.Abs(float64(got[i]) - float64(exact))
			if got[i] != exact && !(off <= math.Abs(float64(exact))*0x1p-14 || off <= 8e-43) {
				t.Fatalf("rank %d: %v, exactly %v", i, got[i], exact)
			}
			if v := s.Value(i); !same(v, got[i]) {
				t.Fatalf("rank %d alone: %v, among others %v", i, v, got[i])
			}
		}
		if len(sorted) > 0 && (got[0] < sorted[0] || got[len(sorted)-1] > sorted[len(sorted)-1]) {
			t.Fatalf("%v to %v, exactly %v to %v", got[0], got[len(sorted)-1], sorted[0], sorted[len(sorted)-1])
		}
		if beyond := got[len(sorted)]; beyond == beyond {
			t.Fatalf("beyond the last rank: %v", beyond)
		}
	})
}

func TestSketchOfOneValueIsExact(t *testing.T) {
	for _, v := range []float32{38e9, -1.2345678, 0, inf, -inf, math.SmallestNonzeroFloat32, math.MaxFloat32} {
		if got := sketchOf([]float32{v, v, nan, v}).Value(1); got != v {
			t.Errorf("%v, want %v", got, v)
		}
	}
}

// However a sample is cut, and in whatever order the parts are merged, the bytes are those of the whole; and they read back.
func TestSketchesMergeToTheSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := drawSample(t, 1000)
		a := rapid.IntRange(0, len(values)).Draw(t, "a")
		b := rapid.IntRange(a, len(values)).Draw(t, "b")
		whole := bytesOf(t, sketchOf(values))
		parts := []*stat.Sketch{sketchOf(values[:a]), sketchOf(values[a:b]), sketchOf(values[b:])}
		for _, order := range [][3]int{{0, 1, 2}, {2, 0, 1}, {1, 2, 0}, {2, 1, 0}} {
			var merged stat.Sketch
			for _, i := range order {
				before := bytesOf(t, parts[i])
				var read stat.Sketch
				if err := read.UnmarshalBinary(before); err != nil {
					t.Fatalf("%v", err)
				}
				merged.Merge(&read)
				if !bytes.Equal(bytesOf(t, parts[i]), before) || !bytes.Equal(bytesOf(t, &read), before) {
					t.Fatalf("part %d does not read back, or was changed", i)
				}
			}
			if !bytes.Equal(bytesOf(t, &merged), whole) {
				t.Fatalf("merged in order %v the bytes differ", order)
			}
		}
	})
}

func TestSketchRefusesOtherBytes(t *testing.T) {
	good := bytesOf(t, sketchOf([]float32{1, 2, 2, -3, 0, nan}))
	var s stat.Sketch
	s.Add(5)
	for n := range good {
		if s.UnmarshalBinary(good[:n]) == nil {
			t.Errorf("took the first %d of %d bytes", n, len(good))
		}
	}
	if s.UnmarshalBinary(append(good[:len(good):len(good)], 0)) == nil {
		t.Error("took a byte too many")
	}
	if s.N() != 1 || s.Value(0) != 5 {
		t.Errorf("changed by bytes it refused: %d values, %v", s.N(), s.Value(0))
	}
	if err := s.UnmarshalBinary(good); err != nil || s.N() != 5 || s.Undefined() != 1 || s.Value(0) != -3 || s.Value(1) != 0 {
		t.Errorf("%v: %d and %d, %v %v", err, s.N(), s.Undefined(), s.Value(0), s.Value(1))
	}
}

// The bytes of {2, 2}: version, no NaN, no zeros, one cell, the least and the greatest as four bytes each, and the cell with its
// count. From the place before −Inf it is 2 + (255 + 128) × 8192 cells on: 255 exponents up to zero and 128 more, a cell each for
// −Inf and for the first.
func TestSketchRefusesBytesThatContradictThemselves(t *testing.T) {
	two := []byte{0, 0, 0, 0x40}
	good := slices.Concat([]byte{1, 0, 0, 1}, two, two, binary.AppendUvarint(nil, 2+383*8192), []byte{2})
	if got := bytesOf(t, sketchOf([]float32{2, 2})); !bytes.Equal(got, good) {
		t.Fatalf("% x, want % x", got, good)
	}
	with := func(at int, b ...byte) []byte { return append(append(good[:at:at], b...), good[at+len(b):]...) }
	tests := map[string][]byte{
		"a least value outside its cell":        with(4, 0, 0, 0x80, 0x3f),
		"a greatest value outside its cell":     with(8, 0, 0, 0x80, 0x40),
		"a least value above the greatest":      with(4, 1, 0, 0, 0x40),
		"a zero that is not counted":            with(4, 0, 0, 0, 0),
		"a NaN for the least":                   with(4, 0, 0, 0xc0, 0x7f),
		"a cell that counts nothing":            with(16, 0),
		"zeros, and no least value of zero":     with(2, 1),
		"another version":                       with(0, 2),
		"the same cell twice":                   append(with(3, 2), 0, 1),
		"a number longer than it need be":       slices.Concat([]byte{1, 0x80, 0}, good[2:]),
		"more cells than are given":             with(3, 2),
		"a cell beyond infinity":                slices.Concat(good[:12], binary.AppendUvarint(nil, 2+2*255*8192+1), []byte{2}),
		"more values than a sketch counts":      slices.Concat([]byte{1}, binary.AppendUvarint(nil, 1<<32-1), good[2:]),
		"a count of more than thirty-two bits":  slices.Concat(good[:16], binary.AppendUvarint(nil, 1<<32)),
		"fewer bytes than the extremes take up": good[:9],
	}
	for name, data := range tests {
		if new(stat.Sketch).UnmarshalBinary(data) == nil {
			t.Errorf("took %s: % x", name, data)
		}
	}
}

func TestSketchPanicsRatherThanForget(t *testing.T) {
	var full stat.Sketch
	s := sketchOf([]float32{1})
	for range 31 {
		full.Merge(s)
		s.Merge(s)
	}
	full.Merge(s)
	if full.N() != 1<<32-1 || full.Value(full.N()-1) != 1 {
		t.Fatalf("%d values", full.N())
	}
	for name, more := range map[string]func(){
		"added": func() { full.Add(1) }, "NaN added": func() { full.Add(nan) }, "merged": func() { full.Merge(sketchOf([]float32{nan})) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			more()
		}()
	}
}

// Bytes that are taken are those that would be written, and give values in order between the extremes.
func FuzzSketchBytes(f *testing.F) {
	for _, values := range [][]float32{nil, {nan}, {0}, {1, 2, 2, -3, 0, nan}, {inf, -inf}, {1e-44, -1e-44}} {
		f.Add(bytesOf(f, sketchOf(values)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var s stat.Sketch
		if s.UnmarshalBinary(data) != nil {
			return
		}
		if !bytes.Equal(bytesOf(t, &s), data) {
			t.Fatalf("%x reads and writes as %x", data, bytesOf(t, &s))
		}
		last := -inf
		for _, rank := range []int{0, s.N() / 3, s.N() / 2, s.N() - 1} {
			if s.N() == 0 {
				break
			}
			v := s.Value(rank)
			if !(v >= last) {
				t.Fatalf("rank %d: %v after %v", rank, v, last)
			}
			last = v
		}
	})
}

// What does not exceed one of the values is counted, but for others of its cell.
func TestNotAboveCountsCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := drawSample(t, 500)
		var s stat.Sketch
		s.AddAll(values)
		known := ascending(values)
		if len(known) == 0 {
			return
		}
		v := known[rapid.IntRange(0, len(known)-1).Draw(t, "which")]
		near := math.Abs(float64(v))*0x1p-12 + 3e-42
		low, high := 0, 0
		for _, x := range known {
			if float64(x) <= float64(v)-near {
				low++
			}
			if float64(x) <= float64(v)+near || x <= v {
				high++
			}
		}
		if got := s.NotAbove(v); got < low || got > high {
			t.Fatalf("%d do not exceed %v, want %d to %d", got, v, low, high)
		}
	})
}
