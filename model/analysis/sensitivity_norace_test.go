//go:build !race

package analysis

// raceDetector says that the tests run under the race detector.
const raceDetector = false
