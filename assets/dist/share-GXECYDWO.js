/*! Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause: see leaflet-LICENSE.txt */
import{a,b,c,d,e}from"/assets/chunk-BKS5ZSYU.js";import"/assets/chunk-EH5MZMGA.js";import"/assets/chunk-W2XFWMJZ.js";export{e as cite,d as shareCite,c as shareData,b as shareEmbed,a as shareLink};
