// Package stat sums up samples: quantiles with their rank intervals, moments, probabilities of events with Wilson's interval,
// and a mergeable sketch for samples that are too many to keep.
//
// A sample is a slice of float32 in the order of the paths. NaN stands for a path on which the figure is not defined: it is left
// out and counted. No function changes a sample it is given.
//
// A quantile is of type 7 of Hyndman and Fan (1996): Type7 tells which two order statistics it lies between, Selector finds
// them without sorting, and RankInterval tells which two bound it. Ranks count from 0 among the values that are not NaN.
package stat
