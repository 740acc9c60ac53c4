/*! Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause: see leaflet-LICENSE.txt */
import{a,b,c,d,e}from"/assets/chunk-QJF36A2E.js";import"/assets/chunk-3JSXSEHI.js";import"/assets/chunk-J4XKBCAW.js";import"/assets/chunk-T5TFCLYJ.js";import"/assets/chunk-IC2T5JLB.js";export{e as cite,d as shareCite,c as shareData,b as shareEmbed,a as shareLink};
