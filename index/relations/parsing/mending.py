"""What the parser is known to get wrong in the news, mended in the tree before any rule reads it."""

from __future__ import annotations

from index.relations.language.lexicon import noun_senses
from index.relations.language.tables import cues, words
from index.relations.parsing.participles import hang, mend_participle
from index.relations.parsing.recasting import is_blamed, is_made_to, stand_outside
from index.relations.parsing.rehanging import FINITE, hang_on_the_verb, join_persons, name_the_paper, rehang
from index.relations.parsing.tree import Tree
from index.relations.parsing.unparted import part_clauses

_PLACES = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "dobj", "pobj"})


def mend(tree: Tree) -> Tree:
    """The same tree, with verbs that were joined to the wrong verb hung where their form belongs."""
    for i, dep in enumerate(tree.deps):
        _name_its_place(tree, i)
        hang_on_the_verb(tree, i)
        join_persons(tree, i)
        name_the_paper(tree, i)
        _join_subjects(tree, i)
        mend_participle(tree, i)
        part_clauses(tree, i)
        if tree.deps[i] != dep:
            continue
        _name_the_event(tree, i)
        if dep == "conj" and tree.tags[i] in FINITE and not tree.kids(i, "nsubj", "nsubjpass"):
            rehang(tree, i)
        elif dep == "pcomp" and tree.tags[i] in ("VBG", "NN") and _is_a_noun(tree, i):
            tree.tags[i], tree.deps[i], tree.lemmas[i] = "NN", "pobj", tree.lows[i]
        elif dep == "advcl" and tree.tags[i] == "VBG" and _is_the_object(tree, i):
            tree.tags[i], tree.deps[i], tree.lemmas[i] = "NN", "dobj", tree.lows[i]
        elif dep == "npadvmod" and tree.tags[i] == "CD" and _counts_the_object(tree, i):
            tree.deps[i] = "dobj"
        elif dep == "advcl" and tree.tags[i] in ("NN", "VBG") and _describes(tree, i):
            _make_described(tree, i)
        elif dep == "conj" and tree.tags[i] == "CD":
            _let_some_suffer(tree, i)
        elif dep == "acl" and tree.tags[i] == "VBG":
            _let_another_do(tree, i)
        elif dep == "ccomp":
            _mend_clause(tree, i)
        elif dep == "prep":
            _mend_preposition(tree, i)
        elif dep == "nsubj" and _is_reduced(tree, tree.heads[i]):
            tree.deps[i] = "nsubjpass"
    return tree


def _join_subjects(tree: Tree, i: int) -> None:
    """ "Seventeen militants and 12 soldiers are killed": two subjects of one verb are a list."""
    v = tree.heads[i]
    if tree.deps[i] not in ("nsubj", "nsubjpass") or not tree.is_noun(i):
        return
    if i > v:
        if tree.tags[v] in FINITE and any(k < v for k in tree.kids(v, "nsubj")) and not tree.kids(v, "dobj"):
            tree.deps[i] = "dobj"  # "the minister, a Malian, warns Chad that it"
        return
    before = [k for k in tree.kids(v, "nsubj", "nsubjpass") if k < i and tree.is_noun(k)]
    first = min(tree.below(i) | {i})
    if not before or tree.lows[first - 1] not in ("and", "&"):
        return
    joint = tree.heads[first - 1]
    inside = tree.deps[joint] == "pobj" and before[-1] in tree.up(joint)  # "strikes on a car and a house"
    if inside or joint in (v, before[-1]):
        hang(tree, i, joint if inside else before[-1])
        tree.deps[i] = "conj"


def _counts_the_object(tree: Tree, i: int) -> bool:
    """ "shot down 29 of 30 Russian drones": the number after a verb without an object is its object."""
    v = tree.heads[i]
    counted = any(tree.lows[p] == "of" for p in tree.kids(i, "prep"))
    return counted and v < i and tree.is_verb(v) and not tree.kids(v, "dobj", "attr", "nsubjpass")


def _name_its_place(tree: Tree, i: int) -> None:
    """Give the word the part that it plays: what follows "following", a list with numbers, a receiver."""
    dep, over = tree.deps[i], tree.heads[i]
    if dep == "prep" and tree.words[over] == ",":
        hang(tree, i, tree.heads[over])  # "the cabinet, under pressure, votes"
    elif dep == "dobj" and tree.lows[over] == "following" and _is_after(tree, over, i):
        tree.deps[over], tree.tags[over] = "prep", "IN"
        tree.deps[i] = "pobj"  # "died following a raid": a preposition by now
    elif dep in ("acl", "relcl") and tree.deps[over] == "attr" and _is_for_another(tree, i):
        hang(tree, i, tree.heads[over])  # "says it is time for Chad to leave"
        tree.deps[i] = "advcl"
    elif dep == "appos" and tree.lows[min(tree.below(i)) - 1] == "and" and over < min(tree.below(i)):
        tree.deps[i] = "conj"  # "the leaders of Chad and the premier of Mali met"
    elif dep == "appos" and tree.kid(i, "nummod") and tree.kid(over, "nummod"):
        tree.deps[i] = "conj"  # "three Malians, eight Chadians and two Libyans"
    elif dep in ("compound", "pobj") and tree.tags[i] == "VBG" and is_blamed(tree, i):
        if dep == "compound":
            hang(tree, i, tree.heads[over])
            hang(tree, over, i)
            tree.deps[over] = "dobj"
        tree.deps[i] = "pcomp"  # "accuses Chad of massing tanks", "of massing at the border"
    elif dep in ("nmod", "compound") and _receives(tree, i):
        hang(tree, i, tree.heads[over])
        tree.deps[i] = "dative"


def _is_for_another(tree: Tree, i: int) -> bool:
    return any(tree.lows[m] == "for" for m in tree.kids(i, "mark")) and bool(tree.kids(i, "nsubj"))


def _is_after(tree: Tree, following: int, i: int) -> bool:
    """ "died following a raid" tells when; "left following the signs" how."""
    as_verb = tree.deps[following] in ("advcl", "xcomp") and tree.heads[following] < following
    return tree.deps[following] == "prep" or (as_verb and tree.lemmas[i] in words("attack"))


def _receives(tree: Tree, i: int) -> bool:
    """ "sells Chad 98 aircraft": the name between a verb of giving and a number receives."""
    v, counted = i - 1, tree.heads[i]
    giving = v >= 0 and tree.is_verb(v) and tree.lemmas[v] in words("giving") and tree.heads[counted] == v
    return giving and tree.actor(i) is not None and tree.tags[i + 1] in ("CD", "$")


def _let_some_suffer(tree: Tree, i: int) -> None:
    """ "one is shot and four wounded in clashes": the four are wounded, and not shot."""
    v, hurt = tree.heads[i], [k for k in tree.kids(i, "acl") if tree.tags[k] in ("VBN", "VBD")]
    if tree.is_verb(v) and hurt:
        hang(tree, hurt[0], v)
        hang(tree, i, hurt[0])
        tree.deps[hurt[0]], tree.deps[i] = "conj", "nsubjpass"


def _let_another_do(tree: Tree, i: int) -> None:
    """Hang a participle on the message that says it, or after a comma on the verb whose subject does it."""
    noun = tree.heads[i]
    v = tree.heads[noun]
    if tree.tags[noun] == "NNP":
        _let_the_message_say(tree, i)
    if tree.heads[i] == noun and tree.deps[noun] == "dobj" and tree.is_verb(v) and tree.lows[i - 1] == ",":
        hang(tree, i, v)  # "began an operation, launching missiles at"
        tree.deps[i] = "advcl"


def _let_the_message_say(tree: Tree, i: int) -> None:
    """ "posted a message on Twitter blaming Chad": the message blames."""
    where = tree.heads[i]
    noun = tree.heads[tree.heads[where]]
    if tree.deps[where] == "pobj" and where not in tree.at and tree.lemmas[noun] in words("paper"):
        hang(tree, i, noun)


def _mend_preposition(tree: Tree, prep: int) -> None:
    """Hang what the preposition leads to, or the preposition itself, where it belongs."""
    v, before = tree.heads[prep], prep - 1
    if not tree.children[prep]:
        _let_it_lead(tree, prep)
    elif tree.lows[prep] == "with" and tree.lemmas[v] in words("with_people"):
        _let_them_do(tree, prep)
    elif tree.lows[prep] == "by" and (deed := _deed_of_another(tree, prep)) is not None:
        hang(tree, prep, deed)  # "criticised the deportation of Malians by Chad": Chad deports them
    elif tree.lows[prep] == "of" and tree.lows[v] == "out" and tree.tags[tree.heads[v]] == "CD":
        hang(tree, prep, tree.heads[v])  # "20 out of 160 Malian officials"
    elif tree.lows[prep : prep + 3] == ["in", "front", "of"]:
        stand_outside(tree, prep)
    elif tree.lows[prep] == "over" and v == before and tree.lemmas[v] in words("counting"):
        _let_it_count(tree, prep)
    elif (
        tree.lows[prep] == "in"
        and tree.lemmas[before] in words("part_in") - {"part"}
        and (tree.deps[before] in ("pobj", "dobj"))
    ):
        hang(tree, prep, before)  # "protested over its role in the raid", "denied any role in it"
    elif tree.lows[prep] == "by" and (invited := _taken_there(tree, prep)) is not None:
        hang(tree, prep, invited)
        tree.deps[prep] = "agent"
    elif tree.lows[prep : prep + 2] == ["out", "of"] and tree.tags[before] == "CD":
        hang(tree, prep, before)  # "denied visas to 20 out of 160 Malians"
    elif tree.lemmas[before] in words("manner") and tree.deps[before] == "pobj" and v != before:
        how = tree.heads[before]  # "acted in solidarity with Chad", "is at odds with Mali"
        if tree.lows[how] in ("in", "at") and tree.heads[how] == v:
            hang(tree, prep, before)


def _taken_there(tree: Tree, by: int) -> int | None:
    """The passive verb of "was invited to the summit by Chad", or ``None``."""
    place = tree.heads[by]
    v = tree.heads[tree.heads[place]]
    named = any(tree.actor(k) is not None for k in tree.kids(by, "pobj"))
    if not named or tree.deps[place] != "pobj" or tree.lemmas[place] not in words("assembly"):
        return None
    return v if tree.tags[v] == "VBN" and tree.kids(v, "auxpass") and not tree.kids(v, "agent") else None


def _deed_of_another(tree: Tree, by: int) -> int | None:
    """The object of the active verb that "by" was hung on, when an actor stands after it."""
    v = tree.heads[by]
    named = [k for k in tree.kids(by, "pobj") if tree.actor(k) is not None]
    objects = [k for k in tree.kids(v, "dobj") if k < by and k not in tree.at]
    active = tree.is_verb(v) and tree.kid(v, "nsubj") is not None and tree.kid(v, "auxpass") is None
    return objects[0] if named and objects and active else None


def _let_it_count(tree: Tree, over: int) -> None:
    """ "launched over 250 rockets": these are launched, and not what is flown over."""
    for k in tree.kids(over, "pobj"):
        if tree.tags[over + 1] == "CD" and tree.heads[over + 1] == k:
            hang(tree, k, tree.heads[over])
            hang(tree, over, over + 1)
            tree.deps[k], tree.deps[over] = "dobj", "advmod"


def _let_them_do(tree: Tree, prep: int) -> None:
    """ "clash with protesters objecting to a march": with them, who also object."""
    for doing in tree.kids(prep, "pcomp"):
        for k in tree.kids(doing, "nsubj"):
            hang(tree, k, prep)
            hang(tree, doing, k)
            tree.deps[k], tree.deps[doing] = "pobj", "acl"


def _let_it_lead(tree: Tree, prep: int) -> None:
    """ "granted asylum to five officers holed up in": the noun after a bare "to" is no subject, but who
    receives.
    """
    for k in range(prep + 1, min(prep + 8, len(tree))):
        if tree.deps[k] in ("nsubj", "nsubjpass") and tree.heads[k] > k and tree.heads[prep] < prep:
            v = tree.heads[k]
            near = tree.heads[prep] in (tree.heads[v], tree.heads[tree.heads[v]])
            if tree.tags[v] not in ("VBN", "VBD") or tree.kids(v, "aux", "auxpass", "mark") or not near:
                return
            hang(tree, k, prep)
            hang(tree, v, k)
            tree.deps[k], tree.deps[v], tree.tags[v] = "pobj", "acl", "VBN"
            return


def _is_reduced(tree: Tree, v: int) -> bool:
    """ "Two men captured in Chad have admitted": a participle that was taken for the sentence's verb."""
    if tree.tags[v] != "VBN" or tree.deps[v] != "ROOT" or tree.kids(v, "aux", "auxpass", "dobj"):
        return False
    return any(k > v and tree.is_verb(k) and tree.kids(k, "aux") for k in tree.kids(v, "dep"))


def _mend_clause(tree: Tree, i: int) -> None:
    """Hang a clause on the claim that it says, or let it be the sentence's own."""
    if tree.lemmas[tree.heads[i]] == "make" and is_made_to(tree, i):
        made = tree.kids(i, "nsubj")[0]
        hang(tree, made, tree.heads[i])
        tree.deps[made], tree.deps[i], tree.lemmas[tree.heads[i]] = "dobj", "xcomp", "force"
    elif (claim := _claim_before(tree, i)) is not None:
        hang(tree, i, claim)
        tree.deps[i] = "acl"
    elif _was_led_astray(tree, i):
        _lead_back(tree, i)


def _claim_before(tree: Tree, i: int) -> int | None:
    """ "announced a probe after claims from Chad that Mali struck": the noun that the clause belongs to."""
    marks = [m for m in tree.kids(i, "mark") if tree.lows[m] == "that"]
    v = tree.heads[i]
    if not marks or not v < marks[0] - 2:
        return None
    for up in (marks[0] - 1, *tree.up(marks[0] - 1)):
        if up <= v or tree.is_verb(up):
            return None
        if tree.lemmas[up] in cues()["allegation"] and tree.deps[up] == "pobj":
            return up
    return None


def _was_led_astray(tree: Tree, i: int) -> bool:
    """ "Two men wanted in Chad are arrested": "wanted" was taken for the verb, "are arrested" hung below."""
    v = tree.heads[i]
    if tree.tags[v] not in ("VBD", "VBN") or tree.kids(v, "aux", "auxpass", "dobj", "neg") or i < v:
        return False
    if tree.tags[i] != "VBN" or not tree.kids(i, "auxpass") or tree.kids(i, "nsubj", "nsubjpass", "mark"):
        return False
    return len(tree.kids(v, "nsubj")) == 1 and tree.lows[v + 1] in (
        "in",
        "for",
        "by",
        "on",
        "from",
        "at",
        "with",
    )


def _lead_back(tree: Tree, i: int) -> None:
    """Let the lower verb be the sentence's, and the upper one say more of its subject."""
    v = tree.heads[i]
    subject = tree.kids(v, "nsubj")[0]
    over, dep = tree.heads[v], tree.deps[v]
    root = over == v
    tree.children[v].remove(i)
    tree.heads[i] = i if root else over
    if not root:
        tree.children[over][tree.children[over].index(v)] = i
    tree.children[subject].append(v)
    tree.heads[v] = subject
    hang(tree, subject, i)
    tree.deps[i], tree.deps[v], tree.deps[subject] = dep, "acl", "nsubjpass"
    tree.tags[v] = "VBN"


def _describes(tree: Tree, i: int) -> bool:
    """ "died in Israeli shelling near the border": a people's name before a gerund without an object."""
    if not i or tree.deps[i - 1] != "pobj" or tree.kids(i, "dobj", "xcomp", "ccomp", "aux", "nsubj", "acomp"):
        return False
    mention = tree.actor(i - 1)
    return mention is not None and mention.kind == "country" and tree.lemmas[i] in words("attack")


def _make_described(tree: Tree, i: int) -> None:
    """Let the gerund stand after the preposition, and the name before it."""
    tree.tags[i], tree.lemmas[i] = "NN", tree.lows[i]
    hang(tree, i, tree.heads[i - 1])
    hang(tree, i - 1, i)
    tree.deps[i], tree.deps[i - 1] = "pobj", "amod"


def _is_a_noun(tree: Tree, i: int) -> bool:
    """ "objects to Turkish drilling", "killed in shelling by troops": a gerund with a noun's neighbours."""
    for k in tree.kids(i, "nsubj"):  # "by Chadian artillery shelling near a town"
        if k == i - 1 and k not in tree.at and tree.lemmas[i] in words("attack"):
            tree.deps[k] = "compound"
    if tree.kids(i, "dobj", "xcomp", "ccomp", "aux", "nsubj", "dative", "acomp", "attr"):
        return False
    if tree.kids(i, "amod", "det", "poss", "compound", "nmod"):
        return True
    over = tree.heads[tree.heads[i]]
    if tree.lows[tree.heads[i]] == "by" and tree.tags[over] == "VBN" and tree.lows[i] in words("attack"):
        return True  # "was killed by shelling in Chad"
    return any(tree.lows[p] in ("by", "of") for p in tree.kids(i, "prep", "agent"))


def _name_the_event(tree: Tree, i: int) -> None:
    """ "staged drills off Chad", "Aid to Mali was given": a noun's neighbours, and a noun of the tables."""
    dep, tag = tree.deps[i], tree.tags[i]
    if dep not in _PLACES or tag not in ("VB", "VBP", "VBZ") or tree.lemmas[i] not in noun_senses():
        return
    if tree.kids(i, "aux", "nsubj", "xcomp", "ccomp", "neg", "mark"):
        return
    if not tree.kids(i, "dobj") or tree.kids(i, "prt"):
        tree.tags[i], tree.deps[i] = ("NNS" if tag == "VBZ" else "NN"), dep.removeprefix("c")


def _is_the_object(tree: Tree, i: int) -> bool:
    """ "reopens the Rafah crossing into": a gerund that names before it describe is what is reopened."""
    v = tree.heads[i]
    named = any(k == i - 1 and tree.tags[k] == "NNP" for k in tree.kids(i, "compound"))
    return named and v < i and not tree.kids(i, "dobj", "aux") and not tree.kids(v, "dobj")
