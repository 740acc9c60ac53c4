/*! Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause: see leaflet-LICENSE.txt */
import{a,b,c,d,e}from"/assets/chunk-WSXJU2N2.js";import"/assets/chunk-SHKLTAW7.js";import"/assets/chunk-XLK4SP3Y.js";import"/assets/chunk-BPFFL57F.js";import"/assets/chunk-ZKWOOMAI.js";export{e as cite,d as shareCite,c as shareData,b as shareEmbed,a as shareLink};
