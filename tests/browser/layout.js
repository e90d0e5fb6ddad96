// Tells what a reader would see go wrong with the words of a page, one fault a line.
// Words are measured by their ink: letters of Nastaliq reach far above and below what their font promises.
({hidden, scrolls, tolerance, touching}) => {
    const canvas = document.createElement("canvas")
    const ink = canvas.getContext("2d", {willReadFrequently: true})

    // In a script that has spaces: with marks around it, but no hyphen at which it may end a line.
    const oneWord = /^[^\p{L}\p{Pd}]{0,3}(?!\p{Script=Han})[\p{L}\p{M}]+[^\p{L}\p{Pd}]{0,3}$/u

    // A frame or a ground, which words may not leave; those of a table that scrolls wait outside of it.
    function boxOf(element) {
        if (element.matches(scrolls)) return (element.firstElementChild ?? element).getBoundingClientRect()
        const {borderTopWidth, borderLeftWidth, backgroundColor} = getComputedStyle(element)
        const isFramed = borderTopWidth != "0px" && borderLeftWidth != "0px"
        const isDrawn = isFramed || backgroundColor != "rgba(0, 0, 0, 0)"
        return isDrawn || element == document.body ? element.getBoundingClientRect() : boxOf(element.parentElement)
    }

    function* textsOf(page) {
        const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT)
        while (texts.nextNode()) {
            const text = texts.currentNode, element = text.parentElement
            const isSeen = element.checkVisibility({visibilityProperty: true}) && !element.closest(hidden)
            if (text.data.trim() && isSeen) yield text
        }
    }

    // A word that stands on two lines has a part on each.
    function* wordsOf(text) {
        const {fontStyle, fontWeight, fontSize, fontFamily, direction} = getComputedStyle(text.parentElement)
        const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`
        const box = boxOf(text.parentElement), range = document.createRange()
        for (const {0: letters, index} of text.data.matchAll(/[^\s\u2066-\u2069]+/g)) {
            Object.assign(ink, {font, direction, textAlign: "left"})
            const size = ink.measureText(letters)
            range.setStart(text, index)
            range.setEnd(text, index + letters.length)
            const parts = [...range.getClientRects()]
            const isBroken = oneWord.test(letters) && parts.some(part => part.top >= parts[0].bottom)
            for (const {left, right, top} of parts) {
                const line = top + size.fontBoundingBoxAscent
                yield {
                    letters, isBroken, font, direction, box, line, start: left,
                    left: left - Math.max(0, size.actualBoundingBoxLeft),
                    right: right + Math.max(0, size.actualBoundingBoxRight - size.width),
                    top: line - size.actualBoundingBoxAscent,
                    bottom: line + size.actualBoundingBoxDescent,
                }
            }
        }
    }

    function outOfItsBox({left, right, top, bottom, box}) {
        return Math.max(box.left - left, right - box.right, box.top - top, bottom - box.bottom) > tolerance
    }

    function write({letters, font, direction, start, line}) {
        Object.assign(ink, {font, direction, textAlign: "left"})
        ink.fillText(letters, start, line)
    }

    // Draws the one word, then of the other only what falls on it.
    function touch(one, other) {
        const left = Math.max(one.left, other.left), right = Math.min(one.right, other.right)
        if (right - left < tolerance) return false
        canvas.width = Math.ceil(right - left)  // which empties it
        canvas.height = Math.ceil(one.bottom - other.top)
        ink.translate(-left, -other.top)
        write(one)
        ink.globalCompositeOperation = "source-in"
        write(other)
        const {data} = ink.getImageData(0, 0, canvas.width, canvas.height)
        return data.filter((value, place) => place % 4 == 3 && value > 96).length > touching
    }

    function* pairsOf(words) {
        words.sort((one, other) => one.top - other.top)
        for (const [place, one] of words.entries()) {
            for (const other of words.slice(place + 1)) {
                if (other.top > one.bottom - tolerance) break
                yield [one, other]
            }
        }
    }

    function isCutOff(element) {
        if (getComputedStyle(element).overflow == "visible" || element.closest(`${hidden}, ${scrolls}`)) return false
        return element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
    }

    scrollTo(0, 0)  // the bar that stays in view lies over what is scrolled
    const words = [...textsOf(document.body)].flatMap(text => [...wordsOf(text)])
    return [
        ...words.filter(({isBroken}) => isBroken).map(({letters}) => `“${letters}” is broken`),
        ...words.filter(outOfItsBox).map(({letters}) => `“${letters}” stands out of its box`),
        ...[...pairsOf(words)].filter(([one, other]) => touch(one, other))
            .map(([one, other]) => `“${one.letters}” touches “${other.letters}”`),
        ...[...document.querySelectorAll("body *")].filter(isCutOff)
            .map(element => `${element.outerHTML.slice(0, 80)} is cut off`),
    ]
}
