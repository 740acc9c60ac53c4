package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"oblast/api"
	"oblast/data/boundaries"
	"oblast/data/exchange"
	"oblast/data/snapshot"
	"oblast/data/store"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/locate"

	"golang.org/x/sync/errgroup"
)

type serveCommand struct {
	Addr           string        `help:"Address to listen on; port 0 takes any free one (default ${default})." default:"127.0.0.1:8080" placeholder:"HOST:PORT" env:"OBLAST_ADDR"`
	BaseURL        string        `name:"base-url" help:"Address under which clients reach this server, where a proxy stands in front; else each request's own." placeholder:"URL" env:"OBLAST_BASE_URL"`
	Starter        bool          `help:"Put the starter records into an empty log." default:"true" negatable:"" env:"OBLAST_STARTER"`
	Layer          []string      `help:"Serve a file of your own as a collection beside the others: GeoJSON, GeoPackage (FILE#LAYER where it has several), FlatGeobuf or CSV; may be repeated." placeholder:"NAME=FILE" env:"OBLAST_LAYER"`
	Population     string        `help:"Table of populations to divide numbers by: CSV with the columns region_id and population." placeholder:"FILE" env:"OBLAST_POPULATION"`
	PopulationName string        `name:"population-name" help:"Whose table that is, and of which year: it stands beside every number divided by it." placeholder:"TEXT" env:"OBLAST_POPULATION_NAME"`
	CacheMB        int           `name:"cache-mb" help:"Most memory for answers that are kept, most of them compressed, in MB." default:"32" env:"OBLAST_CACHE_MB"`
	LogLevel       string        `help:"Least level that is logged: debug, info, warn, error. Requests are logged at debug." enum:"debug,info,warn,error" default:"info" env:"OBLAST_LOG_LEVEL"`
	LogFormat      string        `help:"Form of log lines: text or json." enum:"text,json" default:"text" env:"OBLAST_LOG_FORMAT"`
	StopWithin     time.Duration `help:"How long requests under way may take once the program is told to stop." default:"10s" env:"OBLAST_STOP_WITHIN"`
}

// Help shows examples.
func (serveCommand) Help() string {
	return `Examples:
  oblast serve
  oblast serve --addr 0.0.0.0:80 --data /var/lib/oblast/oblast.db --base-url https://map.example.org
  oblast serve --data :memory: --starter=false
  oblast serve --layer depots=depots.gpkg --layer roads=roads.fgb`
}

// Validate checks the settings together.
func (v *serveCommand) Validate() error {
	var faults []error
	if _, port, err := net.SplitHostPort(v.Addr); err != nil {
		faults = append(faults, fmt.Errorf("--addr %q is not HOST:PORT, such as 127.0.0.1:8080", v.Addr))
	} else if _, err := net.LookupPort("tcp", port); err != nil {
		faults = append(faults, fmt.Errorf("--addr %q has no port from 0 to 65535", v.Addr))
	}
	if err := checkBase(v.BaseURL); err != nil {
		faults = append(faults, err)
	}
	if v.CacheMB < 1 || v.CacheMB > 16384 {
		faults = append(faults, fmt.Errorf("--cache-mb %d is not from 1 to 16384", v.CacheMB))
	}
	for _, l := range v.Layer {
		if name, file, _ := strings.Cut(l, "="); !layerName.MatchString(name) || file == "" {
			faults = append(faults, fmt.Errorf("--layer %q is not NAME=FILE, the name of letters, digits, - and _", l))
		} else if name == reservedName {
			faults = append(faults, fmt.Errorf("--layer %s: the test suite of the OGC takes that name for a collection that is not there", name))
		}
	}
	if v.StopWithin < 0 {
		faults = append(faults, fmt.Errorf("--stop-within %s is below 0", v.StopWithin))
	}
	return errors.Join(faults...)
}

// checkBase refuses a base address that clients could not go on from: links between pages begin at the root of a host.
func checkBase(base string) error {
	if base == "" {
		return nil
	}
	u, err := url.Parse(base)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return fmt.Errorf("--base-url %q is not http:// or https:// and a host, such as https://map.example.org", base)
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		return fmt.Errorf("--base-url %q has more than a host: oblast wants one of its own, such as https://map.example.org, and no folder of another's", base)
	}
	return nil
}

func (v *serveCommand) logger(s *setting) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(v.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if v.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(s.Err, options))
	}
	return slog.New(slog.NewTextHandler(s.Err, options))
}

// Run serves until the program is told to stop: requests under way end, then the log is closed.
func (v *serveCommand) Run(s *setting) (err error) {
	start := time.Now()
	// The address is taken first: a port in use is known before anything is loaded.
	listener, err := new(net.ListenConfig).Listen(s.ctx, "tcp", v.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	logger := v.logger(s)
	gaz, log, err := open(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	if v.Starter {
		if _, err := exchange.LoadStarter(s.ctx, log); err != nil {
			return err
		}
	}
	own, files, err := ownLayers(s.ctx, v.Layer)
	if err != nil {
		return err
	}
	people, err := populations(v.Population, v.PopulationName, gaz)
	if err != nil {
		return err
	}
	live, err := snapshot.Open(s.ctx, log, snapshot.NewBoundaries(gaz.Tree).MergeWith(gaz.Topology).Beside(own...), logger)
	if err != nil {
		return err
	}
	if err := distinct(live.Current().Layers()); err != nil {
		return err
	}
	if err := warnOfClock(s, log); err != nil {
		return err
	}
	warnOfTemporary(s)
	geocoder := sync.OnceValues(func() (*geocode.Geocoder, error) { return geocode.New(gaz) })
	locator := sync.OnceValues(func() (*locate.Locator, error) { return locate.New(gaz) })
	server, err := api.New(api.Config{Snapshots: live, Gazetteer: gaz, Geocoder: geocoder, Locator: locator, Log: logger,
		BaseURL: v.BaseURL, Build: buildVersion(), CacheBytes: int64(v.CacheMB) << 20, StopWithin: v.StopWithin, Population: people, Files: files})
	if err != nil {
		return err
	}
	fmt.Fprintf(s.Out, "oblast serves %d records at http://%s/ (ready after %s)\n",
		live.Current().Len(), visible(listener.Addr()), time.Since(start).Round(time.Millisecond))
	ctx, stop := context.WithCancel(s.ctx)
	var work errgroup.Group
	work.Go(func() error { live.Run(ctx); return nil })
	work.Go(func() error { warm(ctx, geocoder, locator, live.Current().Layers()); settle(ctx); return nil })
	err = server.Serve(ctx, listener)
	stop()
	return errors.Join(err, work.Wait())
}

// open loads the gazetteer and opens the log, side by side.
func open(s *setting) (gaz *gazetteer.Gazetteer, log store.Log, err error) {
	var work errgroup.Group
	work.Go(func() (err error) { gaz, err = gazetteer.Load(boundaries.Files); return err })
	work.Go(func() (err error) { log, err = openLog(s.ctx, s.data); return err })
	if err = work.Wait(); err != nil && log != nil {
		err = errors.Join(err, log.Close())
	}
	return gaz, log, err
}

// warnOfTemporary says on standard error when no temporary files can be made: a few formats are files before they are sent.
func warnOfTemporary(s *setting) {
	f, err := os.CreateTemp("", "oblast-*")
	if err != nil {
		fmt.Fprintf(s.Err, "oblast: %v: without temporary files there is no GeoPackage, PMTiles or part of a large file; TMPDIR names a folder for them\n", err)
		return
	}
	_ = f.Close()
	_ = os.Remove(f.Name())
}

// warm builds what first requests would wait for, after the program has begun to answer: the geocoder on all cores, then
// the point lookup beside the tables of what is typed and misspelt; then, of collections of many texts, what finds their words.
func warm(ctx context.Context, geocoder func() (*geocode.Geocoder, error), locator func() (*locate.Locator, error), layers []*snapshot.Layer) {
	if ctx.Err() != nil {
		return
	}
	coder, err := geocoder() // an error comes back to each request that needs it
	if ctx.Err() != nil {
		return
	}
	var work sync.WaitGroup
	work.Go(func() { _, _ = locator() })
	if err == nil {
		work.Go(coder.Warm)
	}
	work.Wait()
	for _, l := range layers {
		l.Table.Warm(ctx)
	}
}

// visible is an address that a person can open: a listener on all addresses is reached at this machine's own.
func visible(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
