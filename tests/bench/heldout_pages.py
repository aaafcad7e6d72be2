# ruff: noqa: E501 (pages stand as they are)
"""Twelve pages in the layouts of common systems, to score main-text extraction on: held out, not to tune by.

Each is (markup, words of the article). What stands around an article is made of words with ``Zebra``.
"""

from __future__ import annotations

from tests.sources.pages import MENU, META, PARAGRAPHS, TEASERS, TITLE

P = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
GOLD = " ".join(PARAGRAPHS)
RELATED = f"<div class='ssrc-related'><h2>Zebra related topics</h2><ul>{TEASERS}</ul></div>"
FRENCH = [
    "Les quatre États riverains sont convenus lundi de remplir le réservoir en sept ans, après deux ans de négociations.",
    "« Personne n’aura soif », a déclaré la ministre de l’Eau dans la capitale, où l’accord a été signé devant la presse.",
    "Une commission commune publiera chaque jour le niveau des eaux, et les vannes ne seront fermées que de juillet à septembre.",
]
LIVE = [
    ("10:42", "The ministers have arrived at the conference centre, and the doors are closed to the press."),
    ("11:15", "A spokesman says that the first session was constructive, without saying what was agreed."),
    (
        "12:03",
        "The agreement is signed. All four states accept seven years for the filling of the reservoir.",
    ),
]
TEASER = "The four states on the river agreed on Monday to fill the reservoir over seven years, ending two years of talks."


def page(body: str, head: str = META, kind: str = "html") -> str:
    return f"<!doctype html><{kind} lang=en><head>{head}</head><body>{body}</body></html>"


def _columns() -> str:
    half = "".join(f"{text}<br><br>" for text in PARAGRAPHS)
    return page(
        f"<center><img src=l.gif></center><table><tr><td><font size=1><a href=/>Zebra home</a><br><a href=/w>Zebra world</a>"
        f"<br><a href=/b>Zebra business</a><br><a href=/m>Zebra mail</a></font></td><td><font size=5><b>{TITLE}</b></font>"
        f"<p><font size=2>{half}</font></td><td><table><tr><td>Zebra stocks</td><td>Zebra 4.5</td></tr></table></td></tr>"
        "</table><hr><font size=1>Copyright 1998 Zebra. All rights reserved.</font>"
    )


HELD_OUT: dict[str, tuple[str, str]] = {
    "wordpress block theme": (
        page(f"<div class=wp-site-blocks><header class=wp-block-template-part><nav class=wp-block-navigation><ul>{MENU}</ul></nav></header>"
             f"<main class='wp-block-group'><h1 class=wp-block-post-title>{TITLE}</h1><div class='wp-block-post-author__name'>Zebra Writer</div>"
             f"<div class='entry-content wp-block-post-content'>{P}</div><div class='wp-block-post-terms'>Zebra, Zebra dams</div>"
             f"<div class='wp-block-comments'><h2>Zebra responses</h2><p>Zebra comment that goes on for a while.</p></div></main>"
             f"<footer class=wp-block-template-part><p>Zebra proudly powered</p></footer></div>"), GOLD),
    "drupal 10": (
        page(f"<div class=dialog-off-canvas-main-canvas><div class=layout-container><header role=banner>Zebra</header>"
             f"<div class='region region-breadcrumb'>Zebra</div><main role=main><div class=layout-content><article class='node node--type-article'>"
             f"<h1>{TITLE}</h1><footer class=node__meta>Submitted by Zebra</footer><div class=node__content><div class='clearfix text-formatted field field--name-body'>"
             f"{P}</div><div class='field field--name-field-tags'><div class=field__label>Zebra tags</div></div></div></article></div>"
             f"<aside class=layout-sidebar-second><h2>Zebra poll</h2></aside></main></div></div>"), GOLD),
    "ghost": (
        page(f"<div class=gh-viewport><header id=gh-navigation><a href=/>Zebra</a></header><main><article class='gh-article post'>"
             f"<header class=gh-article-header><a class=gh-article-tag href=/t>Zebra politics</a><h1>{TITLE}</h1></header>"
             f"<section class='gh-content gh-canvas'>{P}<div class='kg-card kg-signup-card'><h3>Zebra letter</h3><p>Zebra in your inbox each week.</p></div></section>"
             f"</article><section class=gh-container><h2>Zebra read next</h2><div class=gh-feed>{TEASERS.replace('li>', 'article>')}</div></section></main></div>"), GOLD),
    "medium-like": (
        page(f"<div id=root><div class='a b'><div class='l m'><a href=/>Zebra sign up</a><a href=/i>Zebra sign in</a></div></div><article><div class='n o'><section>"
             f"<h1 class='p q'>{TITLE}</h1><div class='r'><a href=/z>Zebra Writer</a><button>Zebra follow</button><span>Zebra 4 min read</span></div>"
             f"{P}</section></div></article><div class='s t'><h2>Zebra written by</h2><p>Zebra has written on rivers since long ago, and likes them.</p></div>"), GOLD),
    "related links inside": (
        page(f"<nav>{MENU}</nav><main><article><header><h1>{TITLE}</h1></header>" + "".join(
             f"<div data-component=text-block><p>{text}</p></div>" + (f"<div data-component=links-block>{RELATED}</div>" if n == 2 else "")
             for n, text in enumerate(PARAGRAPHS)) + "</article></main><footer>Zebra</footer>"), GOLD),
    "live blog": (
        page(f"<nav>{MENU}</nav><main><h1>{TITLE}</h1><div class=live-feed>" + "".join(
             f"<article class=live-post><div class=live-post-body><p>{text}</p></div><div class=share>Zebra share</div></article>" for _, text in LIVE)
             + "</div></main><footer>Zebra</footer>"), " ".join(text for _, text in LIVE)),
    "paywalled stub": (
        page(f"<nav>{MENU}</nav><article><h1>{TITLE}</h1><p>{TEASER}</p><div class=paywall-offer><h2>Zebra to read on</h2>"
             "<p>Zebra subscribe today for a coin a week, cancel anytime.</p></div></article><footer>Zebra terms</footer>"), TEASER),
    "amp": (
        page(f"<amp-sidebar id=s><ul>{MENU}</ul></amp-sidebar><header>Zebra</header><article><h1>{TITLE}</h1><amp-img src=a.jpg></amp-img>"
             f"{P}<amp-ad type=x><div fallback>Zebra ad</div></amp-ad></article><footer>Zebra</footer>", kind="html amp").replace("</html amp>", "</html>"), GOLD),
    "tables of 1998": (_columns(), GOLD),
    "comments": (
        page(f"<div id=wrap><h1>{TITLE}</h1><div id=story>{P}</div><div id=disqus_thread><h3>Zebra comments</h3>" + "".join(
             f"<div class=cmt><b>Zebra{n}</b><p>Zebra thinks that number {n} is right, and that all others are wrong as ever.</p></div>" for n in range(9))
             + "</div></div>"), GOLD),
    "several authors": (
        page(f"<nav>{MENU}</nav><article><h1>{TITLE}</h1><div class=byline>By <a rel=author href=/a>Zebra One</a>, <a rel=author href=/b>Zebra Two</a></div>"
             f"<div class=content>{P}</div><div class=author-bio><p>Zebra One is a correspondent.</p><p>Zebra Two is another one.</p></div></article>"), GOLD),
    "french": (
        page(f"<nav>{MENU}</nav><div class=contenu><h1>Accord sur le barrage</h1><div class=texte>" + "".join(f"<p>{text}</p>" for text in FRENCH)
             + f"</div><div class='a-lire-aussi'><h3>Zebra à lire aussi</h3><ul>{TEASERS}</ul></div></div><footer>Zebra mentions légales</footer>"), " ".join(FRENCH)),
}  # fmt: skip
