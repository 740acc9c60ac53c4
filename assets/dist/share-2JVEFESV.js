/*! Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause: see leaflet-LICENSE.txt */
import{a,b,c,d,e}from"/assets/chunk-IIT3NYKP.js";import"/assets/chunk-BZZY4II4.js";import"/assets/chunk-ETOSK7S7.js";import"/assets/chunk-BLYFSUL3.js";export{e as cite,d as shareCite,c as shareData,b as shareEmbed,a as shareLink};
