package api

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"oblast/api/respond"
	"oblast/assets"
	"oblast/geo/fault"

	"github.com/labstack/echo/v4"
)

// files are what pages load.
type files struct {
	fs        fs.FS
	icon      string // address of the icon
	responder *respond.Responder
}

// hashed is a file name that changes with its content.
var hashed = regexp.MustCompile(`-[A-Z0-9]{8}\.[a-z]+$`)

// mediaTypes of the files, whatever the machine's own table says.
var mediaTypes = map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".json": "application/json", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".png": "image/png"}

// Asset answers GET /assets/{file}: a file whose name changes with its content, or a licence.
func (f *files) Asset(c echo.Context) error {
	return f.send(c, c.Param("file"))
}

// Icon answers GET /favicon.ico, which browsers ask for where a page names no icon.
func (f *files) Icon(c echo.Context) error {
	return f.send(c, strings.TrimPrefix(f.icon, assets.Prefix))
}

func (f *files) send(c echo.Context, name string) error {
	mediaType, immutable := mediaTypes[path.Ext(name)], hashed.MatchString(name)
	if mediaType == "" || !fs.ValidPath(name) || !immutable && path.Ext(name) != ".txt" {
		return fmt.Errorf("there is no file %.100q: %w", name, fault.ErrNotFound)
	}
	info, err := fs.Stat(f.fs, name)
	if err != nil || info.IsDir() {
		return fmt.Errorf("there is no file %.100q: %w", name, fault.ErrNotFound)
	}
	reply := respond.Reply{MediaType: mediaType, CacheControl: "public, max-age=3600", Body: func(dst []byte) ([]byte, error) {
		b, err := fs.ReadFile(f.fs, name)
		return append(dst, b...), err
	}}
	if immutable {
		// The name is the version; only an address that holds it never changes.
		reply.ETag, reply.Key = strings.TrimSuffix(name, path.Ext(name)), name
		if c.Param("file") == name {
			reply.CacheControl = respond.Immutable
		}
	}
	return f.responder.Send(c, reply)
}

// Robots answers GET /robots.txt: everything may be read, and pages without end need not be.
func (f *files) Robots(c echo.Context) error {
	const text = "User-agent: *\nAllow: /\nDisallow: /collections/*/items\nDisallow: /geocode\nDisallow: /reverse\n"
	return f.responder.Send(c, respond.Reply{MediaType: mediaTypes[".txt"], CacheControl: "public, max-age=86400",
		Body: func(dst []byte) ([]byte, error) { return append(dst, text...), nil }})
}
