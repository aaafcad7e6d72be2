"""Web pages as content management systems write them, around one article: what is the article is known.

Each template has the ``NOISE`` words somewhere around the article; none of them may be read as its text.
"""

from __future__ import annotations

TITLE = "River states agree on a timetable for the dam"
DAY = "2021-05-03"
URL = "https://wire.example/world/2021/05/03/dam"
PARAGRAPHS = [
    "The four states on the river agreed on Monday to fill the reservoir over seven years, ending two years of talks.",
    "“Nobody will go thirsty,” the minister for water said in the capital, where the agreement was signed.",
    "Under the timetable the gates are to be closed from July to September only, when the river carries most of its "
    "water, and a joint commission is to publish the levels every day.",
    "Farmers downstream had protested for months. Their union called the agreement late, but sufficient.",
    "The bank that lends most of the money said it would pay out the first part before the end of the year.",
]
SUBHEADING = "What the farmers say"
LINKED = "according to <a href='/doc'>the text of the agreement</a> and <a href='/b'>two officials</a>."
NOISE = "Zebra"  # in every line around the article

BODY = "".join(
    f"<p>{paragraph}</p>" + (f"<h2>{SUBHEADING}</h2>" if number == 2 else "")
    for number, paragraph in enumerate(PARAGRAPHS)
)
BODY += f"<p>The commission is to meet for the first time in June, {LINKED}</p>"
MENU = "".join(f"<li><a href='/{n}'>Zebra section {n}</a></li>" for n in range(12))
TEASERS = "".join(
    f"<li><a href='/n{n}'>Zebra story number {n} about something else</a></li>" for n in range(6)
)
META = f"""<meta charset=utf-8><title>{TITLE} | Wire</title><meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="Wire"><meta property="article:published_time" content="{DAY}">
<link rel=canonical href="{URL}">"""

PAGES = {
    "wordpress": f"""<!doctype html><html lang=en><head>{META}</head><body class="single post-template">
<header id=masthead class=site-header><nav class=main-navigation><ul>{MENU}</ul></nav></header>
<div id=content class=site-content><main id=main><article id=post-1 class="post type-post hentry">
<header class=entry-header><h1 class=entry-title>{TITLE}</h1><div class=entry-meta>Posted by Zebra on <time
datetime="{DAY}T09:00:00+00:00">May 3</time></div></header><div class=entry-content>{BODY}
<div class="sharedaddy sd-sharing-enabled"><h3>Zebra share this:</h3><ul><li><a href=x>Zebra</a></ul></div>
<div id=jp-relatedposts><h3>Zebra related</h3></div></div><footer class=entry-footer>Zebra tags: water</footer></article>
<div id=comments class=comments-area><h2>3 Zebra comments</h2><ol><li>Zebra is great, said nobody ever, at length.</ol>
</div></main><aside id=secondary class=widget-area><section class=widget><h2>Zebra recent</h2><ul>{TEASERS}</ul></section>
</aside></div><footer id=colophon>Zebra &copy; 2021</footer></body></html>""",
    "hashed classes": f"""<!doctype html><html lang=en-GB><head>{META}</head><body><div id=root>
<div class=css-1a2b><a href="#main">Zebra skip</a><div class="css-9x nav"><ul>{MENU}</ul></div></div>
<main id=main><article class=css-77><div class=css-1><h1 class=css-2>{TITLE}</h1></div>
<section data-component=tag-list class=ssrcss-tags><ul><li><a href=/t>Zebra topic</a></li></ul></section>
<div class=css-3>{BODY.replace("<p>", "<div class=css-5><p class=css-6>").replace("</p>", "</p></div>")}</div>
<aside class=css-8><p>Zebra newsletter: get it every day.</p></aside>
<section data-component=links-block><h2>Zebra more on this story</h2><ul>{TEASERS}</ul></section></article></main>
<footer><ul>{MENU}</ul><p>Zebra is not responsible.</p></footer></div></body></html>""",
    "no article element": f"""<html><head>{META}</head><body><div id=top-menu class=menu><ul>{MENU}</ul></div>
<div class=wrapper><div class="col-8"><h1>{TITLE}</h1><div class=byline>3 May 2021</div>
<div class="story-body">{BODY}</div><div class=share-buttons><span>Zebra share</span></div></div>
<div class="col-4 sidebar"><h3>Zebra most read</h3><ol>{TEASERS}</ol></div></div>
<div class=cookie-banner role=dialog><p>We Zebra use cookies to improve your experience.</p><button>Zebra</button></div>
<div class=footer><p>Zebra terms</p></div></body></html>""",
    "tables of 1999": f"""<html><head><title>{TITLE}</title><meta name=date content="{DAY}"></head><body bgcolor=white>
<table width=100%><tr><td colspan=3><a href=/>Zebra home</a> | <a href=/n>Zebra news</a> | <a href=/s>Zebra sport</a></td>
</tr><tr><td width=100><a href=/1>Zebra 1</a><br><a href=/2>Zebra 2</a><br><a href=/3>Zebra 3</a><br>
<a href=/4>Zebra 4</a></td><td><h1>{TITLE}</h1>{BODY.replace("</p>", "")}</td></tr></table></body></html>""",
    "itemprop": f"""<html><head>{META}</head><body itemscope itemtype="http://schema.org/NewsArticle">
<div class=page-head><a href=/>Zebra</a></div><h1 itemprop=headline>{TITLE}</h1>
<p class=standfirst>Zebra standfirst is not in the body.</p><div itemprop=articleBody>{BODY}</div>
<div class=outbrain-widget><p>Zebra: one weird trick that dentists do not like.</p></div>
<div>{TEASERS.replace("li>", "div>")}</div></body></html>""",
    "no classes at all": f"""<html><head>{META}</head><body><ul>{MENU}</ul><h1>{TITLE}</h1>{BODY}
<h3>Zebra elsewhere</h3><ul>{TEASERS}</ul></body></html>""",
    "drupal": f"""<html><head>{META}</head><body class="html node-type-story"><div id=skip-link><a href=#x>Zebra</a></div>
<div id=page><div id=navigation><ul class=links>{MENU}</ul></div><div class=breadcrumb><a href=/>Zebra</a> » News</div>
<div id=block-system-main class=block><div class="node node-story"><h1>{TITLE}</h1>
<div class="field field-name-body field-type-text-with-summary"><div class=field-items><div class="field-item even">
{BODY}</div></div></div><ul class="links inline"><li><a href=/l>Zebra log in to post comments</a></li></ul></div></div>
<div class="region-sidebar-second"><div class=block><h2>Zebra poll</h2><form><label>Zebra yes</label></form></div></div>
</div></body></html>""",
    "hidden and inline": f"""<html><head>{META}</head><body><nav>{MENU}</nav><article><h1>{TITLE}</h1>
<div style="display:none">Zebra hidden text of a print version</div><div hidden>Zebra</div>
{BODY.replace("<h2>", "<div class='inline-promo'><p>Zebra subscribe now for a coin a week.</p></div><h2>")}
<figure class="video-player"><button>Zebra play</button></figure><noscript>Zebra enable scripts</noscript>
<script>var zebra = "Zebra <p>not text</p>";</script><div class="newsletter-signup"><form><p>Zebra e-mail</p></form></div>
</article><footer>Zebra</footer></body></html>""",
}


def text() -> str:
    """The words of the article, without its title."""
    return " ".join(
        [*PARAGRAPHS, SUBHEADING, "The commission is to meet for the first time in June,", _plain(LINKED)]
    )


def _plain(markup: str) -> str:
    for tag in ("<a href='/doc'>", "<a href='/b'>", "</a>"):
        markup = markup.replace(tag, "")
    return markup
