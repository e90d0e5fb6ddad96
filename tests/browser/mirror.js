// Tells what of a page from right to left is not the mirror image of the same page from left to right.
({tolerance}) => {
    const page = document.documentElement
    const drawn = ["", "::before", "::after"]
    const sided = [
        "%", "margin-%", "padding-%", "border-%-width", "border-%-style", "border-%-color",
        "border-top-%-radius", "border-bottom-%-radius",
    ]

    // Words keep their places in the line, so that what stands within a sentence can be compared too.
    const style = document.createElement("style")
    style.textContent = "*, *::before, *::after {unicode-bidi: isolate-override !important; font-kerning: none}"

    // What has a direction of its own does not turn inside; its box does.
    function turns(element) {
        return element.checkVisibility() && element.tagName != "BR" && !element.parentElement.closest("body [dir], bdi")
    }

    function side(css, name) {
        return sided.map(property => css.getPropertyValue(property.replace("%", name))).join(" ")
    }

    function measured(element) {
        const {left, right, top, bottom} = element.getBoundingClientRect()
        const styles = drawn.map(part => getComputedStyle(element, part)).filter(({content}) => content != "none")
        const aligned = element.dir ? [] : styles.map(({textAlign, float}) => `${textAlign} ${float}`)
        const grounds = styles.filter(({backgroundImage}) => backgroundImage != "none")
        return {
            left, right, top, bottom,
            start: styles.map(css => side(css, "left")).join(),
            end: styles.map(css => side(css, "right")).join(),
            aligned: aligned.join(),
            ground: grounds.map(css => `${css.backgroundImage} ${css.backgroundPositionX}`).join(),
        }
    }

    function turned({left, right, top, bottom, start, end, aligned, ground}) {
        const sides = page.getBoundingClientRect(), both = sides.left + sides.right
        return {
            left: both - right, right: both - left, top, bottom,
            start: end,
            end: start,
            aligned: aligned.replace(/left|right/g, side => side == "left" ? "right" : "left"),
            ground: ground.replace(/\b(90|270)deg/g, (_, angle) => `${360 - angle}deg`)
                .replace(/\b(0|100)%/g, (_, place) => `${100 - place}%`),
        }
    }

    function* differences(element, one, other) {
        for (const [key, found] of Object.entries(one)) {
            const wanted = other[key]
            if (typeof found == "number" ? Math.abs(found - wanted) > tolerance : found != wanted) {
                yield `${element.outerHTML.slice(0, 80)}: ${key} is ${found}, where the mirror image has ${wanted}`
            }
        }
    }

    document.head.append(style)
    const elements = [...document.body.querySelectorAll("*")].filter(turns)
    const found = elements.map(measured)
    page.dir = "ltr"
    const wanted = elements.map(element => turned(measured(element)))
    page.dir = "rtl"
    style.remove()
    return elements.flatMap((element, place) => [...differences(element, found[place], wanted[place])])
}
