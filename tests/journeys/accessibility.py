"""The WCAG 2.2 AA rules on a page, with contrast measured once for what looks alike.

Measuring contrast is nine tenths of the work on a long table, and its hundred rows are drawn in the same colours. So
contrast is measured in the first two of the children of one parent that look alike, each part of them: same elements,
classes, colours and kinds of type, on the same ground. All other rules are applied to everything.
"""

from __future__ import annotations

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MARK_ALIKE = """() => {
    const look = element => {
        const style = getComputedStyle(element);
        const text = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        return [element.tagName, element.getAttribute("class"), element.getAttribute("style"), text, style.color,
            style.backgroundColor, style.backgroundImage, style.fill, style.opacity, style.fontSize, style.fontWeight,
            style.textShadow, style.display, style.visibility, style.position].join("|");
    };
    const whole = element => [element, ...element.querySelectorAll("*")].map(look).join("\\n");
    const walk = parent => {
        const seen = new Map();
        for (const child of parent.children) {
            const key = parent.children.length > 2 ? whole(child) : "";
            const number = seen.get(key) ?? 0;
            if (key && number >= 2) child.setAttribute("data-looks-like-others", "");
            else walk(child);
            seen.set(key, number + 1);
        }
    };
    walk(document.body);
}"""
UNMARK = """() => document.querySelectorAll("[data-looks-like-others]").forEach(
    element => element.removeAttribute("data-looks-like-others"))"""


def faults(page: Page) -> list[AxeResults]:
    """What the rules find, first all but contrast, then contrast.

    Only of what fails is every element told: telling the rest is much of the work on a long page.
    """
    quick = {"resultTypes": ["violations"]}
    others = {"rules": {"color-contrast": {"enabled": False}}, "runOnly": {"type": "tag", "values": TAGS}}
    found = [Axe().run(page, options={**quick, **others})]
    page.evaluate(MARK_ALIKE)
    contrast = {**quick, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
    found.append(
        AxeResults(page.evaluate("options => axe.run({exclude: [['[data-looks-like-others]']]}, options)", contrast))
    )
    page.evaluate(UNMARK)
    return found
