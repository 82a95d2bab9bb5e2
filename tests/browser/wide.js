// Whether all stands within a width, with letters of a size; if not, what stands out last.
([letters, most]) => {
  const style = document.documentElement.style
  style.fontSize = letters
  const width = document.documentElement.scrollWidth
  const outside = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > most + .5)
  const told = `${width} px wide on ${most} with letters of ${letters}: ${outside.slice(-1).map(e => e.outerHTML.slice(0, 160))}`
  style.fontSize = ''
  return width > most ? [told] : []
}
