package draw

import "math"

// Components gives the k leading principal components of a random walk of n steps, as orthonormal vectors of length n in the
// space of its steps: the walk of component j, its cumulative sum, is the j-th largest part of all walks. k is at most n.
//
// They are the right singular vectors of the cumulative sum: component j, from 0, has at step i, from 0, the value
// 2/√(2n+1) · cos((i+½)·θ) with θ = (2j+1)π/(2n+1).
func Components(n, k int) [][]float64 {
	if k > n {
		panic("draw: more components than steps")
	}
	c := make([][]float64, k)
	scale := 2 / math.Sqrt(float64(2*n+1))
	for j := range c {
		c[j] = make([]float64, n)
		for i := range c[j] {
			c[j][i] = scale * math.Cos((float64(i)+0.5)*angle(n, j))
		}
	}
	return c
}

// ComponentShare gives the share of the variance of a walk of n steps, summed over its n positions, that component j from 0
// explains; the shares of all n add up to 1.
func ComponentShare(n, j int) float64 {
	s := 2 * math.Sin(angle(n, j)/2) // one over the singular value
	return 1 / (s * s) / (float64(n) * float64(n+1) / 2)
}

func angle(n, j int) float64 { return float64(2*j+1) * math.Pi / float64(2*n+1) }

// Replace sets the part of z along each of the orthonormal components to the score given for it and leaves the rest of z alone.
// Independent standard normals z with independent standard normal scores stay such.
func Replace(z []float64, components [][]float64, scores []float64) {
	for k, c := range components {
		c = c[:len(z)]
		along := 0.0
		for i, x := range z {
			along += x * c[i]
		}
		add := scores[k] - along
		for i := range z {
			z[i] += add * c[i]
		}
	}
}
