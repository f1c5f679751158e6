package content_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sportello/content"
)

// maxPictures is what all pictures of the guide may weigh: the program carries them.
const maxPictures = 1200 << 10

var picture = regexp.MustCompile(`<img src="/help/pictures/(\w+)/([\w.-]+)" alt="([^"]+)"( [^>]*)>`)

// sections are the ids of a language's guide, in their order.
func sections(lang string) (ids []string) {
	for _, part := range content.Help(lang) {
		ids = append(ids, part.ID)
		for _, section := range part.Sections {
			ids = append(ids, section.ID)
		}
	}
	return ids
}

func TestTheGuideHasTheSameSectionsInBothLanguages(t *testing.T) {
	italian, english := sections("it"), sections("en")
	if !slices.Equal(italian, english) {
		t.Errorf("Italian has %v\nEnglish has %v", italian, english)
	}
	if len(italian) < 20 || slices.Contains(italian, "") {
		t.Errorf("a heading has no id: %v", italian)
	}
	seen := slices.Clone(italian)
	slices.Sort(seen)
	if len(slices.Compact(seen)) != len(italian) {
		t.Errorf("an id is there twice: %v", italian)
	}
}

func TestEveryPictureOfTheGuideIsThereSaysWhatItShowsAndIsUsed(t *testing.T) {
	weight, names := int64(0), map[string][]string{}
	for _, lang := range content.Languages {
		for _, part := range content.Help(lang) {
			if shown, read := strings.Count(part.HTML, "<img"), picture.FindAllStringSubmatch(part.HTML, -1); shown != len(read) {
				t.Errorf("%s: of %d pictures, %d have words for those who do not see them", part.ID, shown, len(read))
			}
			for _, found := range picture.FindAllStringSubmatch(part.HTML, -1) {
				names[lang] = append(names[lang], found[2])
				if found[1] != lang || len(found[3]) < 30 || !strings.Contains(found[4], " width=") || !strings.Contains(found[4], " height=") {
					t.Errorf("the picture %v", found)
				}
			}
		}
		slices.Sort(names[lang])
		var files []string
		folder, err := os.ReadDir(filepath.Join("help", "pictures", lang))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range folder {
			info, err := file.Info()
			if err != nil {
				t.Fatal(err)
			}
			weight += info.Size()
			files = append(files, file.Name())
		}
		if !slices.Equal(files, slices.Compact(names[lang])) {
			t.Errorf("%s shows %v, there are %v", lang, names[lang], files)
		}
	}
	if !slices.Equal(names["it"], names["en"]) {
		t.Errorf("Italian shows %v, English %v", names["it"], names["en"])
	}
	if weight > maxPictures {
		t.Errorf("the pictures weigh %d bytes of %d", weight, maxPictures)
	}
}

func TestAPictureThatIsNotOfTheGuideIsNotFound(t *testing.T) {
	for _, name := range []string{"none.webp", "../it/write.webp", "write.png", ""} {
		if _, err := content.HelpPicture("it", name); !os.IsNotExist(err) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
