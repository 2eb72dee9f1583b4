package risk

import "commitcast/model/internal/vector"

// walkMany is walkEach, begun with the factor 1, for the leading months that can be done several at a time. It returns the last factor,
// with which walkEach goes on, and how many months are done.
func walkMany(factors, innovations []float64, step, drift float64) (factor float64, done int) {
	factor = 1
	if eights := len(innovations) / 8; vector.Wide && eights > 0 {
		factors = factors[:len(innovations)]
		factor, done = walk8(&factors[0], &innovations[0], eights, step, drift, factor), 8*eights
	}
	even := len(innovations) &^ 1
	return walkPairs(factors[done:even], innovations[done:even], step, drift, factor), even
}

// walkPairs is walkEach for an even number of months.
//
//go:noescape
func walkPairs(factors, innovations []float64, step, drift, factor float64) float64

// walk8 is walkEach for eight months times groups, from the pointers on. It needs vector.Wide.
//
//go:noescape
func walk8(factors, innovations *float64, groups int, step, drift, factor float64) float64
