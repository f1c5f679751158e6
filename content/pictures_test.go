package content_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"sportello/content"
	"sportello/content/contenttest"
)

func aPNG(t testing.TB, w, h int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewRGBA(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func aJPEG(t testing.TB, w, h int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewRGBA(image.Rect(0, 0, w, h)), nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// An answer shows the library's pictures and no others, whatever it says.
func TestOnlyOwnPicturesAreShown(t *testing.T) {
	t.Parallel()
	p, err := content.NewPicture("mappa.png", aPNG(t, 30, 20))
	if err != nil {
		t.Fatal(err)
	}
	all := content.Pictures{p.Name: *p}
	html := content.HTML("Vai lì: ![La [mappa](https://x.example)](../../pictures/mappa.png \"titolo\")", all)
	if want := `<img src="` + p.Address() + `" alt="La mappa" width="30" height="20" loading="lazy">`; !strings.Contains(html, want) {
		t.Errorf("%s\nis not %s", html, want)
	}
	for _, md := range []string{
		"![x](https://evil.example/a.png)", "![x](//evil.example/a.png)", "![x](/pictures/0123456789abcdef/mappa.png)", "![x](data:image/png;base64,AAAA)",
		"![x](../../pictures/altra.png)", "![x](../../pictures/../mappa.png)", "![x](mappa.png)", "![x](javascript:alert(1))",
		`<img src="/pictures/0123456789abcdef/mappa.png" onerror=alert(1)>`, "[x](/pictures/0123456789abcdef/mappa.png)", "[x](../../pictures/mappa.png)",
	} {
		if html := content.HTML(md, all); strings.Contains(html, "<img") || strings.Contains(html, "href") || strings.Contains(html, "src") {
			t.Errorf("%s became %s", md, html)
		}
	}
	if plain := content.Plain("Vai lì: ![La *mappa*](../../pictures/mappa.png)"); plain != "Vai lì: La mappa" {
		t.Errorf("%q", plain)
	}
}

// A folder's pictures are checked: their names, what is in them, and that answers cite
// what there is, with words.
func TestPicturesOfAFolderAreChecked(t *testing.T) {
	t.Parallel()
	fsys := contenttest.Part(t, "entries/fees/fees-amount.md", "entries/fees/fees-amount-en.md")
	entry := fsys["entries/fees/fees-amount.md"]
	lines := strings.Count(string(entry.Data), "\n")
	entry.Data = append(entry.Data, "\n![La mappa](../../pictures/mappa.png)\n\n![](../../pictures/mappa.png)\n\n![x](../../pictures/gone.jpg)\n\n![x](foto.png)\n"...)
	spied := append([]byte("\xff\xd8\xff\xe1\x00\x14Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00"), aJPEG(t, 8, 8)[2:]...)
	for name, data := range map[string][]byte{
		"mappa.png": aPNG(t, 30, 20), "Foto 1.png": aPNG(t, 3, 3), "foto.jpg": aPNG(t, 3, 3), "nota.png": []byte("<svg/>"),
		"spied.jpg": spied, "big.png": make([]byte, content.MaxPictureBytes+1), ".DS_Store": nil,
	} {
		fsys["pictures/"+name] = &fstest.MapFile{Data: data}
	}
	l, problems, err := content.ReadLibrary(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Pictures) != 1 || l.Pictures[0].Name != "mappa.png" || l.Pictures[0].Width != 30 {
		t.Errorf("%+v", l.Pictures)
	}
	found := map[string]int{}
	for _, p := range problems {
		found[p.File+" "+string(p.Code)] = p.Line
	}
	want := map[string]int{"entries/fees/fees-amount.md picture_words": lines + 4, "entries/fees/fees-amount.md picture": lines + 8,
		"pictures/Foto 1.png ": 1, "pictures/foto.jpg ": 1, "pictures/nota.png ": 1, "pictures/spied.jpg ": 1, "pictures/big.png ": 1}
	for key, line := range want {
		if found[key] != line {
			t.Errorf("%s on line %d, want %d", key, found[key], line)
		}
	}
	// What is missing is told once the entry itself can be read without problems.
	entry.Data = bytes.ReplaceAll(bytes.ReplaceAll(entry.Data, []byte("![]("), []byte("![x](")), []byte("](foto.png)"), []byte("](https://x.example)"))
	entry.Data = bytes.ReplaceAll(entry.Data, []byte("![x](https"), []byte("[x](https"))
	_, problems, err = content.ReadLibrary(fsys)
	if err != nil {
		t.Fatal(err)
	}
	gone := 0
	for _, p := range problems {
		if p.Code == content.CodePictureGone && p.Line == lines+6 && p.Params[0] == "gone.jpg" {
			gone++
		}
	}
	if gone != 1 {
		t.Errorf("the missing picture is not told: %v", problems)
	}
}
