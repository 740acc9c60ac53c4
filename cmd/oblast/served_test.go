package main_test

import (
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// items is a page of incidents, and five the columns that a table in a page of a newspaper would show.
const (
	items = "/collections/incidents/items?f=json&limit="
	five  = "&properties=title,night_of,count_min,grade,district_id"
)

// served are the requests that the load generator sends. A request with a condition holds the newest entity tag. Where pages
// are asked for once, a number follows the path, another each time; else the same page is asked for again and again, and
// kept.
var served = []struct {
	name, path, header string
	conditional, once  bool
}{
	{name: "not modified", path: items + "10" + five, conditional: true},
	{name: "items, five columns, 10, each once", path: items + "10" + five + behind, once: true},
	{name: "items, five columns, 10, kept", path: items + "10" + five},
	{name: "items, five columns, 1000, each once", path: items + "1000" + five + behind, once: true},
	{name: "items, five columns, 1000, kept", path: items + "1000" + five},
	{name: "items, all columns, 10, each once", path: items + "10" + behind, once: true},
	{name: "items, all columns, 1000, each once", path: items + "1000" + behind, once: true},
	{name: "items, five columns, 10, gzip, each once", path: items + "10" + five + behind, header: "Accept-Encoding: gzip", once: true},
	{name: "items, five columns, 10, gzip, kept", path: items + "10" + five, header: "Accept-Encoding: gzip"},
	{name: "items, five columns, 1000, gzip, each once", path: items + "1000" + five + behind, header: "Accept-Encoding: gzip", once: true},
	{name: "items, five columns, 1000, gzip, kept", path: items + "1000" + five, header: "Accept-Encoding: gzip"},
	{name: "items, box and two values, 100, each once", path: items + "100&grade=confirmed&is_damage=true" + five + box, once: true},
	{name: "items, box, two values, time and order, 100, each once", path: items + "100&grade=confirmed&is_damage=true&datetime=2022-01-01/2024-12-31&sortby=-count_min" + five + box, once: true},
	{name: "choropleth, covered regions", path: "/choropleth?geometry=none&covered=true&from=2023-01-01&to=2023-01-02"},
	{name: "choropleth, all regions, br", path: "/choropleth?geometry=none&from=2023-01-01&to=2023-12-31", header: "Accept-Encoding: br"},
	{name: "tile of incidents, kept, gzip", path: "/tiles/incidents/6/38/20.mvt", header: "Accept-Encoding: gzip"},
	{name: "tile of totals by region, kept, gzip", path: "/tiles/totals-1/4/9/5.mvt?from=2023-01-01&to=2023-01-02", header: "Accept-Encoding: gzip"},
	{name: "geocode", path: "/geocode?q=Dzerzhinsky%20district,%20Kaluga%20region&geometry=none"},
	{name: "reverse", path: "/reverse?lon=35.99&lat=54.83"},
}

// Where a page begins, and a box, as far as they are the same each time.
const (
	behind = "&after=inc-0"
	box    = "&bbox=35,50,40,56."
)

// BenchmarkServed measures the running program over 200,000 incidents with the load generator wrk on the same machine,
// beside a handler of net/http that sends 1 kB made beforehand, the two in turns: requests a second, and how many of the
// handler's those are; processor time of the server for each, and how many times the handler's. A busy machine has other
// rates, and a ratio of rates says little there: cpu-of-bare is the ratio of all processor time, the generator's too, which
// is what the ratio of rates would be on cores that do nothing else.
func BenchmarkServed(b *testing.B) {
	wrk := loadGenerator(b)
	base, pid, _ := startServer(b, "--data", importLoad(b))
	bare := bareServer(b)
	for _, test := range served { // what is kept is made, and what is built late is there, before anything is measured
		_ = entityTag(b, base+test.path+map[bool]string{true: "0"}[test.once])
	}
	for _, test := range served {
		b.Run(test.name, func(b *testing.B) {
			header, refused := test.header, "Non-2xx"
			if test.conditional {
				header, refused = "If-None-Match: "+entityTag(b, base+test.path), ""
			}
			var own, others load
			for b.Loop() {
				for range turns {
					others.add(underLoad(b, wrk, os.Getpid(), bare, "", "Non-2xx", test.once))
					own.add(underLoad(b, wrk, pid, base+test.path, header, refused, test.once))
				}
			}
			b.ReportMetric(own.rate/turns/float64(b.N), "req/s")
			b.ReportMetric(own.rate/others.rate, "of-bare")
			b.ReportMetric(others.each(others.server+others.client)/own.each(own.server+own.client), "cpu-of-bare")
			b.ReportMetric(own.each(own.server), "cpu-µs/req")
			b.ReportMetric(own.each(own.server)/others.each(others.server), "×bare")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// loadGenerator returns the path of wrk.
func loadGenerator(b *testing.B) string {
	b.Helper()
	wrk, err := exec.LookPath("wrk")
	if err != nil {
		b.Skip("wrk is not installed")
	}
	return wrk
}

// bareServer answers everything with 1 kB, in this process.
func bareServer(b *testing.B) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	body := []byte(strings.Repeat("oblast ", 146))
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Type"] = []string{"text/plain"}
		_, _ = w.Write(body)
	})}
	go func() { _ = server.Serve(l) }()
	b.Cleanup(func() { _ = server.Close() })
	return "http://" + l.Addr().String() + "/"
}

var (
	perSecond = regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`)
	inAll     = regexp.MustCompile(`(\d+) requests in`)
)

// turns is how often a server and the one that it is measured beside are asked, for a second each.
const turns = 3

// load is what was answered, and the processor time that it took.
type load struct {
	rate, requests float64 // a second, in all
	server, client float64 // seconds
}

func (l *load) add(more load) {
	l.rate, l.requests, l.server, l.client = l.rate+more.rate, l.requests+more.requests, l.server+more.server, l.client+more.client
}

// each returns the share of a request, in µs.
func (l *load) each(seconds float64) float64 { return seconds / l.requests * 1e6 }

// underLoad sends requests over 8 connections for a second to process pid. What wrk says must not contain refused, unless
// that is empty. Once puts another number behind each address.
func underLoad(b *testing.B, wrk string, pid int, url, header, refused string, once bool) (l load) {
	b.Helper()
	args := []string{"-c", "8", "-t", "1", "-d", "1s"}
	if header != "" {
		args = append(args, "-H", header)
	}
	if once {
		args = append(args, "-s", "testdata/once.lua")
	}
	cmd := exec.Command(wrk, append(args, url)...)
	before := cpuSeconds(b, pid)
	raw, err := cmd.CombinedOutput()
	out := string(raw)
	if err != nil || refused != "" && strings.Contains(out, refused) {
		b.Fatalf("%s: %v\n%s", wrk, err, out)
	}
	l.server = cpuSeconds(b, pid) - before
	l.client = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	l.rate, l.requests = number(b, perSecond, out), number(b, inAll, out)
	return l
}

func number(b *testing.B, pattern *regexp.Regexp, text string) float64 {
	b.Helper()
	m := pattern.FindStringSubmatch(text)
	if m == nil {
		b.Fatalf("no %s in: %s", pattern, text)
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

func output(b *testing.B, name string, args ...string) string {
	b.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		b.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func entityTag(b *testing.B, address string) string {
	b.Helper()
	res, err := http.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	_, err = io.Copy(io.Discard, res.Body)
	if res.Body.Close(); err != nil || res.StatusCode != http.StatusOK {
		b.Fatal(res.Status, err)
	}
	return res.Header.Get("ETag")
}

// userHz is the unit of /proc/PID/stat, the same on all of Linux's platforms.
const userHz = 100

// cpuSeconds returns the processor time that a process has used, its threads together; 0 where there is no /proc.
func cpuSeconds(b *testing.B, pid int) float64 {
	b.Helper()
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(stat), ") ") // the name before may hold anything
	fields := strings.Fields(rest)
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / userHz
}

// awaitAnswer returns when an address answers, or fails after a minute.
func awaitAnswer(b *testing.B, url string) {
	b.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(time.Millisecond) {
		res, err := http.Get(url)
		if err != nil {
			continue
		}
		res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return
		}
	}
	b.Fatal(url, "does not answer")
}
