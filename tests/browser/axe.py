"""axe-core, as the axe-playwright-python wheel carries it, with this project's tags."""

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
AAA = ("wcag2aaa",)

RUN = """async tags => (await axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})).violations"""


def violations(page: Page, tags: Sequence[str] = AA) -> str:
    """Tell every rule that the page breaks, one a paragraph; nothing where it breaks none."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)  # not a <script>: the page's own policy stays as it is
    return "\n".join(
        f"{page.url}: {rule['id']} ({rule['impact']}): {rule['help']}\n"
        + "".join(f"    {node['target']} {node['html'][:120]}\n" for node in rule["nodes"])
        for rule in page.evaluate(RUN, list(tags))
    )
