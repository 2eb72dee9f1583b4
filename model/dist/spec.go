// Package dist holds the probability distributions a scenario may state, drawn by inversion: one uniform number a draw.
package dist

// Kind names a distribution.
type Kind string

// The kinds.
const (
	Normal     Kind = "normal"
	Lognormal  Kind = "lognormal"
	Uniform    Kind = "uniform"
	Triangular Kind = "triangular"
	PERT       Kind = "pert"
	Beta       Kind = "beta"
	Metalog    Kind = "metalog"
	Bernoulli  Kind = "bernoulli"
	Discrete   Kind = "discrete"
)

// Kinds lists the kinds in the order of the documentation.
var Kinds = []Kind{Normal, Lognormal, Uniform, Triangular, PERT, Beta, Metalog, Bernoulli, Discrete}

// Spec is a distribution as a user states it. A parameter that is not given is NaN, a list that is not given is empty. Of a
// kind only its own parameters may be given:
//
//	normal, lognormal   Mean and SD (of the variable itself), or exactly two Quantiles
//	uniform             Min and Max, or exactly two Quantiles
//	triangular, pert    Min, Mode and Max; of pert also Lambda, the weight of the mode (4)
//	beta                Alpha and Beta, or Mean and SD; on Min to Max (0 to 1)
//	metalog             two or more Quantiles, as many terms; bounded below by Min, above by Max, or both, where given
//	bernoulli           P: 1 with that probability, else 0
//	discrete            Outcomes
//
// Low and High truncate any kind: what lies outside them is cut off and the rest scaled up to 1.
type Spec struct {
	Kind           Kind
	Mean, SD       float64
	Min, Mode, Max float64
	Lambda         float64
	Alpha, Beta    float64
	P              float64
	Quantiles      []Quantile // by ascending probability
	Outcomes       []Outcome
	Low, High      float64
}

// Quantile is a value that is not exceeded with probability P, in (0, 1).
type Quantile struct{ P, Value float64 }

// Outcome is a value with its probability; those of a distribution add up to 1.
type Outcome struct{ Value, P float64 }
