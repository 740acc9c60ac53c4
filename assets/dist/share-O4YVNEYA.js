/*! Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause: see leaflet-LICENSE.txt */
import{a,b,c,d,e}from"/assets/chunk-TP3HSL3G.js";import"/assets/chunk-5POQTQKR.js";import"/assets/chunk-JYHCJKDI.js";import"/assets/chunk-IFE6GOWW.js";import"/assets/chunk-EPRIPW3T.js";export{e as cite,d as shareCite,c as shareData,b as shareEmbed,a as shareLink};
