package draw

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// NearestCorrelation gives the correlation matrix nearest to a symmetric one in the Frobenius norm whose eigenvalues are all at
// least floor, by Higham's alternating projections (2002). With a floor of 0 it may be singular.
func NearestCorrelation(a [][]float64, floor float64) [][]float64 {
	return nearest(a, floor, func(i, j int) bool { return false })
}

// nearestStated gives a valid matrix near to rho that keeps its zeros, pairs nobody has stated, in numbers of three decimals.
// The floor of the eigenvalues is raised until rounding does no harm.
func nearestStated(rho [][]float64) [][]float64 {
	zero := func(i, j int) bool { return rho[i][j] == 0 }
	for floor := 1e-4; ; floor *= 2 {
		near := nearest(rho, min(floor, 1), zero)
		for _, row := range near {
			for j := range row {
				row[j] = math.Round(row[j]*1000) / 1000
			}
		}
		if _, ok := cholesky(near); ok {
			return near
		}
	}
}

// nearest alternates between the matrices with eigenvalues of at least floor and those with ones on the diagonal and zeros
// where fixed says so, with Dykstra's correction for the first set; the second is flat and needs none.
func nearest(a [][]float64, floor float64, fixed func(i, j int) bool) [][]float64 {
	const rounds, enough = 10_000, 1e-10
	n := len(a)
	y, r, x := mat.NewSymDense(n, nil), mat.NewSymDense(n, nil), mat.NewSymDense(n, nil)
	each(n, func(i, j int) { y.SetSym(i, j, a[i][j]) })
	for range rounds {
		each(n, func(i, j int) { r.SetSym(i, j, y.At(i, j)-x.At(i, j)) }) // x holds the correction here
		clipped := clip(r, floor)
		moved := 0.0
		each(n, func(i, j int) {
			to := clipped.At(i, j)
			x.SetSym(i, j, to-r.At(i, j))
			switch {
			case i == j:
				to = 1
			case fixed(i, j):
				to = 0
			}
			moved = max(moved, math.Abs(to-y.At(i, j)))
			y.SetSym(i, j, to)
		})
		if moved < enough {
			break
		}
	}
	return rowsOf(y)
}

// each calls f for every place on and above the diagonal.
func each(n int, f func(i, j int)) {
	for i := range n {
		for j := i; j < n; j++ {
			f(i, j)
		}
	}
}

// clip raises the eigenvalues of s below floor to it.
func clip(s *mat.SymDense, floor float64) *mat.Dense {
	var eigen mat.EigenSym
	if !eigen.Factorize(s, true) {
		panic("draw: the eigenvalues of a symmetric matrix did not converge")
	}
	var v, scaled, out mat.Dense
	eigen.VectorsTo(&v)
	scaled.CloneFrom(&v)
	for j, value := range eigen.Values(nil) {
		for i := range s.SymmetricDim() {
			scaled.Set(i, j, v.At(i, j)*max(value, floor))
		}
	}
	out.Mul(&scaled, v.T())
	return &out
}

func rowsOf(s *mat.SymDense) [][]float64 {
	rows := make([][]float64, s.SymmetricDim())
	for i := range rows {
		rows[i] = make([]float64, len(rows))
		for j := range rows {
			rows[i][j] = s.At(i, j)
		}
	}
	return rows
}
