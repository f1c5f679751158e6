package content

import (
	"fmt"
	"slices"
)

// Campus is a place of the university that an entry may be about.
type Campus struct {
	ID   string            `yaml:"id" json:"id"`
	Name map[string]string `yaml:"name" json:"name"` // by language
}

// ParseCampuses reads campuses.yaml; an empty source has none.
func ParseCampuses(source []byte) (campuses []Campus, problems []Problem) {
	if len(source) == 0 {
		return nil, nil
	}
	var f struct {
		Campuses []Campus `yaml:"campuses"`
	}
	if err := unmarshalStrict(source, &f); err != nil {
		return nil, []Problem{yamlProblem(err, 0)}
	}
	for i, c := range f.Campuses {
		line := lineOf(source, "- id: "+c.ID)
		add := func(format string, args ...any) {
			problems = append(problems, Problem{Line: line, Message: fmt.Sprintf("campus %d (%s): ", i+1, c.ID) + fmt.Sprintf(format, args...)})
		}
		if !idPattern.MatchString(c.ID) {
			add("id: %s", wordings[CodeID])
		}
		for _, lang := range Languages {
			if c.Name[lang] == "" {
				add("name: give the name in %q too", lang)
			}
		}
		if hasCampus(f.Campuses[:i], c.ID) {
			add("stands here twice: remove one")
		}
	}
	return f.Campuses, problems
}

func hasCampus(campuses []Campus, id string) bool {
	return slices.ContainsFunc(campuses, func(c Campus) bool { return c.ID == id })
}
