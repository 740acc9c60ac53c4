package main_test

import (
	"context"
	"os/exec"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowser uses the program as its readers do: in a real Chromium, against a real server. The browser and the program
// with the starter records are started once; each test has a tab of its own, with a cache and a store of its own. Whatever
// a test is about, it also fails when the page writes a warning or an error to the console, throws, breaks its
// Content-Security-Policy, opens a dialog, or asks another host for anything.
//
// OBLAST_SHOTS names a folder that gets a picture of the page where a test fails.
func TestBrowser(t *testing.T) {
	browser := launch(t)
	base := startProgram(t)
	for _, test := range []struct {
		name   string
		screen screen
		run    func(*tab)
	}{
		{"the watch sees faults", desk, watchSees},
		{"load", desk, mapLoads},
		{"night by pointer", desk, nightByPointer},
		{"night by keyboard", desk, nightByKeyboard},
		{"playing", desk, playsOn},
		{"older state", desk, olderState},
		{"card", desk, cardOpens},
		{"card with a grade of a reviewer", desk, gradeOverridden},
		{"marks by grade", desk, hollowMarks},
		{"mark and area by pointer", desk, marksByPointer},
		{"drag by a mark", desk, marksAreNoObstacle},
		{"record of several districts", desk, severalDistricts},
		{"accounts", desk, accountsAreShown},
		{"measure basis level", desk, switches},
		{"layers and filters", desk, layersAndFilters},
		{"languages", desk, languages},
		{"theme", desk, themes},
		{"search", desk, searches},
		{"region", desk, regionPanel},
		{"history", desk, historyWorks},
		{"new records", desk, newRecordsAreSaid},
		{"thirty states", desk, thirtyStates},
		{"links hold the state", desk, linksHoldTheState},
		{"links", desk, linksShowTheSame},
		{"wrong links", desk, wrongLinks},
		{"keyboard reaches everything", desk, keyboardReachesEverything},
		{"focus stays on its mark", desk, focusStaysOnItsMark},
		{"keyboard tells and returns", desk, keyboardReturns},
		{"panel folds", desk, panelFolds},
		{"legend filters", desk, legendFilters},
		{"presses hold", desk, pressesHold},
		{"table", desk, tableTwin},
		{"without a place", desk, withoutPlace},
		{"downloads", desk, downloads},
		{"embed", frame, embed},
		{"embed in a page", desk, embedInPage},
		{"phone", phone, onPhone},
		{"reduced motion", desk, reducedMotion},
		{"paper", desk, onPaper},
		{"whole world", desk, wholeWorld},
		{"marks apart", desk, marksApart},
		{"empty", desk, emptyMap},
		{"nights without a country", desk, nightsWithoutACountry},
		{"long words", desk, longWords},
		{"link to nothing", desk, linkToNothing},
		{"hostile words on the map", desk, hostileMap},
		{"hostile words on pages", desk, hostilePages},
		{"hostile addresses", desk, hostileAddresses},
		{"failures", desk, failuresInPlace},
		{"failures of a card", desk, cardFails},
		{"pages of collections", desk, collectionPages},
		{"pages tie map and table", desk, pagesTied},
		{"first map on a slow phone", phone, slowPhone},
		{"five thousand records", desk, manyRecords},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newTab(t, browser, base, test.screen)
			test.run(b)
			b.clean()
		})
	}
}

// launch starts Chromium; it ends with the test. The test is skipped where there is none.
func launch(t testing.TB) context.Context { return launchWith(t) }

// launchWith is launch with more settings.
func launchWith(t testing.TB, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(append(more, chromedp.ExecPath(chromium(t)), chromedp.NoSandbox)...))
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// chromium finds the browser under the names that it has on Debian and elsewhere.
func chromium(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return need(t, "chromium")
}
