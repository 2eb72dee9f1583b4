package scenarios

import (
	"strings"
	"sync"
)

// claimsKey is the key of competing reports.
const claimsKey = "claims"

// maxClaims is how many claims a scenario may have: each is a scenario of its own.
const maxClaims = 100

// claims are competing reports by the path they are of, and by name.
var claims = &spec{keys: claimPath, eachOf: claimsAt, ordered: true}

var claimPath = &kind{accepts: "a path such as contracts.aws.value", read: readClaimPath, text: true}

// claimable is what a claim may be of: all that a scenario's numbers come from.
var claimable = &spec{fields: quantities}

// claimSpecs are the claims by what they are of.
var claimSpecs = sync.OnceValue(func() map[*spec]*spec {
	all := map[*spec]*spec{}
	var see func(s *spec)
	see = func(s *spec) {
		if s == nil || s.unlisted || all[s] != nil {
			return
		}
		each := lineOf(field{key: "value", spec: s, required: true})
		each.bare = true
		all[s] = &spec{keys: name, each: each, ordered: true}
		for _, a := range s.alternatives() {
			see(a.each)
			for _, f := range a.members() {
				see(f.spec)
			}
		}
	}
	for _, f := range quantities {
		see(f.spec)
	}
	return all
})

// claimsAt is what may be claimed of a path; nil for nothing.
func claimsAt(path string) *spec { return claimSpecs()[claimable.at(strings.Split(path, "."))] }

// readClaimPath reads a path that something can be claimed of.
func readClaimPath(text string) (value, *mistake) {
	if _, bad := readLine(text); bad != nil {
		return value{}, bad
	}
	keys := strings.Split(text, ".")
	for i := range keys {
		if claimable.at(keys[:i+1]) != nil {
			continue
		}
		hint, way := "", strings.Join(keys[:i], ".")
		if as := claimable.at(keys[:i]); as != nil {
			var known []string
			for _, a := range as.alternatives() {
				known = append(known, a.known()...)
			}
			if near := Nearest(keys[i], known); near != "" {
				hint = didYouMean(strings.Join(append([]string{join(way, near)}, keys[i+1:]...), "."))
			}
		}
		return value{}, wrong(hint, "%q is no path of a scenario", short(text))
	}
	if claimsAt(text) == nil {
		return value{}, wrong("", "%q is no quantity that could be claimed", short(text))
	}
	return value{}, nil
}
