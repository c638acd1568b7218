(()=>{try{const a=document.querySelector("li#"+CSS.escape(decodeURIComponent(location.hash.slice(1)))+">a");if(a)location.replace(a.href)}catch{}})()
