// What one look at the page tells. A label is tapped for its tick; a skip link is there for keys only.
smallest => {
  const all = chosen => [...document.querySelectorAll(chosen)]
  const first = document.querySelector('h1 + .now')
  const levels = all('h1, h2, h3, h4, h5').map(e => [+e.tagName[1], e.innerText])
  const tapped = e => (['checkbox', 'radio', 'file'].includes(e.type) && e.closest('label')) || e
  const isSmall = ({ width, height }) => width && height && Math.min(width, height) < smallest - .01

  return {
    asked: 1 + performance.getEntriesByType('navigation')[0].redirectCount
      + performance.getEntriesByType('resource').filter(e => e.renderBlockingStatus === 'blocking').length,
    headings: all('h1').length,
    skipping: levels.filter(([level], n) => n && level > levels[n - 1][0] + 1).map(([, words]) => words),
    first: first ? first.innerText.trim() : '',
    language: document.documentElement.lang,
    small: all('a[href], button, input, select, textarea, summary')
      .filter(e => e.type !== 'hidden' && !e.matches('.skip') && isSmall(tapped(e).getBoundingClientRect()))
      .map(e => `${tapped(e).outerHTML.slice(0, 120)}: ${Object.values(tapped(e).getBoundingClientRect().toJSON())}`),
  }
}
