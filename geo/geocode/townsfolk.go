package geocode

import "bytes"

// folkSuffixes are what words for the people of a town are made with, before their case endings: кемеровчанка, киевлянин,
// харків'янка, львівець.
var folkSuffixes = endings("чанин чанк чан чанам чанах чанів янин янк ян анин анець инец инц івець івц ївець ївц овец овц евец евц")

// longestFolkEnding is the letters of the longest case ending behind such a suffix: -ками, -овому.
const longestFolkEnding = 4

// leastFolk is the letters of the shortest word that is looked at: Полянка is longer than its suffix, and a village.
const leastFolk = 7

// isTownsfolk reports whether a Cyrillic word is made like one for the people of a town. Villages are called so, too
// (Смолянка): it says that a word which is no name as it stands is not a misspelt one.
func isTownsfolk(word []byte) bool {
	if len(word) < leastFolk {
		return false
	}
	for _, suffix := range folkSuffixes {
		if at := bytes.LastIndex(word, suffix); at > 2 && len(word)-at-len(suffix) <= longestFolkEnding && (len(suffix) > 3 || len(word)-at-len(suffix) <= 2) {
			return true
		}
	}
	return false
}
