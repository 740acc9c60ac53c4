// The parts of Leaflet that the map uses. The bundler resolves "leaflet" to this file, so that controls, popups, tiles and
// vector layers that are never drawn are never sent. Types come from the package @types/leaflet.
export {Map} from '../vendor/leaflet/src/map/Map.js';
export {Layer} from '../vendor/leaflet/src/layer/Layer.js';
export {LatLng, toLatLng as latLng} from '../vendor/leaflet/src/geo/LatLng.js';
export {LatLngBounds, toLatLngBounds as latLngBounds} from '../vendor/leaflet/src/geo/LatLngBounds.js';
export {Point, toPoint as point} from '../vendor/leaflet/src/geometry/Point.js';
export {Bounds, toBounds as bounds} from '../vendor/leaflet/src/geometry/Bounds.js';

import * as DomEvent from '../vendor/leaflet/src/dom/DomEvent.js';
import * as DomUtil from '../vendor/leaflet/src/dom/DomUtil.js';
export {DomEvent, DomUtil};

import {Map} from '../vendor/leaflet/src/map/Map.js';
import {BoxZoom} from '../vendor/leaflet/src/map/handler/Map.BoxZoom.js';
import {DoubleClickZoom} from '../vendor/leaflet/src/map/handler/Map.DoubleClickZoom.js';
import {Drag} from '../vendor/leaflet/src/map/handler/Map.Drag.js';
import {Keyboard} from '../vendor/leaflet/src/map/handler/Map.Keyboard.js';
import {ScrollWheelZoom} from '../vendor/leaflet/src/map/handler/Map.ScrollWheelZoom.js';
import {TouchZoom} from '../vendor/leaflet/src/map/handler/Map.TouchZoom.js';

Object.assign(Map, {BoxZoom, DoubleClickZoom, Drag, Keyboard, ScrollWheelZoom, TouchZoom});
