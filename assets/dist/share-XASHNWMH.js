/*! Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause: see leaflet-LICENSE.txt */
import{a,b,c,d,e}from"/assets/chunk-3GEHHZGI.js";import"/assets/chunk-KXIYNL6Q.js";import"/assets/chunk-MD7KOAK7.js";export{e as cite,d as shareCite,c as shareData,b as shareEmbed,a as shareLink};
