/*! Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause: see leaflet-LICENSE.txt */
import{a,b,c,d,e}from"/assets/chunk-K3P7Z442.js";import"/assets/chunk-2J2CTZ26.js";import"/assets/chunk-QHZMETLQ.js";import"/assets/chunk-NIU62JT4.js";import"/assets/chunk-UUI4MPSD.js";export{e as cite,d as shareCite,c as shareData,b as shareEmbed,a as shareLink};
