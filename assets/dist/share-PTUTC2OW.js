/*! Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause: see leaflet-LICENSE.txt */
import{a,b,c,d,e}from"/assets/chunk-UUXX6PVR.js";import"/assets/chunk-A7N5TSGK.js";import"/assets/chunk-ONSUXVOS.js";import"/assets/chunk-L4YFOS4J.js";import"/assets/chunk-JE5HWGFX.js";export{e as cite,d as shareCite,c as shareData,b as shareEmbed,a as shareLink};
