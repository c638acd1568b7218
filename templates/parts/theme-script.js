(()=>{const h=document.documentElement;try{const t=localStorage.getItem("theme");if(t==="light"||t==="dark")h.dataset.theme=t}catch{}if(location.protocol!=="file:")h.classList.add("scripted")})()
