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

// served are the requests that the load generator sends. A request with a condition holds the newest entity tag.
var served = []struct {
	name, path, header string
	conditional        bool
}{
	{name: "not modified", path: items + "10" + five, conditional: true},
	{name: "items, five columns, 10", path: items + "10" + five},
	{name: "items, five columns, 1000", path: items + "1000" + five},
	{name: "items, all columns, 10", path: items + "10"},
	{name: "items, all columns, 1000", path: items + "1000"},
	{name: "items, five columns, 10, gzip", path: items + "10" + five, header: "Accept-Encoding: gzip"},
	{name: "items, five columns, 1000, gzip", path: items + "1000" + five, header: "Accept-Encoding: gzip"},
	{name: "items, box and two values, 100", path: items + "100&bbox=35,50,40,56&grade=confirmed&is_damage=true" + five},
	{name: "choropleth, covered regions", path: "/choropleth?geometry=none&covered=true&from=2023-01-01&to=2023-01-02"},
	{name: "choropleth, all regions, br", path: "/choropleth?geometry=none&from=2023-01-01&to=2023-12-31", header: "Accept-Encoding: br"},
	{name: "tile of incidents, kept, gzip", path: "/tiles/incidents/6/38/20.mvt", header: "Accept-Encoding: gzip"},
	{name: "tile of totals by region, kept, gzip", path: "/tiles/totals-1/4/9/5.mvt?from=2023-01-01&to=2023-01-02", header: "Accept-Encoding: gzip"},
	{name: "geocode", path: "/geocode?q=Dzerzhinsky%20district,%20Kaluga%20region&geometry=none"},
	{name: "reverse", path: "/reverse?lon=35.99&lat=54.83"},
}

// BenchmarkServed measures the running program over 200,000 incidents with the load generator wrk on the same machine:
// requests a second, processor time of the server for each, and how many times that of a handler of net/http that sends
// 1 kB made beforehand. A busy machine has other rates; the ratio stays.
func BenchmarkServed(b *testing.B) {
	wrk := loadGenerator(b)
	base, pid, _ := startServer(b, "--data", importLoad(b))
	bare := bareServer(b)
	var bareCPU float64
	b.Run("bare net/http, 1 kB", func(b *testing.B) { bareCPU = underLoad(b, wrk, os.Getpid(), bare, "", "") })
	for _, test := range served {
		b.Run(test.name, func(b *testing.B) {
			header, refused := test.header, "Non-2xx"
			if test.conditional {
				header, refused = "If-None-Match: "+entityTag(b, base+test.path), ""
			}
			cpu := underLoad(b, wrk, pid, base+test.path, header, refused)
			b.ReportMetric(cpu/bareCPU, "×bare")
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

// underLoad sends requests over 8 connections for 4 seconds, reports the rate and the processor time of process pid for
// each, and returns the latter in µs. What wrk says must not contain refused, unless that is empty.
func underLoad(b *testing.B, wrk string, pid int, url, header, refused string) (cpuUS float64) {
	args := []string{"-c", "8", "-t", "1", "-d", "4s"}
	if header != "" {
		args = append(args, "-H", header)
	}
	var rate, requests float64
	before := cpuSeconds(b, pid)
	for b.Loop() {
		out := output(b, wrk, append(args, url)...)
		if refused != "" && strings.Contains(out, refused) {
			b.Fatal(out)
		}
		rate += number(b, perSecond, out)
		requests += number(b, inAll, out)
	}
	cpuUS = (cpuSeconds(b, pid) - before) / requests * 1e6
	b.ReportMetric(rate/float64(b.N), "req/s")
	b.ReportMetric(cpuUS, "cpu-µs/req")
	b.ReportMetric(0, "ns/op")
	return cpuUS
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
