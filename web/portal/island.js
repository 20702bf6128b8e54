/* Comfort only: every page works without it. Statements end with a semicolon,
   and no comment stands inside one, because the lines are joined. */
(() => {
  const d = document;
  d.addEventListener('submit', (e) => {
    const f = e.target;
    if (f.dataset.sent) {
      e.preventDefault();
      return;
    }
    if (f.method !== 'post') {
      return;
    }
    f.dataset.sent = 1;
    f.setAttribute('aria-busy', 'true');
  });
  addEventListener('pageshow', () => {
    for (const f of d.forms) {
      delete f.dataset.sent;
      f.removeAttribute('aria-busy');
    }
  });
  for (const t of d.querySelectorAll('textarea[data-draft]')) {
    const k = 'draft:' + t.dataset.draft;
    try {
      t.value = t.value || sessionStorage.getItem(k) || '';
      t.addEventListener('input', () => sessionStorage.setItem(k, t.value));
      t.form.addEventListener('submit', () => sessionStorage.removeItem(k));
    } catch {}
  }
  d.addEventListener('click', (e) => {
    for (const m of d.querySelectorAll('details.me[open]')) {
      if (!m.contains(e.target)) {
        m.open = false;
      }
    }
  });
  d.addEventListener('keydown', (e) => {
    const m = d.querySelector('details.me[open]');
    if (e.key === 'Escape' && m) {
      m.open = false;
      m.firstElementChild.focus();
    }
  });
})();
