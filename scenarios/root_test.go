package scenarios

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"commitcast/model"
)

func TestExtendsStaysInItsRoot(t *testing.T) {
	dir := files(t, map[string]string{
		"base.yaml":     base,
		"in/late.yaml":  "extends: ../base.yaml\n",
		"in/slash.yaml": "extends: /etc/passwd\n",
		"in/up.yaml":    "extends: ../../../../../../etc/passwd\n",
		"in/home.yaml":  "extends: ~/base.yaml\n",
		"in/url.yaml":   "extends: https://example.com/base.yaml\n",
		"in/back.yaml":  "extends: ..\\base.yaml\n",
		"in/self.yaml":  "extends: .\n",
		"in/stdin.yaml": "extends: \"-\"\n",
		"in/typo.yaml":  "extends: urll.yaml\n",
		"in/list.yaml":  "extends: [a: b]\n",
		"in/empty.yaml": "extends: \"\"\n",
	})
	for name, want := range map[string]string{
		"late": "leaves the root folder (--root names a folder further up)", "slash": "is not a path below", "up": "leaves the root folder",
		"home": "is not a path below", "url": "is a URL", "back": "is not a path below", "self": `"." is a folder, not a scenario file`,
		"stdin": "is standard input: only files are extended", "typo": "there is no file", "list": "extends.Y1: must be the path of a file, is a map", "empty": "extends: is empty",
	} {
		_, err := Load(filepath.Join(dir, "in", name+".yaml"), Options{})
		refused(t, err, name+".yaml:1:1", want)
	}
	_, err := Load(filepath.Join(dir, "in", "typo.yaml"), Options{})
	refused(t, err, "did you mean url.yaml?")
	l, err := Load(filepath.Join(dir, "in", "late.yaml"), Options{Root: dir})
	if err != nil || l.Scenario.Contracts[0].Value != 38e9 {
		t.Errorf("with the root above, the file is not read: %v", err)
	}
	_, err = Load(filepath.Join(dir, "base.yaml"), Options{Root: filepath.Join(dir, "in")})
	refused(t, err, "lies outside the root")
}

func TestLinksDoNotLeaveTheRoot(t *testing.T) {
	dir := files(t, map[string]string{"out.yaml": base, "in/own.yaml": base,
		"in/a.yaml": "extends: link.yaml\n", "in/b.yaml": "extends: inner.yaml\n", "in/c.yaml": "extends: loop.yaml\n"})
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, filepath.Join(dir, "in", name)); err != nil {
			t.Skip("no symbolic links here")
		}
	}
	link("../out.yaml", "link.yaml")
	link("own.yaml", "inner.yaml")
	link("loop.yaml", "loop.yaml")
	_, err := Load(filepath.Join(dir, "in", "a.yaml"), Options{})
	refused(t, err, "a.yaml:1:10: extends: ", "link.yaml is a link that leaves the root folder")
	if _, err := Load(filepath.Join(dir, "in", "b.yaml"), Options{}); err != nil {
		t.Errorf("a link inside the root is refused: %v", err)
	}
	_, err = Load(filepath.Join(dir, "in", "c.yaml"), Options{})
	refused(t, err, "c.yaml:1:10: extends: ", "loop.yaml is a link that leads to itself")
	_, err = Load(filepath.Join(dir, "in", "loop.yaml"), Options{})
	refused(t, err, "loop.yaml: is a link that leads to itself")
	if _, err := Load(filepath.Join(dir, "in", "link.yaml"), Options{}); err != nil {
		t.Errorf("a link the user names is refused: %v", err)
	}
	_, err = Load(filepath.Join(dir, "in", "link.yaml"), Options{Root: filepath.Join(dir, "in")})
	refused(t, err, "is a link that leaves the root folder")
}

func TestFilesThatExtendEachOtherInACircleAreShown(t *testing.T) {
	dir := files(t, map[string]string{"a.yaml": "extends: b.yaml\n", "b.yaml": "extends: [c.yaml]\n", "c.yaml": "extends: a.yaml\n", "self.yaml": "extends: self.yaml\n"})
	_, err := Load(filepath.Join(dir, "a.yaml"), Options{})
	refused(t, err, "c.yaml:1:10: extends: files extend each other in a circle: a.yaml → b.yaml → c.yaml → a.yaml")
	_, err = Load(filepath.Join(dir, "self.yaml"), Options{})
	refused(t, err, "self.yaml → self.yaml")
}

func TestChainsAreBounded(t *testing.T) {
	all := map[string]string{"f0.yaml": base}
	for i := 1; i <= 20; i++ {
		all[fmt.Sprintf("f%d.yaml", i)] = fmt.Sprintf("extends: f%d.yaml\n", i-1)
		all[fmt.Sprintf("d%d.yaml", i)] = fmt.Sprintf("extends: [d%d.yaml, d%d.yaml]\n", i-1, i-1) // twice as many a level
	}
	all["d0.yaml"] = base
	wide := "extends: ["
	for i := range 70 {
		all[fmt.Sprintf("w%d.yaml", i)] = "target: 1.1\n"
		wide += fmt.Sprintf("w%d.yaml, ", i)
	}
	all["wide.yaml"] = wide + "]\n"
	dir := files(t, all)
	for name, good := range map[string]bool{"f15": true, "f16": false, "f20": false, "d15": true, "d20": false, "wide": false} {
		_, err := Load(filepath.Join(dir, name+".yaml"), Options{})
		switch {
		case good && err != nil:
			t.Errorf("%s: %v", name, err)
		case !good:
			refused(t, err, "more than")
		}
	}
}

func TestWhatIsNoFileIsRefused(t *testing.T) {
	dir := files(t, map[string]string{"x.yaml": "extends: folder\n", "folder/a.yaml": base, "big.yaml": "scenario: " + strings.Repeat("a", 2<<20)})
	_, err := Load(filepath.Join(dir, "folder"), Options{})
	refused(t, err, "is a folder, not a scenario file")
	_, err = Load(filepath.Join(dir, "x.yaml"), Options{})
	refused(t, err, "x.yaml:1:10: extends:", "is a folder")
	_, err = Load(filepath.Join(dir, "big.yaml"), Options{})
	refused(t, err, "big.yaml:1:1: is larger than 1 MiB")
	if _, statErr := os.Stat("/dev/zero"); statErr == nil {
		_, err = Load("/dev/zero", Options{})
		refused(t, err, "/dev/zero: is not a regular file (- reads a scenario from standard input)")
	}
}

func TestAFileThatIsNotThereIsNotFound(t *testing.T) {
	dir := files(t, map[string]string{"a.yaml": base})
	for _, name := range []string{"nothing", "openai-awz", filepath.Join(dir, "b.yaml"), filepath.Join(dir, "a.yaml", "b"), "a\x00b", strings.Repeat("a", 9999), ""} {
		_, err := Load(name, Options{})
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%.20q: error is %v", name, err)
		}
	}
	_, err := Load("openai-awz", Options{})
	if want := `"openai-awz": file does not exist (openai-aws is an embedded scenario)`; err == nil || err.Error() != want {
		t.Errorf("error is %v, want %s", err, want)
	}
}

func TestAFileThatCannotBeReadIsTheSystemsFault(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the superuser may read everything")
	}
	dir := files(t, map[string]string{"a.yaml": base})
	if err := os.Chmod(filepath.Join(dir, "a.yaml"), 0); err != nil {
		t.Fatal(err)
	}
	_, err := Load(filepath.Join(dir, "a.yaml"), Options{})
	var ps Problems
	if err == nil || errors.As(err, &ps) || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error is %v", err)
	}
}

func TestStandardInputExtendsInTheCurrentFolderOrTheRoot(t *testing.T) {
	dir := files(t, map[string]string{"base.yaml": base})
	text := "extends: base.yaml\ntarget: 1.5\n"
	l, err := Load("-", Options{Stdin: strings.NewReader(text), Root: dir})
	if err != nil || l.Scenario.Target != 1.5 || l.Scenario.Contracts[0].Value != 38e9 || l.Scenario.File != "-" || l.Scenario.Name != "stdin" {
		t.Errorf("with a root: %v", err)
	}
	t.Chdir(dir)
	if _, err := Load("-", Options{Stdin: strings.NewReader(text)}); err != nil {
		t.Errorf("in the current folder: %v", err)
	}
	if _, err := Load("-", Options{}); err == nil {
		t.Error("no standard input is no error")
	}
}

func TestAFileGoesBeforeTheNameOfAnEmbeddedScenario(t *testing.T) {
	dir := files(t, map[string]string{"openai-aws": least, "sub/openai-aws/x.yaml": least})
	t.Chdir(dir)
	l, err := Load("openai-aws", Options{})
	if err != nil || l.Scenario.File != "openai-aws" {
		t.Errorf("the file is not read: %v", err)
	}
	t.Chdir(filepath.Join(dir, "sub"))
	l, err = Load("openai-aws", Options{})
	if err != nil || l.Scenario.File != "openai-aws.yaml" {
		t.Errorf("a folder of that name goes before the scenario: %v", err)
	}
}

func TestAnEmbeddedScenarioIsExtendedByName(t *testing.T) {
	dir := files(t, map[string]string{
		"bare.yaml":    "extends: openai-aws\ncontracts: {aws: {delay: 9mo}}\n",
		"full.yaml":    "extends: openai-aws.yaml\ncontracts: {aws: {delay: 9mo}}\n",
		"sub/in.yaml":  "extends: [../bare.yaml, openai-aws]\n",
		"revenue.yaml": "extends: revenue-hsbc\n" + least,
		"own/x.yaml":   "extends: openai-aws.yaml\n", "own/openai-aws.yaml": least,
		"dir/x.yaml": "extends: openai-aws\n", "dir/openai-aws/y.yaml": least,
		"revenue-plan-2026.yaml": "target: 9\n", // the embedded scenario extends the embedded file of that name
	})
	for _, name := range []string{"bare", "full", "dir/x", "sub/in"} {
		l, err := Load(filepath.Join(dir, name+".yaml"), Options{Root: dir})
		if err != nil {
			t.Fatal(err)
		}
		c := l.Scenario.Contracts[0]
		if delay := map[bool]model.Months{true: 9}[name != "dir/x"]; c.Value != 38e9 || c.Delay != delay || l.Scenario.Target != 1 {
			t.Errorf("%s: %v late by %v, target %v", name, c.Value, c.Delay, l.Scenario.Target)
		}
	}
	l, err := Load(filepath.Join(dir, "own", "x.yaml"), Options{})
	if err != nil || len(l.Scenario.Revenue) != 0 {
		t.Errorf("a file of the user's does not go before the embedded one: %v", err)
	}
	if l, err = Load(filepath.Join(dir, "revenue.yaml"), Options{}); err != nil || len(l.Scenario.Revenue) == 0 {
		t.Errorf("an embedded file without contracts is not extended: %v", err)
	}
}

func TestProblemsOfAnEmbeddedFileThatIsExtendedSayWhere(t *testing.T) {
	dir := files(t, map[string]string{
		"wrong.yaml":  "extends: openai-aws\ncontracts: {aws: {minimums: [$1B]}}\n",
		"typo.yaml":   "extends: openai-awz\n",
		"folder.yaml": "extends: ./openai-aws\n",
		"euro.yaml":   "extends: openai-aws\ncurrency: EUR\n",
	})
	for name, want := range map[string]string{
		"typo":   "typo.yaml:1:10: extends: there is no file " + filepath.Join(dir, "openai-awz") + " (did you mean openai-aws?)",
		"folder": "folder.yaml:1:10: extends: there is no file",
		"euro":   "openai-aws.yaml (embedded):",
		"wrong":  "wrong.yaml:2:29: contracts.aws.minimums: add up to",
	} {
		_, err := Load(filepath.Join(dir, name+".yaml"), Options{})
		refused(t, err, want)
	}
}

func TestTheFilesThatWereReadAreListedAsTheyCanBeOpened(t *testing.T) {
	dir := files(t, map[string]string{
		"base.yaml": base, "in/a.yaml": "extends: ../base.yaml\n", "in/b.yaml": "extends: [a.yaml, openai-aws, a.yaml]\n", "in/bad.yaml": "extends: a.yaml\nfoo: 1\n",
	})
	t.Chdir(filepath.Join(dir, "in"))
	for name, test := range map[string]struct {
		o    Options
		want []string
	}{
		"../base.yaml":       {Options{}, []string{"../base.yaml"}},
		"b.yaml":             {Options{Root: ".."}, []string{"../in/b.yaml", "../in/a.yaml", "../base.yaml"}},
		"bad.yaml":           {Options{Root: dir}, []string{dir + "/in/bad.yaml", dir + "/in/a.yaml", dir + "/base.yaml"}},
		"../in/../in/a.yaml": {Options{}, []string{"../in/../in/a.yaml"}},
		"openai-aws-late":    {Options{}, nil},
		"-":                  {Options{Root: dir, Stdin: strings.NewReader("extends: base.yaml\n")}, []string{dir + "/base.yaml"}},
	} {
		l, err := Load(name, test.o)
		var ps Problems
		if err != nil && !errors.As(err, &ps) {
			t.Fatal(err)
		}
		got := slices.Clone(l.Files)
		for i, f := range got {
			if _, err := os.Stat(f); err != nil {
				t.Error(err)
			}
			got[i] = filepath.ToSlash(f)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s is read from %q, want %q", name, got, test.want)
		}
	}
}

func TestAllFilesOfAScenarioTogetherAreBounded(t *testing.T) {
	comment := "# " + strings.Repeat("a", 1<<20-100) + "\n"
	dense := "sources:\n" + manyLines("  k%d: {title: a}\n", 12_000) // one such file is read, a second has too many entries
	all := map[string]string{}
	for kind, text := range map[string]string{"comment": comment, "dense": dense + strings.Repeat("#", 1<<20-len(dense)-50) + "\n"} {
		wide := "extends: ["
		for i := range 64 {
			all[fmt.Sprintf("%s%d.yaml", kind, i)] = fmt.Sprintf("extends: %s%d.yaml\n", kind, i+1) + text
			wide += fmt.Sprintf("%s%d.yaml, ", kind, 63-i)
		}
		all[kind+"-wide.yaml"] = wide + "]\n"
	}
	all["again.yaml"] = "extends: [" + strings.Repeat("least.yaml, ", 20_000) + "]\n"
	all["least.yaml"] = least
	dir := files(t, all)
	for name, want := range map[string]string{
		"comment-wide": "extends: makes the files of the scenario larger than 4 MiB together", "comment0": "larger than 4 MiB together",
		"dense-wide": "larger than 4 MiB together", "dense0": "characters that may begin an entry", "again": "is one of more than 64 files",
	} {
		began := time.Now()
		_, err := Load(filepath.Join(dir, name+".yaml"), Options{})
		if took := time.Since(began); took > patience {
			t.Errorf("%s took %v", name, took)
		}
		refused(t, err, want)
	}
}
