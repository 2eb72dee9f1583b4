package model

import "math"

// Shape names how capacity comes online.
type Shape string

// The six shapes; Shapes lists them in the order of the documentation.
const (
	Immediate   Shape = "immediate"
	Linear      Shape = "linear"
	SCurve      Shape = "s-curve"
	Exponential Shape = "exponential"
	Steps       Shape = "steps"
	Points      Shape = "points"
)

// Shapes are the names a scenario may use.
var Shapes = []Shape{Immediate, Linear, SCurve, Exponential, Steps, Points}

// DefaultSteepness is the k of a shape when the scenario gives none; 0 for shapes that have none.
func (s Shape) DefaultSteepness() float64 {
	switch s {
	case SCurve:
		return 10
	case Exponential:
		return 3
	}
	return 0
}

// Ramp is the share of full capacity online, c(τ), with τ in months since the start. The zero Ramp is not valid; a
// contract without a ramp has Shape Immediate.
type Ramp struct {
	Shape     Shape
	Initial   float64 // c(0), a share in [0, 1]
	Full      Months  // R: c(R) = 1; linear, s-curve and exponential only; more than 0
	Steepness float64 // k of s-curve and exponential; more than 0
	Knots     []Knot  // steps and points, by ascending At
}

// Knot is one entry of a ramp given as steps or points.
type Knot struct {
	At    Months  // since the start: of steps the month's beginning, of points the month's end
	Share float64 // of full capacity, in [0, 1]
}

// Online is c(τ), the share of full capacity at τ months since the start; 0 before it.
func (r *Ramp) Online(τ float64) float64 {
	if τ < 0 {
		return 0
	}
	rise := 1.0
	switch r.Shape {
	case Immediate:
		return 1
	case Steps:
		c := r.Initial
		for _, k := range r.Knots {
			if τ >= float64(k.At) {
				c = k.Share
			}
		}
		return c
	case Points:
		return r.between(τ)
	case Linear:
		rise = r.progress(τ)
	case SCurve:
		k, x := r.Steepness, r.progress(τ)
		low := logistic(-k / 2)
		rise = (logistic(k*(x-0.5)) - low) / (logistic(k/2) - low)
	case Exponential:
		rise = math.Expm1(r.Steepness*r.progress(τ)) / math.Expm1(r.Steepness)
	}
	return r.Initial + (1-r.Initial)*rise
}

// fullAfter is the time since the start from which c stays 1; +Inf where the shape does not say.
func (r *Ramp) fullAfter() float64 {
	switch r.Shape {
	case Immediate:
		return 0
	case Steps, Points:
		return math.Inf(1)
	}
	return float64(r.Full)
}

// progress is x = min(1, τ/R).
func (r *Ramp) progress(τ float64) float64 { return min(1, τ/float64(r.Full)) }

// between interpolates the points linearly, from (0, Initial); flat after the last one.
func (r *Ramp) between(τ float64) float64 {
	at, c := 0.0, r.Initial
	for _, k := range r.Knots {
		if τ < float64(k.At) {
			return c + (k.Share-c)*(τ-at)/(float64(k.At)-at)
		}
		at, c = float64(k.At), k.Share
	}
	return c
}

// Integral is ∫₀^τ c(t) dt in months at full capacity, in closed form; 0 for τ ≤ 0.
func (r *Ramp) Integral(τ float64) float64 {
	if τ <= 0 {
		return 0
	}
	var rise float64 // the same integral for initial = 0
	switch r.Shape {
	case Linear:
		if R := float64(r.Full); τ >= R {
			rise = τ - R/2
		} else {
			rise = τ * τ / (2 * R)
		}
	case Immediate:
		return τ
	case Steps:
		return r.stepIntegral(τ)
	case Points:
		return r.pointIntegral(τ)
	default:
		R := float64(r.Full)
		if τ >= R {
			rise = R*r.riseArea(1) + τ - R
		} else {
			rise = R * r.riseArea(τ/R)
		}
	}
	return r.Initial*τ + (1-r.Initial)*rise
}

// riseArea is the area under an s-curve or an exponential from 0 to x ≤ 1, for initial = 0 and R = 1.
func (r *Ramp) riseArea(x float64) float64 {
	k := r.Steepness
	switch {
	case r.Shape == Exponential:
		return (math.Expm1(k*x)/k - x) / math.Expm1(k)
	case x == 1:
		return 0.5 // the s-curve is symmetric about its middle
	}
	return logisticArea(k, x)
}

// logisticArea uses ∫ L(x) dx = ln(1+e^{k(x−½)})/k.
func logisticArea(k, x float64) float64 {
	low := logistic(-k / 2)
	span := logistic(k/2) - low
	return ((softplus(k*(x-0.5))-softplus(-k/2))/k - low*x) / span
}

func (r *Ramp) stepIntegral(τ float64) float64 {
	sum, at, c := 0.0, 0.0, r.Initial
	for _, k := range r.Knots {
		next := max(0, float64(k.At))
		if next >= τ {
			break
		}
		sum += c * (next - at)
		at, c = next, k.Share
	}
	return sum + c*(τ-at)
}

func (r *Ramp) pointIntegral(τ float64) float64 {
	sum, at, c := 0.0, 0.0, r.Initial
	for _, k := range r.Knots {
		next := float64(k.At)
		if τ < next {
			here := c + (k.Share-c)*(τ-at)/(next-at)
			return sum + (c+here)/2*(τ-at)
		}
		sum += (c + k.Share) / 2 * (next - at)
		at, c = next, k.Share
	}
	return sum + c*(τ-at)
}

// logistic is 1/(1+e^{−z}).
func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// softplus is ln(1+e^z), the integral of the logistic function, without overflow.
func softplus(z float64) float64 {
	if z > 0 {
		return z + math.Log1p(math.Exp(-z))
	}
	return math.Log1p(math.Exp(z))
}
