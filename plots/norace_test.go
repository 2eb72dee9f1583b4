//go:build !race

package plots

// raceDetector says that the tests run under the race detector.
const raceDetector = false
