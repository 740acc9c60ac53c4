/*! Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause: see leaflet-LICENSE.txt */
import{m as s}from"/assets/chunk-UUI4MPSD.js";var r=new Map;function u(i,l,e){let t=`${l}|${e??""}|${i}`,n=r.get(t);return n||(n=s(`/records/${encodeURIComponent(i)}${e?`?as_of=${encodeURIComponent(e)}`:""}`),n.catch(()=>r.delete(t)),r.set(t,n)),n}export{u as a};
