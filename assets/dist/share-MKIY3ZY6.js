/*! Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause: see leaflet-LICENSE.txt */
import{a,b,c,d,e}from"/assets/chunk-GNC3MB2G.js";import"/assets/chunk-VPOKEYZE.js";import"/assets/chunk-M4FEB3W6.js";export{e as cite,d as shareCite,c as shareData,b as shareEmbed,a as shareLink};
