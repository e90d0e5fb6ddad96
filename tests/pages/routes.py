"""Every address of the portal, and what is there, so that none appears without saying who may open it."""

from collections.abc import Mapping
from typing import Literal

Kind = Literal["page", "text", "file", "own", "door", "inbox"]
"""What is there: a page that everybody sees alike, or one for each text; what is no page, and the same for
everybody; what belongs to the browser that is there; a way into the inbox or out; what is for workers."""

ROUTES: Mapping[str, Kind] = {
    "/": "file",
    "/<language>/": "page",
    "/<language>/accessibility/": "page",
    "/<language>/ask-for-assessment/": "page",
    "/<language>/ask-for-assessment/<page>/": "own",
    "/<language>/ask-for-assessment/check/": "own",
    "/<language>/ask-for-assessment/clear/": "own",
    "/<language>/ask-for-assessment/cleared/": "page",
    "/<language>/ask-for-assessment/delete/": "own",
    "/<language>/ask-for-assessment/delete/asked/": "page",
    "/<language>/ask-for-assessment/sent/": "own",
    "/<language>/ask-for-assessment/sent/copy.txt": "own",
    "/<language>/flowcharts/<slug>/": "text",
    "/<language>/guides/": "page",
    "/<language>/guides/<slug>/": "text",
    "/<language>/guides/<slug>/recording/": "text",
    "/<language>/guides/<slug>/recording/<file>": "file",
    "/<language>/guides/booklet/": "text",
    "/<language>/help-now/": "page",
    "/<language>/keep-guides/": "page",
    "/<language>/keep-guides/copies.json": "file",
    "/<language>/offline/": "page",
    "/<language>/policies/": "page",
    "/<language>/privacy/": "page",
    "/<language>/providers/": "page",
    "/<language>/review-date/": "own",
    "/<language>/search/": "own",
    "/<language>/self-assessment/": "page",
    "/<language>/self-assessment/<question_name>/": "own",
    "/<language>/self-assessment/check/": "own",
    "/<language>/self-assessment/clear/": "own",
    "/<language>/self-assessment/cleared/": "page",
    "/<language>/self-assessment/criteria/": "page",
    "/<language>/self-assessment/criteria/ladder/": "page",
    "/<language>/self-assessment/criteria/sentences/": "page",
    "/<language>/self-assessment/families/": "page",
    "/<language>/self-assessment/result/": "own",
    "/<language>/self-assessment/return/": "own",
    "/<language>/self-assessment/save/": "own",
    "/<language>/self-assessment/save/delete/": "own",
    "/<language>/self-assessment/save/deleted/": "page",
    "/<language>/self-assessment/the-rest/": "own",
    "/<language>/service-worker.js": "file",
    "/<language>/words/": "page",
    "/exit/": "file",
    "/healthz": "file",
    "/inbox/": "inbox",
    "/inbox/<int(max=2147483647):number>/": "inbox",
    "/inbox/<int(max=2147483647):number>/delete/": "inbox",
    "/inbox/<int(max=2147483647):number>/request.json": "inbox",
    "/inbox/<int(max=2147483647):number>/sheet/": "inbox",
    "/inbox/invitation/<token>/": "door",
    "/inbox/sign-in/": "door",
    "/inbox/sign-out/": "door",
    "/inbox/signed-out/": "door",
    "/readyz": "file",
}

PUBLIC = tuple(route.replace("<language>", "en") for route, kind in ROUTES.items() if kind == "page")
"""The pages that everybody sees alike; guides and flowcharts have tests of their own."""
