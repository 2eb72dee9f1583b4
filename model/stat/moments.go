package stat

import "math"

// Moments are the count, mean, spread and extremes of the known values of a sample. The zero value is of no values; its Mean,
// Min and Max then mean nothing.
type Moments struct {
	N          int
	Mean       float64
	M2, M3, M4 float64 // sums of the second to fourth powers of the deviations from the mean
	Min, Max   float64
}

// Add takes one more value in. It leaves NaN out.
func (m *Moments) Add(x float64) {
	if !math.IsNaN(x) {
		m.Merge(Moments{N: 1, Mean: x, Min: x, Max: x})
	}
}

// Merge takes in the moments of other values (Chan, Golub and LeVeque, 1983; Pébay, 2008). N, Min and Max are exact in any order of
// merging. The rest is the same to the last bit when the same parts are merged in the same order, and differs by rounding when the
// order or the cut differs. Merging moments of no values, or into them, changes no bit.
func (m *Moments) Merge(o Moments) {
	switch {
	case o.N == 0:
		return
	case m.N == 0:
		*m = o
		return
	}
	a, b := float64(m.N), float64(o.N)
	n := a + b
	off := o.Mean - m.Mean
	step := off / n
	m.M4 += o.M4 + off*step*step*step*a*b*(a*a-a*b+b*b) + 6*step*step*(a*a*o.M2+b*b*m.M2) + 4*step*(a*o.M3-b*m.M3)
	m.M3 += o.M3 + off*step*step*a*b*(a-b) + 3*step*(a*o.M2-b*m.M2)
	m.M2 += o.M2 + off*off*(a*b/n)
	m.Mean += off * (b / n)
	m.N += o.N
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

// SDInterval is an interval of the standard deviation of what the values are drawn from, by its large-sample error
// sd·√((κ−1)/4N), κ the sample's kurtosis. It rests on many independent draws whose tails are not too heavy. NaN of fewer than two
// values.
func (m Moments) SDInterval(confidence float64) (low, high float64) {
	if m.N < 2 {
		return math.NaN(), math.NaN()
	}
	sd, n := m.SD(), float64(m.N)
	if m.M2 <= 0 {
		return sd, sd
	}
	kurtosis := n * m.M4 / (m.M2 * m.M2)
	reach := studentQuantile(n-1, confidence) * sd * math.Sqrt(max(0, kurtosis-1)/(4*n))
	return max(0, sd-reach), sd + reach
}
