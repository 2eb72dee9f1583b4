package model

// Version is the program's version: with the scenario, the seed and GOARCH it decides every byte of a result.
const Version = "0.4.0"
