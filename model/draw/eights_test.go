package draw

import (
	"math"
	"testing"
)

// What is drawn eight at a time has the bits of what is drawn one by one, so that no bit depends on the processor. Where the processor
// lacks the instructions there is nothing to hold against each other.
func TestEightsHaveTheBitsOfEach(t *testing.T) {
	keys := make([]Key, 1003)
	for m := range keys {
		keys[m] = KeyOf(7, "eights").Month(int32(m))
	}
	got, want := make([]float64, len(keys)), make([]float64, len(keys))
	for i := range uint64(2000) {
		n := int(i) % len(keys)
		Normals(got[:n], keys[:n], i)
		normalsEach(want[:n], keys[:n], (i+1)*golden)
		for m := range n {
			if math.Float64bits(got[m]) != math.Float64bits(want[m]) {
				t.Fatalf("draw %d of key %d is %v, one by one %v", i, m, got[m], want[m])
			}
		}
	}
}
