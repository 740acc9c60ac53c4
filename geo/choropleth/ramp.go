package choropleth

import (
	"slices"
	"strings"
)

// Ramps names the sequential ramps, the default first: for interceptions mulberry, and beside it one for each other
// family of measures. None is a red of alarm; all darken (on a dark ground: lighten) in steps that the eye takes as even.
var Ramps = []string{"mulberry", "dusk", "spruce", "umber", "slate"}

// The grounds that the first class has to stand out from: covered land in the light and in the dark theme.
const (
	GroundLight = "#faf8f4"
	GroundDark  = "#2a3036"
)

// Ramp returns the colours of n classes (1 to MaxClasses; more than that repeat the last), first to last, as #rrggbb;
// nil for n < 1. An unknown name is read as the first of Ramps. In the light theme neighbours, and the first colour and
// the ground, lie at least 10 apart in OKLab (x 100; B. Ottosson, "A perceptual color space for image processing",
// 2020), in the dark one at least 8.5.
func Ramp(name string, n int, dark bool) []string {
	if n < 1 {
		return nil
	}
	table := light
	if dark {
		table = night
	}
	at := max(0, slices.Index(Ramps, name))
	colours := strings.Fields(table[at][min(n, MaxClasses)-1])
	for len(colours) < n {
		colours = append(colours, colours[len(colours)-1])
	}
	return colours
}

// ramps hold the colours of one, two, ... seven classes, in the order of Ramps. One colour in the middle, two a quarter
// from the ends; from three on even steps from the ground along a path through the five of mulberry, or through five of
// one hue; six and seven end darker (lighter) to keep the steps wide.
type ramps [MaxClasses]string

var light = [...]ramps{
	{ // mulberry
		"#bb729f",
		"#d9a2c4 #8e4673",
		"#daa4c6 #a35b88 #592848",
		"#e3b9d3 #c27da8 #934b78 #592848",
		"#eccfe1 #d9a2c4 #bb729f #8e4673 #592848",
		"#e8c6db #d195ba #b26996 #8a446f #5b294a #340c29",
		"#ebcde0 #d9a3c4 #c17ba6 #a15885 #7c3c64 #552545 #340c29",
	},
	{ // dusk
		"#7b7ccc",
		"#a5a6e9 #51539f",
		"#aeafec #6668b7 #2c2e62",
		"#c1c1f3 #898bd6 #5658a4 #2c2e62",
		"#cccdf7 #9fa0e5 #7475c5 #4d4f98 #2c2e62",
		"#cecef7 #a2a3e7 #787aca #52549f #31346b #141739",
		"#d4d4f8 #aeafec #8a8bd7 #6769b7 #484a90 #2d2f64 #141739",
	},
	{ // spruce
		"#50948e",
		"#84bab4 #2b6966",
		"#8cbfb9 #3d7e79 #103d3c",
		"#a5cfc9 #5f9f99 #2f6d6a #103d3c",
		"#b4d8d2 #79b3ac #498b86 #276360 #103d3c",
		"#b6d9d4 #7db5af #4c908a #2a6965 #144342 #002222",
		"#beded9 #8cc0b9 #60a09a #3e7f7a #245e5b #113e3d #002222",
	},
	{ // umber
		"#b3782e",
		"#d6a35f #844f14",
		"#dbac6d #9c6321 #4f2b0a",
		"#e6c08b #bf863f #8a5417 #4f2b0a",
		"#eccc9c #d19d59 #ab712a #7e4b13 #4f2b0a",
		"#edce9f #d4a05c #b0752c #855014 #57300b #2d1504",
		"#f0d4ab #dcad6e #c08740 #9d6422 #774611 #512c0a #2c1504",
	},
	{ // slate
		"#74889f",
		"#9fb0c3 #4c5f77",
		"#a4b5c7 #5f738a #27364a",
		"#b7c6d5 #8093a9 #50637b #27364a",
		"#c3d0de #95a7bc #6c8097 #475a71 #27364a",
		"#c5d1df #98aabe #70839b #4b5f76 #2c3c50 #121c2b",
		"#ccd7e3 #a5b5c8 #8194aa #60738b #42556b #28374b #121c2b",
	},
}

var night = [...]ramps{
	{ // mulberry
		"#a45888",
		"#80496d #d592b9",
		"#834a6f #c883ac #f3d0e2",
		"#6c455f #ac618f #d695bb #f3d0e2",
		"#574050 #80496d #a45888 #d592b9 #f3d0e2",
		"#5c4153 #8e4f77 #b66e9a #d695bb #ecc1d8 #fdeff8",
		"#553f4f #80496d #a85d8c #c47ea8 #dda1c3 #efc7dc #fdeef8",
	},
	{ // dusk
		"#7e7cc6",
		"#5e5f98 #abaae5",
		"#5a5c92 #9897d8 #dbdafb",
		"#4d4f7c #7776bd #a8a7e3 #dbdafb",
		"#46486f #6666a3 #8a89cf #b2b1e9 #dbdafb",
		"#43466b #61629c #8281c9 #a7a5e2 #cccbf5 #f2f2ff",
		"#3f4264 #58598e #7373b7 #9190d4 #b1b0e8 #d2d1f7 #f2f2ff",
	},
	{ // spruce
		"#54938e",
		"#3e706d #85beb7",
		"#3c6d6a #70aca6 #c3e7e1",
		"#345e5c #508d88 #82bbb4 #c3e7e1",
		"#305553 #447a76 #629f9a #8ec4bd #c3e7e1",
		"#2e5250 #407471 #599792 #80b9b3 #b0dad4 #e5f8f5",
		"#2d4d4c #3b6a67 #4d8884 #6aa6a0 #8dc3bc #b7ded9 #e5f8f5",
	},
	{ // umber
		"#af7a39",
		"#865c32 #d7a866",
		"#805731 #c59352 #f5daae",
		"#6d4a2c #a57237 #d3a462 #f5daae",
		"#61422a #8e6133 #b98544 #dbae70 #f5daae",
		"#5e4029 #885d32 #b27d3c #d3a362 #edcc9a #fbf2e5",
		"#573e2c #7c5530 #a06f36 #c08d4d #dbaf71 #f0d2a3 #fbf2e5",
	},
	{ // slate
		"#7388a1",
		"#56687d #a0b3c9",
		"#55667b #8da1b8 #d4dfeb",
		"#49576a #6e839b #9db1c7 #d4dfeb",
		"#424f60 #5f7188 #8095ad #a8bace #d4dfeb",
		"#404d5d #5a6c82 #788da5 #9bafc5 #c3d1e0 #eaf5ff",
		"#3d4858 #526377 #6a7f96 #879bb3 #a6b9cd #c9d6e4 #eaf5ff",
	},
}
