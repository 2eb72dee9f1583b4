package analysis

import "commitcast/model"

// Axis is one path of a sweep and the values it takes, in the order given.
type Axis struct {
	Path   string
	Label  string    // of the path in words, or the path itself
	Values []float64 // as numbers in the path's base unit; of words, dates and months their places, from 0
	Texts  []string  // as the user would write them: 20%, 9mo, $38B
	Base   int       // the place of the scenario's own value; −1 where it is not among them
	Own    string    // the scenario's own value as written; "" where it has none
	Number bool      // Values are numbers
}

// Sweep is one or several targets over the values of one path, or of two.
type Sweep struct {
	Scenario *model.Scenario
	X        Axis
	Y        *Axis // nil for one path
	Results  []Swept
}

// Swept is one target over a sweep.
type Swept struct {
	Target model.Target
	Base   float64     // the scenario's own number
	Values [][]float64 // by place of Y, then of X; one row where there is no Y. Unknown where not defined
}
