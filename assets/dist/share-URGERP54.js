/*! Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause: see leaflet-LICENSE.txt */
import{a,b,c,d,e}from"/assets/chunk-VMELQHYN.js";import"/assets/chunk-W247NS4E.js";import"/assets/chunk-BUJDXCL3.js";import"/assets/chunk-GGZTYVVE.js";import"/assets/chunk-RAY5HRRT.js";export{e as cite,d as shareCite,c as shareData,b as shareEmbed,a as shareLink};
