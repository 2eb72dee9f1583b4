// Package draw gives the random numbers of a simulation.
//
// A stream is named by a Key: the seed and the path of an input, or of a process and a calendar month. Its draw for path i is a
// pure function of the key and i, so a longer run keeps the paths of a shorter one, and a new input, contract or month leaves
// all other draws as they were, whoever draws them and in what order.
//
// A Design gives the uniform numbers of the dimensions that matter most by Latin hypercube or scrambled Sobol points, in
// Replicates independent replicates, whose spread tells the error. A Factor correlates normals; Components turns a few normals
// into the leading movements of a random walk.
//
// All is the same to the last bit on one kind of processor; nothing here has state that a draw changes.
package draw
