// What every page and every later part needs. All of them import this module first, so that the bundler puts it into one
// file: one request where there would be ten, and parts that come later bring only what is their own.
import 'leaflet';
import './describe';
import './drawn';
import './ledger';
import './mapview';
import './panel/furniture';
import './panel/legend';
import './panel/list';
import './panel/problem';
import './panel/record';
import './several';
import './tips';
import './title';
import './totals';
