package draw

import (
	"math"
	"slices"
	"testing"
)

// All layers have the same area; the last one ends at the mode. That is the equation that fixes tailStart.
func TestTheLayersOfTheZigguratHaveOneArea(t *testing.T) {
	base := tailStart*density(tailStart) + math.Sqrt(math.Pi/2)*math.Erfc(tailStart/math.Sqrt2)
	for i := 1; i < layerCount; i++ {
		area := layers[i].scale * places * (heights[i+1] - heights[i])
		if math.Abs(area/base-1) > 1e-11 {
			t.Fatalf("layer %d has the area %v, the base %v", i, area, base)
		}
		// What lies under a layer's next one is wholly under the curve, and nothing else.
		if edge, next := float64(layers[i-1].inner)*layers[i-1].scale, layers[i].scale*places; math.Abs(edge-next) > 1e-12 {
			t.Fatalf("layer %d is taken as inside up to %v, and the next is %v wide", i-1, edge, next)
		}
	}
	if heights[0] != 0 || heights[layerCount] != 1 {
		t.Errorf("the layers go from %v to %v, not from 0 to 1", heights[0], heights[layerCount])
	}
}

func TestNormalsAreTheDrawsOfEachKey(t *testing.T) {
	keys := monthKeys(500)
	dst := make([]float64, len(keys)+1)
	for i := range uint64(200) {
		dst[len(keys)] = 42
		Normals(dst, keys, i)
		for m, k := range keys {
			if want := k.Normal(i); dst[m] != want {
				t.Fatalf("month %d of path %d is %v, drawn alone %v", m, i, dst[m], want)
			}
		}
		if dst[len(keys)] != 42 {
			t.Fatal("a number beyond the keys was changed")
		}
	}
}

func TestNormalsAllocateNothing(t *testing.T) {
	keys := monthKeys(240)
	dst := make([]float64, len(keys))
	path := uint64(0)
	if n := testing.AllocsPerRun(100, func() { Normals(dst, keys, path); path++ }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// kolmogorov gives √n times the greatest distance of the values from a distribution. At 1.95 or more it has a probability of
// 0.1%.
func kolmogorov(values []float64, cdf func(float64) float64) float64 {
	slices.Sort(values)
	n, most := float64(len(values)), 0.0
	for i, x := range values {
		p := cdf(x)
		most = max(most, p-float64(i)/n, float64(i+1)/n-p)
	}
	return most * math.Sqrt(n)
}

func TestNormalsFollowTheNormalDistribution(t *testing.T) {
	k := KeyOf(1, "revenue.subscriptions")
	tests := map[string]func(i uint64) float64{
		"over paths":  k.Normal,
		"over months": func(i uint64) float64 { return k.Month(int32(i)).Normal(5) },
	}
	for name, draw := range tests {
		values := make([]float64, 200_000)
		for i := range values {
			values[i] = draw(uint64(i))
		}
		if d := kolmogorov(values, NormalCDF); d > 1.95 {
			t.Errorf("%s the distance is %.2f/√n", name, d)
		}
	}
}

// The tail beyond the base layer and the slopes of the layers are drawn too seldom for the whole to show an error of theirs.
func TestTheTailIsTheNormalDistributionsOwn(t *testing.T) {
	s, beyond := words(12345), NormalCDF(-tailStart)
	values := make([]float64, 100_000)
	for i := range values {
		values[i] = -s.tail(true)
	}
	if slices.Min(values) < tailStart {
		t.Error("a draw of the tail lies before it")
	}
	if d := kolmogorov(values, func(x float64) float64 { return 1 - NormalCDF(-x)/beyond }); d > 1.95 {
		t.Errorf("the distance is %.2f/√n", d)
	}
	const n = 2_000_000
	sum := 0.0
	for range n {
		sum += s.tail(false)
	}
	// The mean beyond r is h = φ(r)/Q(r), the variance 1 + rh − h².
	h := density(tailStart) / math.Sqrt(2*math.Pi) / beyond
	if off := (sum/n - h) / math.Sqrt((1+tailStart*h-h*h)/n); math.Abs(off) > 4 {
		t.Errorf("the mean on the right is %v: %.1f standard errors from %v", sum/n, off, h)
	}
}

// A word whose place lies in a layer's slope is taken as often as the density there stands above the layer's lower edge.
func TestSlopesAreTakenByTheirDensity(t *testing.T) {
	s, off, variance, tried := words(99), 0.0, 0.0, 0
	for tried < 400_000 {
		w := s.next()
		i, j := uint8(w), int64(w)>>11
		if l := &layers[i]; i == 0 || uint64(j+l.inner) < uint64(2*l.inner) {
			continue
		}
		tried++
		x := float64(j) * layers[i].scale
		p := (density(x) - heights[i]) / (heights[int(i)+1] - heights[i])
		variance += p * (1 - p)
		off -= p
		if slowNormal(w) == x {
			off++
		}
	}
	if off /= math.Sqrt(variance); math.Abs(off) > 4 {
		t.Errorf("they are taken %.1f standard errors too often", off)
	}
}

// The whole distribution at once, in 4,096 cells of equal probability.
func TestTheZigguratFillsEveryCell(t *testing.T) {
	if testing.Short() {
		t.Skip("30 million draws")
	}
	const n, cells = 30_000_000, 4096
	edges := make([]float64, cells-1)
	for c := range edges {
		edges[c] = NormalQuantile(float64(c+1) / cells)
	}
	var counts [cells]int
	k := KeyOf(1, "demand")
	for i := range uint64(n) {
		x := k.Normal(i)
		// NormalCDF finds the cell but for rounding at an edge.
		c := min(int(NormalCDF(x)*cells), cells-1)
		counts[c]++
	}
	chi := 0.0
	for _, count := range counts {
		off := float64(count) - n/cells
		chi += off * off / (n / cells)
	}
	// Mean cells−1, variance twice that.
	if off := (chi - (cells - 1)) / math.Sqrt(2*(cells-1)); math.Abs(off) > 4 {
		t.Errorf("chi squared is %.0f for %d cells: %.1f standard errors", chi, cells, off)
	}
}

func TestMomentsAndTailsOfNormals(t *testing.T) {
	n := 2_000_000
	if !testing.Short() {
		n = 40_000_000
	}
	var sum [5]float64
	beyond := map[float64]int{2: 0, 3: 0, tailStart: 0, 4: 0, 4.5: 0, 5: 0}
	k := KeyOf(1, "costs.staff")
	for i := range uint64(n) {
		x := k.Normal(i)
		power := 1.0
		for p := range sum {
			sum[p] += power
			power *= x
		}
		if x > 2 || x < -2 {
			for z := range beyond {
				if math.Abs(x) > z {
					beyond[z]++
				}
			}
		}
	}
	// The moments of a standard normal up to the eighth are 1, 0, 1, 0, 3, 0, 15, 0, 105.
	for p, m := range map[int]struct{ mean, variance float64 }{1: {0, 1}, 2: {1, 3 - 1}, 3: {0, 15}, 4: {3, 105 - 9}} {
		if off := (sum[p]/float64(n) - m.mean) / math.Sqrt(m.variance/float64(n)); math.Abs(off) > 4 {
			t.Errorf("moment %d is %v: %.1f standard errors from %v", p, sum[p]/float64(n), off, m.mean)
		}
	}
	for z, count := range beyond {
		want := 2 * NormalCDF(-z) * float64(n)
		if off := (float64(count) - want) / math.Sqrt(want); math.Abs(off) > 4 {
			t.Errorf("%d draws lie beyond %v, not %.0f: %.1f standard errors", count, z, want, off)
		}
	}
}
