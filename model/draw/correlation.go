package draw

import (
	"fmt"
	"math"

	"commitcast/model/internal/vector"
)

// Factor is the lower triangular root L of a correlation matrix LLᵀ: it correlates independent normals. A normal that is
// correlated with none before it in the matrix stays as it is, to the last bit.
type Factor struct {
	rows [][]float64 // row i up to the diagonal
}

// NotPositiveDefinite is the error of correlations that no set of variables can have together, or only ones that determine
// each other wholly.
type NotPositiveDefinite struct {
	// Nearest is the nearest valid matrix that keeps every 0 of the matrix refused. Its numbers have three decimals and may be
	// stated as they are.
	Nearest [][]float64
}

func (e *NotPositiveDefinite) Error() string {
	return fmt.Sprintf("the correlations of %d variables contradict each other: the matrix is not positive definite", len(e.Nearest))
}

// leastPivot is the least share of a variable's variance that the variables before it may leave unexplained.
const leastPivot = 1e-9

// NewFactor gives the factor of a correlation matrix: symmetric, with ones on its diagonal and numbers in [−1, 1] beside it; it
// panics at another matrix. The error, when the matrix has no factor, is a *NotPositiveDefinite.
func NewFactor(rho [][]float64) (*Factor, error) {
	requireCorrelations(rho)
	rows, ok := cholesky(rho)
	if !ok {
		return nil, &NotPositiveDefinite{Nearest: nearestStated(rho)}
	}
	return &Factor{rows}, nil
}

func requireCorrelations(rho [][]float64) {
	for i, row := range rho {
		if len(row) != len(rho) || row[i] != 1 {
			panic("draw: a correlation matrix is square with ones on its diagonal")
		}
		for j, r := range row {
			if r != rho[j][i] || !(math.Abs(r) <= 1) {
				panic("draw: a correlation matrix is symmetric with numbers from -1 to 1")
			}
		}
	}
}

// cholesky gives the rows of L up to the diagonal, or false when LLᵀ is not the matrix of any L, or nearly so.
func cholesky(rho [][]float64) ([][]float64, bool) {
	rows := make([][]float64, len(rho))
	for i := range rows {
		row := make([]float64, i+1)
		left := rho[i][i]
		for j := range i {
			sum := rho[i][j]
			for k := range j {
				sum -= row[k] * rows[j][k]
			}
			row[j] = sum / rows[j][j]
			left -= row[j] * row[j]
		}
		if !(left >= leastPivot) {
			return nil, false
		}
		row[i] = math.Sqrt(left)
		rows[i] = row
	}
	return rows, true
}

// Size is how many variables the factor correlates.
func (f *Factor) Size() int { return len(f.rows) }

// Apply makes independent standard normals, one a variable, correlated ones: z = Lz.
func (f *Factor) Apply(z []float64) {
	for i := len(f.rows) - 1; i >= 0; i-- {
		row := f.rows[i]
		sum := float64(row[i] * z[i])
		for j, c := range row[:i] {
			sum += float64(c * z[j])
		}
		z[i] = sum
	}
}

// ApplyColumns does what Apply does to each month m: z[p][m] is the normal of variable p. All z[p] are equally long. The bits
// are those of Apply.
func (f *Factor) ApplyColumns(z [][]float64) {
	for i := len(f.rows) - 1; i >= 0; i-- {
		row, to := f.rows[i], z[i]
		if row[i] != 1 {
			vector.SetScaled(to, to, row[i])
		}
		for j, c := range row[:i] {
			if c != 0 {
				vector.AddScaled(to, z[j], c)
			}
		}
	}
}
