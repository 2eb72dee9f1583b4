package model

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
)

func TestEveryShapeIntegratesToItsArea(t *testing.T) {
	ramps := map[string]Ramp{
		"immediate":             {Shape: Immediate},
		"linear from nothing":   {Shape: Linear, Full: 14},
		"linear from a tenth":   {Shape: Linear, Initial: 0.1, Full: 7.5},
		"s-curve":               {Shape: SCurve, Initial: 0.05, Full: 18, Steepness: 10},
		"gentle s-curve":        {Shape: SCurve, Full: 18, Steepness: 0.5},
		"steep s-curve":         {Shape: SCurve, Full: 18, Steepness: 90},
		"exponential":           {Shape: Exponential, Initial: 0.2, Full: 12, Steepness: 3},
		"steps from mid-month":  {Shape: Steps, Initial: 0.05, Knots: []Knot{{-0.5, 0.1}, {6, 0.5}, {13.25, 1}}},
		"points with a plateau": {Shape: Points, Initial: 0.1, Knots: []Knot{{3, 0.4}, {9, 0.4}, {13, 1}}},
	}
	for name, r := range ramps {
		t.Run(name, func(t *testing.T) {
			for _, end := range []float64{0.25, 3, 6.5, 13, 30} {
				got, want := r.Integral(end), numericArea(&r, end)
				if math.Abs(got-want) > 1e-9*max(1, want) {
					t.Errorf("area up to %v months is %v, by quadrature %v", end, got, want)
				}
			}
		})
	}
}

// numericArea integrates Online piece by piece between the places where a shape may break.
func numericArea(r *Ramp, end float64) float64 {
	breaks := []float64{0, float64(r.Full)}
	for _, k := range r.Knots {
		breaks = append(breaks, float64(k.At))
	}
	for i := range 400 { // fine enough for the steepest curve
		breaks = append(breaks, end*float64(i)/400)
	}
	breaks = append(breaks, end)
	area := 0.0
	sorted := sortedBetween(breaks, 0, end)
	for i := 1; i < len(sorted); i++ {
		area += quad.Fixed(r.Online, sorted[i-1], sorted[i], 12, nil, 0)
	}
	return area
}

func sortedBetween(xs []float64, low, high float64) []float64 {
	var out []float64
	for _, x := range xs {
		if x < low || x > high {
			continue
		}
		at := len(out)
		for at > 0 && out[at-1] > x {
			at--
		}
		out = append(out[:at], append([]float64{x}, out[at:]...)...)
	}
	return out
}

func TestEveryShapeReachesFullCapacityAndStartsAtInitial(t *testing.T) {
	for _, shape := range []Shape{Linear, SCurve, Exponential} {
		r := Ramp{Shape: shape, Initial: 0.25, Full: 10, Steepness: max(1, shape.DefaultSteepness())}
		for _, want := range []struct{ at, share float64 }{{-1, 0}, {0, 0.25}, {10, 1}, {25, 1}} {
			if got := r.Online(want.at); math.Abs(got-want.share) > 1e-12 {
				t.Errorf("%s at %v months is %v, want %v", shape, want.at, got, want.share)
			}
		}
	}
}

// By hand: L(0) and L(1) lie symmetrically around ½, so halfway the s-curve is at half; e^{3/2} = 4.481689,
// e^3 = 20.085537, so halfway the exponential is at 3.481689/19.085537 = 0.182426.
func TestShapesHalfwayAreWhatTheFormulasSay(t *testing.T) {
	tests := map[Shape]float64{Linear: 0.5, SCurve: 0.5, Exponential: 0.182426}
	for shape, want := range tests {
		r := Ramp{Shape: shape, Full: 8, Steepness: shape.DefaultSteepness()}
		if got := r.Online(4); math.Abs(got-want) > 5e-7 {
			t.Errorf("%s halfway is %v, want %v", shape, got, want)
		}
	}
}
