// Whether all stands within a width, with letters of a size; if not, what stands out farthest.
// A table of numbers may be wider where letters are large, as WCAG 1.4.10 has it: columns are not to be broken up.
([letters, most]) => {
  const style = document.documentElement.style
  style.fontSize = letters
  const width = document.documentElement.scrollWidth
  const right = e => e.getBoundingClientRect().right
  const farthest = [...document.querySelectorAll('body *')].reduce((one, other) => right(other) >= right(one) ? other : one)
  const told = `${width} px wide on ${most} with letters of ${letters}: ${farthest.outerHTML.slice(0, 160)}`
  style.fontSize = ''
  return width > most && !(letters != '100%' && farthest.closest('table')) ? [told] : []
}
