package maps

import (
	"embed"
	"net/http"

	"oblast/api/params"
	"oblast/api/wording"
)

//go:embed pages/*.json
var wordFiles embed.FS

// ReadWords reads the words of pages and feeds: those of the map, which maps returns by language, and their own.
func ReadWords(ofMap func(lang string) []byte) (wording.Languages, error) {
	all := wording.Languages{}
	for _, code := range wording.Codes {
		own, err := wordFiles.ReadFile("pages/" + code + ".json")
		if err != nil {
			return nil, err
		}
		if all[code], err = wording.Read(code, ofMap(code), own); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// spokenParam is lang where the browser's language counts too.
var spokenParam = params.Param{Name: "lang", Kind: params.Enum, Enum: Languages, Description: "Language of the words for people; without it the best of Accept-Language"}

// spoken returns the language of a request, and whether Accept-Language chose it.
func (s *Service) spoken(req *http.Request, v params.Values) (l *wording.Language, negotiated bool) {
	named := ""
	if v.Given(spokenParam.Name) {
		named = v.String(spokenParam.Name)
	}
	return s.Words.In(wording.Choose(req, named)), named == ""
}
