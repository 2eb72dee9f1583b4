package stat

import "math"

// Moments are the count, mean, spread and extremes of the known values of a sample. The zero value is of no values; its Mean,
// Min and Max then mean nothing.
type Moments struct {
	N        int
	Mean     float64
	M2       float64 // sum of squared deviations from the mean
	Min, Max float64
}

// Add takes one more value in, by Welford's update. It leaves NaN out.
func (m *Moments) Add(x float64) {
	if math.IsNaN(x) {
		return
	}
	if m.N == 0 {
		m.Min, m.Max = x, x
	}
	m.N++
	off := x - m.Mean
	m.Mean += off / float64(m.N)
	m.M2 += off * (x - m.Mean)
	m.Min, m.Max = min(m.Min, x), max(m.Max, x)
}

// Merge takes in the moments of other values (Chan, Golub and LeVeque, 1983). N, Min and Max are exact in any order of merging.
// Mean and M2 are the same to the last bit when the same parts are merged in the same order, and differ by rounding when the order
// or the cut differs. Merging moments of no values, or into them, changes no bit.
func (m *Moments) Merge(o Moments) {
	switch {
	case o.N == 0:
		return
	case m.N == 0:
		*m = o
		return
	}
	a, b := float64(m.N), float64(o.N)
	off := o.Mean - m.Mean
	m.N += o.N
	m.Mean += off * (b / (a + b))
	m.M2 += o.M2 + off*off*(a*b/(a+b))
	m.Min, m.Max = min(m.Min, o.Min), max(m.Max, o.Max)
}

// SD is the sample standard deviation, with N−1; NaN of fewer than two values.
func (m Moments) SD() float64 {
	if m.N < 2 {
		return math.NaN()
	}
	return math.Sqrt(m.M2 / float64(m.N-1))
}

// MeanInterval is Student's interval of the mean of what the values are drawn from: mean ± t·sd/√N, where for many values t is
// the normal 1.96. It rests on independent draws, and of few on draws that are near normal. NaN of fewer than two values.
func (m Moments) MeanInterval(confidence float64) (low, high float64) {
	if m.N < 2 {
		return math.NaN(), math.NaN()
	}
	reach := studentQuantile(float64(m.N-1), confidence) * m.SD() / math.Sqrt(float64(m.N))
	return m.Mean - reach, m.Mean + reach
}

// block is how many values are summed before they are merged: few enough to be read twice from the nearest cache.
const block = 1024

// MomentsOf sums up a sample, leaving out NaN. It is a pure function of the values in their order, several times faster than
// adding them one by one.
func MomentsOf(values []float32) Moments {
	var m Moments
	for len(values) > 0 {
		n := min(block, len(values))
		m.Merge(blockMoments(values[:n]))
		values = values[n:]
	}
	return m
}

// blockMoments takes the sums about the block's first known value, which stands in for its mean: squares then do not swamp the
// spread.
func blockMoments(values []float32) Moments {
	for len(values) > 0 && values[0] != values[0] {
		values = values[1:]
	}
	if len(values) == 0 {
		return Moments{}
	}
	about := float64(values[0])
	low, high := extremes(values)
	n := len(values)
	sum, squares := sums(values, about)
	if sum != sum { // NaN among them, or infinities
		n, sum, squares = knownSums(values, about)
	}
	mean := sum / float64(n)
	return Moments{N: n, Mean: about + mean, M2: max(squares-sum*mean, 0), Min: float64(low), Max: float64(high)}
}

// sums are those of the deviations and of their squares, four at a time: an addition need not wait for the one before.
func sums(values []float32, about float64) (sum, squares float64) {
	var s0, s1, s2, s3, q0, q1, q2, q3 float64
	for len(values) >= 4 {
		v := values[:4:4]
		a, b, c, d := float64(v[0])-about, float64(v[1])-about, float64(v[2])-about, float64(v[3])-about
		s0, s1, s2, s3 = s0+a, s1+b, s2+c, s3+d
		q0, q1, q2, q3 = q0+a*a, q1+b*b, q2+c*c, q3+d*d
		values = values[4:]
	}
	for _, v := range values {
		off := float64(v) - about
		s0 += off
		q0 += off * off
	}
	return (s0 + s1) + (s2 + s3), (q0 + q1) + (q2 + q3)
}

// knownSums is sums of the values that are not NaN, and how many these are.
func knownSums(values []float32, about float64) (n int, sum, squares float64) {
	for _, v := range values {
		if v != v {
			continue
		}
		n++
		off := float64(v) - about
		sum += off
		squares += off * off
	}
	return n, sum, squares
}

// CountKnown counts the values that are not NaN.
func CountKnown(values []float32) int {
	n := 0
	for _, v := range values {
		if v == v {
			n++
		}
	}
	return n
}
