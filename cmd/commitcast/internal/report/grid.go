package report

// grid is a table of amounts as it is printed: rows and columns add up to their sums, and the sums to one grand sum.
type grid struct {
	cells         [][]figure
	rows, columns []figure
	grand         figure
}

// row is the i-th row, or the row of the columns' sums for −1.
func (g *grid) row(i int) []figure {
	if i < 0 {
		return g.columns
	}
	return g.cells[i]
}

// sum is the sum of row i, or the grand sum for −1.
func (g *grid) sum(i int) figure {
	if i < 0 {
		return g.grand
	}
	return g.rows[i]
}

// amounts are the numbers of a grid.
type amounts struct {
	cells         [][]float64
	rows, columns []float64
	grand         float64
}

// footGrid rounds a grid so that it adds up in print. Sums that are printed already are given as held rows and their grand
// sum, and stay as they are. Where the grid itself does not add up, each figure is rounded by itself.
func footGrid(a amounts, places int, held *grid) grid {
	const outside, below = 0, 1 // rows come from outside, columns gather below
	row := func(i int) int { return 2 + i }
	column := func(j int) int { return 2 + len(a.rows) + j }
	n := newNetwork(2+len(a.rows)+len(a.columns), places)
	cells, rows, columns := make([][]int, len(a.rows)), make([]int, len(a.rows)), make([]int, len(a.columns))
	for i, v := range a.rows {
		if held == nil {
			rows[i] = n.add(outside, row(i), v, ofSum)
		} else {
			rows[i] = n.hold(outside, row(i), v, held.rows[i])
		}
		for j, cell := range a.cells[i] {
			cells[i] = append(cells[i], n.add(row(i), column(j), cell, ofCell))
		}
	}
	for j, v := range a.columns {
		columns[j] = n.add(column(j), below, v, ofColumn)
	}
	var grand int
	if held == nil {
		grand = n.add(below, outside, a.grand, ofGrand)
	} else {
		grand = n.hold(below, outside, a.grand, held.grand)
	}
	n.settle() // leaves each figure at its own rounding where it cannot
	g := grid{rows: n.figures(rows), columns: n.figures(columns), grand: n.figure(grand)}
	for i := range cells {
		g.cells = append(g.cells, n.figures(cells[i]))
	}
	return g
}
