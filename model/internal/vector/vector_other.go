//go:build !amd64

package vector

const many = false

func wide() bool { return false }

func fillMany(*float64, int, float64) {}

func addScaledMany(*float64, *float64, int, float64) {}

func setScaledMany(*float64, *float64, int, float64) {}

func multiplyMany(*float64, *float64, *float64, int, float64) {}

func addProductMany(*float64, *float64, *float64, int, float64) {}

func invertMany(*float64, *float64, int) {}
