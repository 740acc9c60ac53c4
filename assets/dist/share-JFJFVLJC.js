/*! Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause: see leaflet-LICENSE.txt */
import{a,b,c,d,e}from"/assets/chunk-EOISYXKH.js";import"/assets/chunk-A54OI6HC.js";import"/assets/chunk-DQXZAMRB.js";import"/assets/chunk-55QPMWW2.js";import"/assets/chunk-FY7AXVAP.js";export{e as cite,d as shareCite,c as shareData,b as shareEmbed,a as shareLink};
