package draw

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack"
	"gonum.org/v1/gonum/lapack/lapack64"
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
	y, r, x := square(n), square(n), square(n)
	each(n, func(i, j int) { y[i][j] = a[i][j] })
	for range rounds {
		each(n, func(i, j int) { r[i][j] = y[i][j] - x[i][j] }) // x holds the correction here
		clipped := clip(r, floor)
		moved := 0.0
		each(n, func(i, j int) {
			to := clipped[i][j]
			x[i][j] = to - r[i][j]
			switch {
			case i == j:
				to = 1
			case fixed(min(i, j), max(i, j)):
				to = 0
			}
			moved = max(moved, math.Abs(to-y[i][j]))
			y[i][j] = to
		})
		if moved < enough {
			break
		}
	}
	return y
}

func square(n int) [][]float64 {
	all := make([]float64, n*n)
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = all[i*n : (i+1)*n]
	}
	return rows
}

// each calls f for every place of an n×n matrix.
func each(n int, f func(i, j int)) {
	for i := range n {
		for j := range n {
			f(i, j)
		}
	}
}

// clip is a symmetric matrix whose eigenvalues below floor are raised to it.
func clip(a [][]float64, floor float64) [][]float64 {
	n := len(a)
	v, values := blas64.Symmetric{Uplo: blas.Upper, N: n, Stride: n, Data: slices.Concat(a...)}, make([]float64, n)
	work := make([]float64, 1)
	lapack64.Syev(lapack.EVCompute, v, values, work, -1) // asks how much it needs
	work = make([]float64, int(work[0]))
	if !lapack64.Syev(lapack.EVCompute, v, values, work, len(work)) {
		panic("draw: the eigenvalues of a symmetric matrix did not converge")
	}
	out := square(n)
	each(n, func(i, j int) {
		for k, value := range values {
			out[i][j] += v.Data[i*n+k] * max(value, floor) * v.Data[j*n+k]
		}
	})
	return out
}
